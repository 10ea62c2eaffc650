"""`rota demand`: agents per interval and queue, from the forecast and what each queue promises."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import OUT, Folder, write_files

if TYPE_CHECKING:
    from rich.text import Text

    from rota.load.workspace import Workspace


class Per(StrEnum):
    """What a row of the table is."""

    DAY = "day"
    HOUR = "hour"


def demand(
    folder: Folder = Path(),
    per: Annotated[Per, typer.Option(help="A row a day, or a row an hour of the week.")] = Per.DAY,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            help="A queue and a moment, as in `phone-en 2027-03-08T10:00`: how its agents came about.",
        ),
    ] = None,
) -> None:
    """Show how many agents each queue needs when, and write out/demand.csv.

    With --explain nothing is written.
    """
    from exports import demand_csv
    from rota.cli.console import stdout_console
    from rota.cli.demand_view import backlog_text, demand_table, waiting_text, week_picture
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    problem = workspace.problem
    console = stdout_console()
    if explain:
        from rota.cli.explain_demand import explanation

        console.print(explanation(workspace, *explain))
        return
    path = folder / OUT / "demand.csv"
    write_files({path: demand_csv.write(problem.demand)})
    if problem.demand:
        volumes = [volume for volume in workspace.load if volume.end > problem.start]
        console.print(demand_table(volumes, problem.demand, zone=problem.zone, by=per.value))
        console.print(week_picture(problem.demand, zone=problem.zone))
        console.print(_kept(workspace), soft_wrap=True)
    else:
        console.print("no queue is open in the horizon, so none needs agents")
    if workspace.waits:
        console.print(backlog_text(workspace.waits, workspace.targets), soft_wrap=True)
    if problem.work:
        console.print(waiting_text(problem.work), soft_wrap=True)
    console.print(f"written: {path}", soft_wrap=True)


def _kept(workspace: Workspace) -> Text:
    """What the agents asked for keep, queue by queue."""
    from rota.cli.demand_view import kept_text
    from rota.demand.certainty import certainties
    from rota.demand.opening import Opening
    from rota.demand.staffing import staffed
    from rota.demand.target import LiveTarget

    kept: dict[str, float] = {}
    spread = False
    for queue, target in workspace.targets.items():
        mine = sorted(volume for volume in workspace.load if volume.queue == queue)
        if isinstance(target, LiveTarget) and mine:
            entries = list(staffed(mine, target, Opening(workspace.opening.get(queue))))
            if entries:
                kept[queue] = sum(certainties(entries, target)) / len(entries)
            spread = spread or target.dispersion > 0 or any(volume.spread for volume in mine)
    return kept_text(kept, spread=spread)
