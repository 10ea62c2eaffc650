"""Timefold's Java engine on a workspace: what it reads, and the command that runs it.

The model is in timefold/*.java and is compiled against the jars of a folder. The wheel `timefold` carries
them: `pip install --no-deps timefold==1.24.0b0` in an environment of its own, then its folder
`lib/python3*/site-packages/timefold/solver/jars`. It knows the rules of `peer_desk.py` and refuses others.
"""

from __future__ import annotations

import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING

from plain_rules import fairness_prices

from rota.localtime import minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from constraints.fair_share import FairShare
    from constraints.requests import Requests
    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.load.workspace import Workspace
    from rota.problem import Problem

MUSTS = {"one_at_a_time", "availability", "qualified", "min_rest", "staffing"}
SOLVERS = 2
"""Solvers of different seeds side by side: one search of the free edition uses one core."""


def compiled(jars: Path, sources: Path, classes: Path) -> str:
    """Compile the model; the class path to run it with."""
    path = f"{classes}:{jars}/*"
    files = [str(source) for source in sorted(sources.glob("*.java"))]
    subprocess.run(["javac", "-cp", path, "-d", str(classes), *files], check=True)
    return path


def command(class_path: str, written: Path, until: float, wished: int) -> list[str]:
    """What to run until a moment, in seconds since 1970."""
    numbers = [str(round(1000 * until)), str(SOLVERS), str(wished)]
    return ["java", "-cp", class_path, "rota.peer.Peer", str(written), *numbers]


def lines(workspace: Workspace) -> tuple[list[str], int]:
    """The problem as lines, and what it costs if no wish to work is met."""
    problem, rules = workspace.problem, {rule.kind: rule for rule in workspace.rules}
    _refuse(problem, workspace.rules)
    wishes, fairness = rules["requests"], rules["fair_share"]
    written = [f"rest {round(60 * rules['min_rest'].hours)}"]
    for agent in problem.agents:
        written += [f"agent {agent.id}", *(f"skill {skill}" for skill, _ in agent.skills)]
        for absence in problem.absences_of.get(agent.id, ()):
            span = [minutes_between(problem.start, moment) for moment in (absence.start, absence.end)]
            written.append(f"away {span[0]} {span[1]}")
        written += [f"price {day} {price}" for day, price in _prices(problem, wishes, agent)]
        written.append(f"shares {' '.join(map(str, _shares(problem, fairness, agent)))}")
    written += _duties(problem)
    on = sum(wish.weight for wish in problem.requests if wish.wish == "on")
    return written, on * (wishes.weight or 0)


def _refuse(problem: Problem, rules: tuple[Constraint, ...]) -> None:
    for rule in rules:
        must, known = rule.kind in MUSTS, rule.kind in MUSTS | {"requests", "fair_share"}
        if not known or (must and rule.weight is not None):
            raise SystemExit(f"Timefold: the model has no rule `{rule.name}`")
    if any(wish.template for wish in problem.requests) or any(
        wanted.over is not None for wanted in problem.wanted
    ):
        raise SystemExit("Timefold: the model has no wishes for single shifts and no price of surplus")


def _prices(problem: Problem, wishes: Requests, agent: Agent) -> Iterator[tuple[int, int]]:
    for wish in problem.requests_of.get(agent.id, ()):
        price = wish.weight * (wishes.weight or 0)
        yield (wish.day - problem.start.date()).days, price if wish.wish == "off" else -price


def _shares(problem: Problem, fairness: FairShare, agent: Agent) -> list[int]:
    shares, everything = fairness.shares(problem), sum(wanted.agents for wanted in problem.wanted)
    fair = Fraction(everything * shares[agent.id], sum(shares.values()))
    return fairness_prices(fair, fairness.weight, 2 * problem.day_count)


def _duties(problem: Problem) -> Iterator[str]:
    for wanted in problem.wanted:
        shift = problem.shift_of[wanted.shift]
        day = (shift.day - problem.start.date()).days
        start, end = (minutes_between(problem.start, moment) for moment in (shift.start, shift.end))
        skills = [skill for skill, _ in shift.skills]
        for _ in range(wanted.agents):
            yield " ".join(["duty", shift.id, str(day), str(start), str(end), *skills])
