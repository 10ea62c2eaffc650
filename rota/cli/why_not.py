"""`rota why-not`: why there is no roster, or why an agent is not on a shift: what clashes, or its price."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import now_of
from rota.cli.folder import InFolder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson, agent_of, question, shifts_on
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.agent import Agent
    from rota.cli.question import Question
    from rota.shift import Shift
    from rota.solve.why_not import Answer

SECONDS, LEAST_SECONDS = 7.0, 1.5
INFEASIBLE = 1
FORMAT = "rota-why-not/1"


def why_not(
    agent: Annotated[str, typer.Argument(help="An agent's id; without: why there is no roster.")] = "",
    day: Annotated[str, typer.Argument(metavar="DATE", help="The date on which the shift starts.")] = "",
    shift: Annotated[str, typer.Argument(help="A shift template; without: every shift of the date.")] = "",
    folder: InFolder = Path(),
    as_json: AsJson = False,
    time_limit: Annotated[float, typer.Option(min=0.5, help="Seconds to search, in all.")] = SECONDS,
) -> None:
    """Show why an agent is not on a shift: the rules that forbid it, or what it would cost.

    Without an agent: why no roster keeps every hard rule, and the ways out. Ways out are also shown where
    a SHIFT is named that cannot be.
    """
    if not agent:
        _no_roster(folder, time_limit, as_json=as_json)
        return
    if not day:
        raise InputError(
            [Fault("", 0, 0, "give a date after the agent", f"as in `rota why-not {agent} 2027-03-28`")]
        )
    asked = question(folder, need_roster=False)
    person = agent_of(asked.problem, agent)
    answers = _answers(asked, person, shifts_on(asked.problem, day, shift), time_limit, ways=bool(shift))
    _write(asked, person, answers, as_json=as_json)


def _no_roster(folder: Path, seconds: float, *, as_json: bool) -> None:
    from rota.cli.console import stdout_console
    from rota.cli.views.clash_view import clash_lines
    from rota.cli.why_json import impossible_document
    from rota.explain.change import Setting
    from rota.load.workspace import load_workspace
    from rota.solve.why_infeasible import Impossible, why_infeasible

    workspace = load_workspace(folder).told(now_of(""))
    setting = Setting(workspace.problem, workspace.rules)
    said = why_infeasible(setting, seconds=seconds)
    console = stdout_console()
    if as_json:
        import json

        found = impossible_document(setting, said) if isinstance(said, Impossible) else None
        console.file.write(
            json.dumps({"format": FORMAT, "infeasible": found}, indent=2, ensure_ascii=False) + "\n"
        )
    elif isinstance(said, Impossible):
        for line in clash_lines(setting, said, width=console.width):
            console.print(line, soft_wrap=True)
    else:
        console.print("nothing clashes: a roster keeps every hard rule")
    if isinstance(said, Impossible):
        raise typer.Exit(INFEASIBLE)


def _answers(
    asked: Question, person: Agent, shifts: list[Shift], seconds: float, *, ways: bool
) -> Iterator[tuple[Shift, Answer | None]]:
    """Shift by shift what speaks against it; None where the agent is on it."""
    from rota.solve.why_not import WhyNot

    cells = asked.roster.cells if asked.roster else None
    asking = WhyNot(asked.setting, cells)
    left = max(LEAST_SECONDS, seconds / len(shifts))
    for shift in shifts:
        there = cells is not None and (person.id, shift.id) in cells
        yield shift, None if there else asking.ask((person.id, shift.id), seconds=left, ways=ways)


def _write(
    asked: Question, person: Agent, answers: Iterator[tuple[Shift, Answer | None]], *, as_json: bool
) -> None:
    from rota.cli.console import stdout_console

    console = stdout_console()
    if as_json:
        import json

        shifts = [document(asked, shift, answer) for shift, answer in answers]
        whole = {"format": FORMAT, "agent": person.id, "shifts": shifts}
        console.file.write(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
        return
    for shift, answer in answers:
        for line in lines(asked, person, shift, answer, width=console.width):
            console.print(line, soft_wrap=True)
        console.print()


def lines(
    asked: Question, person: Agent, shift: Shift, answer: Answer | None, *, width: int
) -> Iterator[str]:
    """The answer for one shift."""
    from rota.cli.views.clash_view import clash_lines
    from rota.cli.views.price_view import next_best_lines, shift_text
    from rota.cli.views.wording import shown
    from rota.solve.next_best import NextBest
    from rota.solve.why_infeasible import Impossible, Possible

    head = f"{shown(person.name)} on {shift_text(shift)}"
    if answer is None:
        yield f"{head}: is on it; `rota why {person.id} {shift.day}` says why"
    elif isinstance(answer, Impossible):
        yield f"{head}: cannot be"
        yield from clash_lines(asked.setting, answer, width=width)
    elif isinstance(answer, NextBest):
        yield f"{head}: could be"
        yield from next_best_lines(asked, answer, what="with it")
    elif isinstance(answer, Possible):
        yield f"{head}: could be; what it costs is said where there is a roster, made by `rota plan`"
    else:
        yield f"{head}: neither a roster with it nor a reason against it was found in time"


def document(asked: Question, shift: Shift, answer: Answer | None) -> dict[str, object]:
    """One shift as JSON; `answer` is one of there, impossible, price, possible, unknown."""
    from rota.cli.why_json import impossible_document, next_best_document
    from rota.solve.next_best import NextBest
    from rota.solve.why_infeasible import Impossible, Possible

    said: dict[str, object] = {"shift": shift.id}
    if isinstance(answer, Impossible):
        return said | {"answer": "impossible", **impossible_document(asked.setting, answer)}
    if isinstance(answer, NextBest):
        return said | {"answer": "price", **next_best_document(asked, answer)}
    if isinstance(answer, Possible):
        return said | {"answer": "possible"}
    return said | {"answer": "there" if answer is None else "unknown"}
