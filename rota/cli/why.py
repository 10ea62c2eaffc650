"""`rota why`: why an agent has a shift: who else could have it, and the next best roster without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import InFolder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson, agent_of, question, shifts_on
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.agent import Agent
    from rota.cli.question import Question
    from rota.explain.alternatives import Alternative
    from rota.shift import Shift
    from rota.solve.next_best import NextBest, NotFound

SECONDS = 5.0
FORMAT = "rota-why/1"


def why(
    agent: Annotated[str, typer.Argument(help="An agent's id.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="The date on which the shift starts.")],
    folder: InFolder = Path(),
    as_json: AsJson = False,
    time_limit: Annotated[
        float, typer.Option(min=0.5, help="Seconds to search for the next best roster of a shift.")
    ] = SECONDS,
) -> None:
    """Show why an agent has a shift: who else could, and what the next best roster without it costs.

    Costs are those of the rules' weights, and differences to the roster at hand.
    """
    from rota.cli.console import stdout_console
    from rota.explain.alternatives import alternatives
    from rota.solve.next_best import NotFound, next_best, start_at

    asked = question(folder, need_roster=True)
    cells = asked.roster.cells if asked.roster else frozenset()
    person = agent_of(asked.problem, agent)
    mine = [one for one in shifts_on(asked.problem, day, "") if (person.id, one.id) in cells]
    if not mine:
        help_text = f"`rota why-not {person.id} {day}` says why not"
        raise InputError([Fault("", 0, 0, f"{person.name} has no shift on {day}", help_text)])
    console = stdout_console()
    documents = []
    start = start_at(asked.problem, asked.setting.rules, cells, seconds=time_limit)
    for shift in mine:
        others = alternatives(asked.setting, cells, shift, instead_of=person)
        without = {(person.id, shift.id): False}
        found = next_best(start, without, seconds=time_limit) if start else NotFound(impossible=False)
        if as_json:
            documents.append(document(asked, person, shift, others, found))
            continue
        for line in lines(asked, person, shift, others, found):
            console.print(line, soft_wrap=True)
    if as_json:
        import json

        whole = {"format": FORMAT, "agent": person.id, "shifts": documents}
        console.file.write(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


def lines(
    asked: Question,
    person: Agent,
    shift: Shift,
    others: tuple[Alternative, ...],
    found: NextBest | NotFound,
) -> Iterator[str]:
    """The answer for one shift."""
    from rota.cli.views.price_view import alternative_lines, next_best_lines, shift_text
    from rota.cli.views.wording import shown
    from rota.solve.next_best import NextBest

    name = shown(person.name)
    yield f"{name} has {shift_text(shift)}"
    yield ""
    if isinstance(found, NextBest):
        yield from next_best_lines(asked, found, what="without it")
    elif found.impossible:
        yield "there is no roster without it that keeps every hard rule"
    else:
        yield "no roster without it was found in time"
    yield ""
    yield f"in {name}'s place, with nothing else changed:"
    yield from alternative_lines(others)
    yield ""


def document(
    asked: Question,
    person: Agent,
    shift: Shift,
    others: tuple[Alternative, ...],
    found: NextBest | NotFound,
) -> dict[str, object]:
    """One shift as JSON: `next_best` is null where none was found."""
    from rota.cli.why_json import alternative_document, next_best_document
    from rota.solve.next_best import NextBest

    return {
        "shift": shift.id,
        "next_best": next_best_document(asked, found) if isinstance(found, NextBest) else None,
        "impossible": not isinstance(found, NextBest) and found.impossible,
        "alternatives": [alternative_document(one) for one in others],
    }
