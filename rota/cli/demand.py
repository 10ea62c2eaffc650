"""`rota demand`: agents per interval and queue, from the forecast and what each queue promises."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rota.cli.folder import OUT, Folder, write_file


class By(StrEnum):
    """What a row of the table is."""

    DAY = "day"
    HOUR = "hour"


def demand(
    folder: Folder = Path(),
    by: Annotated[By, typer.Option(help="A row a day, or a row an hour of the week.")] = By.DAY,
) -> None:
    """Show how many agents each queue needs when, and write out/demand.csv."""
    from exports import demand_csv
    from rota.cli.console import stdout_console
    from rota.cli.demand_view import demand_table, week_picture
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    problem = workspace.problem
    console = stdout_console()
    console.print(demand_table(workspace.volumes, problem.demand, zone=problem.zone, by=by.value))
    console.print(week_picture(problem.demand, zone=problem.zone))
    path = folder / OUT / "demand.csv"
    write_file(path, demand_csv.write(problem.demand))
    console.print(f"written: {path}", markup=False, highlight=False, soft_wrap=True)
