"""How many agents more it takes, found by planning: a roster or a proof stands behind each number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.cli.planned import roster_of
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import findings
from rota.cli.views.showing import Showing
from rota.explain.change import Hired
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Infeasible, Solved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.agent import Agent
    from rota.load.seat import Seat
    from rota.load.workspace import Workspace
    from rota.problem import Cell, Problem

MOST_MORE = 12
"""Agents more than hours ask for, beyond which no plan is tried."""


@dataclass(frozen=True, slots=True)
class Found:
    """The fewest agents more with whom a lawful plan was found; None where none was.

    `least` says whether one fewer is proved too few: by a search that ended, or by hours.
    """

    more: int | None
    least: bool


def fewest_more(seat: Seat, like: Agent, begin: int, seconds: float) -> Found:
    """Agents like this one to be added to a seat's, from `begin` on, one fewer being too few by hours."""
    proved = True
    for more in range(begin, begin + MOST_MORE):
        if not more and not seat.problem.agents:
            continue
        problem = replace(seat.problem, agents=_with(seat.problem.agents, like, more))
        outcome = solve(problem, seat.rules, limits=Limits(seconds=seconds, workers=2))
        if isinstance(outcome, Solved):
            return Found(more, proved)
        proved = proved and isinstance(outcome, Infeasible)
        if not isinstance(outcome, Infeasible):
            return Found(None, False)
    return Found(None, proved)


def _with(agents: Sequence[Agent], like: Agent, more: int) -> tuple[Agent, ...]:
    return tuple(sorted((*agents, *Hired(more, like).agents()), key=lambda agent: agent.id))


def full_timer(problem: Problem) -> Agent:
    """An agent at the team's home on its longest contract, whom no rule singles out."""
    longest = max(problem.agents, key=lambda agent: (agent.contract.weekly_minutes, agent.contract.id))
    return replace(longest, id="full-timer", name="full-timer", zone=problem.zone, tier=1, skills=(), tags=())


@dataclass(frozen=True, slots=True)
class Step:
    """A plan of the load with some agents more: who was added last, and the agent-minutes still missing."""

    added: Agent | None
    more: int
    missing: int | None


def steps(
    workspace: Workspace, start: frozenset[Cell] | None, *, seconds: float, most: int
) -> Iterator[Step]:
    """Plans of the load, first by the team as it is, each with one agent more until nothing is missing.

    `start` is a lawful roster to begin with; each plan has so many seconds.
    """
    problem = workspace.problem
    added: Agent | None = None
    for more in range(most + 1):
        setting = replace(workspace, problem=problem)
        limits = Limits(seconds=seconds)
        outcome = solve(problem, workspace.rules, limits=limits, start=start)
        if not isinstance(outcome, Solved):
            yield Step(added, more, None)
            return
        start = outcome.cells
        showing = Showing(problem, workspace.rules, roster_of(setting, outcome, limits))
        missing = together(coverage_by_day(showing).values()).missing
        yield Step(added, more, missing)
        added = _profile(showing)
        if not missing or added is None:
            return
        hired = replace(added, id=f"new-{more + 1}", name=f"new {more + 1}", email="")
        problem = replace(problem, agents=tuple(sorted((*problem.agents, hired), key=lambda one: one.id)))


def _profile(showing: Showing) -> Agent | None:
    """The agent who can serve most of what lacks, of several the one with the longest contract."""
    lacking: Counter[str] = Counter()
    for (queue, _, _), minutes in findings(showing).items():
        lacking[queue] += minutes if queue else 0
    served = {
        agent: sum(
            minutes
            for queue, minutes in lacking.items()
            if queue and showing.problem.queue_of[queue].served_by(agent)
        )
        for agent in showing.problem.agents
    }
    useful = [agent for agent in served if served[agent]]
    return max(useful, key=lambda one: (served[one], one.contract.weekly_minutes, one.id), default=None)
