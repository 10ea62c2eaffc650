"""`rota breaks`: pauses and activities inside the shifts of a finished roster, which stays as it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import OUT, Folder, require_writable, roster_path, write_files
from rota.cli.stored_breaks import BREAKS

if TYPE_CHECKING:
    from rota.problem import Problem
    from rota.solve.breaks import NoPlace

NO_PLACE, TIMED_OUT = 1, 3


def breaks(
    folder: Folder = Path(),
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds to search for each week.")] = 10.0,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another search.")] = 1,
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
) -> None:
    """Put breaks and activities where the load misses least, and write out/breaks.csv."""
    from exports import breaks_csv
    from rota.cli.console import stdout_console
    from rota.cli.stored import read_roster, require_fit
    from rota.cli.views.breaks_view import breaks_view
    from rota.load.breaks import breaks_of
    from rota.load.workspace import load_workspace
    from rota.solve.breaks import NoPlace, OutOfTime, place_breaks

    workspace = load_workspace(folder)
    found = read_roster(folder, roster)
    require_fit(workspace.problem, found, roster or roster_path(folder))
    console = stdout_console()
    rules = breaks_of(workspace.team)
    if not rules.rules and not rules.activities:
        console.print(
            "nothing to place: team.yaml has no `breaks` and no `activities`; docs/reference.md shows them"
        )
        return
    path = folder / OUT / BREAKS
    require_writable(path)
    try:
        placed = place_breaks(workspace.problem, found.cells, rules, seconds=time_limit, seed=seed)
    except OutOfTime as late:
        sys.stderr.write(f"error: {late}\nhelp: give more time with --time-limit\n")
        raise typer.Exit(TIMED_OUT) from late
    if isinstance(placed, NoPlace):
        _say(workspace.problem, placed)
        raise typer.Exit(NO_PLACE)
    content = breaks_csv.write(placed.pauses)
    write_files({path: content})
    console.print(breaks_view(workspace.problem, rules, placed))
    console.print(f"written: {path}", soft_wrap=True)


def _say(problem: Problem, failed: NoPlace) -> None:
    from datetime import timedelta

    from rota.localtime import clock_text

    for wanted in failed.without_options[:10]:
        sys.stderr.write(f"error: `{wanted.about}` has no place in a shift of {wanted.agent}\n")
    for week in failed.weeks:
        start = clock_text(problem.start + timedelta(weeks=week), problem.zone)
        sys.stderr.write(f"error: not every break has a place in the week of {start}\n")
    sys.stderr.write("help: widen windows, or allow more agents at once\n")
