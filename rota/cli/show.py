"""`rota show`: a roster on the terminal, or what is on the terminal as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, roster_path
from rota.cli.question import (
    AsJson,
    agent_of,
)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.console import RenderableType

    from rota.cli.show_json import Asked
    from rota.cli.views.showing import Showing


def show(
    folder: Folder = Path(),
    agent: Annotated[str | None, typer.Option(metavar="ID", help="One agent's shifts.")] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="One day, as in 2027-03-28.")] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="The load against who is there, by day.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the roster: its proof, who works when, and how the load is covered."""
    from rota.cli.console import stderr_console, stdout_console
    from rota.cli.show_json import Asked, document
    from rota.cli.stored import changed_text, read_roster, require_fit
    from rota.cli.views.showing import Showing
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    roster = read_roster(folder)
    require_fit(workspace.problem, roster, roster_path(folder))
    workspace = workspace.told(roster.made_at)
    showing = Showing(workspace.problem, workspace.rules, roster)
    asked = Asked(
        agent=None if agent is None else agent_of(workspace.problem, agent),
        day=None if day is None else _day(showing, day),
        coverage=coverage,
    )
    changed = changed_text(workspace.inputs, roster)
    if changed:
        stderr_console().print(changed)
    console = stdout_console()
    if as_json:
        import json

        text = json.dumps(document(showing, asked), indent=2, ensure_ascii=False)
        console.file.write(f"{text}\n")
        return
    for view in views(showing, asked, width=console.width):
        console.print(view)
    if asked.day:
        from rota.cli.stored_breaks import read_breaks
        from rota.cli.views.breaks_day_view import breaks_day_view

        pauses = read_breaks(folder, roster)
        if pauses:
            console.print("")
            console.print(breaks_day_view(workspace.problem, pauses, asked.day))


def views(showing: Showing, asked: Asked, *, width: int) -> Iterator[RenderableType]:
    """What was asked for, in the order agent, day, coverage; without anything, the roster as a whole."""
    from rota.cli.views.agent_view import agent_view
    from rota.cli.views.coverage_view import coverage_summary, coverage_view
    from rota.cli.views.day_view import day_view
    from rota.cli.views.grid import grid
    from rota.cli.views.proof_view import proof_panel

    if asked.agent:
        yield agent_view(showing, asked.agent)
    if asked.day:
        yield day_view(showing, asked.day, width=width)
    if asked.coverage:
        yield coverage_view(showing, width=width)
    if not (asked.agent or asked.day or asked.coverage):
        yield proof_panel(showing.roster, showing.verdict, showing.rules)
        yield ""
        yield grid(showing, width=width)
        if showing.problem.demand:
            yield ""
            yield coverage_summary(showing)


def _day(showing: Showing, given: str) -> date:
    from datetime import date

    first, last = showing.days[0], showing.days[-1]
    help_text = f"the roster runs from {first} to {last}"
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise InputError([Fault("", 0, 0, f"`{given}` is not a date", help_text)]) from None
    if not first <= day <= last:
        raise InputError([Fault("", 0, 0, f"the roster has no day `{given}`", help_text)])
    return day
