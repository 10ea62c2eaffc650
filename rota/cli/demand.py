"""`rota demand`: agents per interval and queue, from the forecast and what each queue promises."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rota.cli.folder import OUT, Folder, write_files


class By(StrEnum):
    """What a row of the table is."""

    DAY = "day"
    HOUR = "hour"


def demand(
    folder: Folder = Path(),
    by: Annotated[By, typer.Option(help="A row a day, or a row an hour of the week.")] = By.DAY,
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
    from rota.cli.demand_view import demand_table, waiting_text, week_picture
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
        console.print(demand_table(volumes, problem.demand, zone=problem.zone, by=by.value))
        console.print(week_picture(problem.demand, zone=problem.zone))
    else:
        console.print("no queue is open in the horizon, so none needs agents")
    if problem.work:
        console.print(waiting_text(problem.work), soft_wrap=True)
    console.print(f"written: {path}", soft_wrap=True)
