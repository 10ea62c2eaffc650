"""`rota report`: the roster as one page of HTML, and its hours for a payroll."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import OUT, Folder, require_writable, roster_path, write_files
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from datetime import datetime

    from rota.cli.reporting.whole import News
    from rota.cli.views.showing import Showing
    from rota.load.workspace import Workspace
    from rota.roster import Roster

REPORT = "report.html"


def report(
    folder: Folder = Path(),
    out: Annotated[Path | None, typer.Option(help="Where to; without: out/report.html.")] = None,
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
    payroll: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Also hours and pay, as FILE.csv or FILE.xlsx; several may be."),
    ] = None,
    now: At = "",
) -> None:
    """Write the roster as one file of HTML: who works when, the load, service, fairness, hours, rules, proof.

    The file needs no network and no script, and prints on A4.
    """
    from rota.cli.console import stdout_console
    from rota.cli.reporting.played import read_played
    from rota.cli.reporting.whole import report_of
    from rota.cli.stored import read_roster, require_fit
    from rota.cli.views.showing import Showing
    from rota.load.workspace import load_workspace
    from rota.report.page import page

    workspace = load_workspace(folder)
    target = out or folder / OUT / REPORT
    for path in (target, *(payroll or ())):
        require_writable(path)
    found = read_roster(folder, roster)
    require_fit(workspace.problem, found, roster or roster_path(folder))
    workspace = workspace.told(found.made_at)
    showing = Showing(workspace.problem, workspace.rules, found)
    played = read_played(folder, workspace.problem)
    news = _news(workspace, found, now_of(now))
    content = page(report_of(workspace, showing, played, news))
    files = {target: content, **{path: payroll_file(path, showing) for path in payroll or ()}}
    write_files(files)
    console = stdout_console()
    for path, written in files.items():
        console.print(f"written: {path}, {len(written) / 1000:,.0f} kB", soft_wrap=True)


def payroll_file(path: Path, showing: Showing) -> bytes:
    """Hours and pay as the file's name asks for, read back once; raises InputError for other names."""
    from rota.payroll import pay_lines

    lines = pay_lines(showing.problem, showing.duty)
    if path.suffix.lower() == ".csv":
        from exports import payroll_csv

        content = payroll_csv.write(lines)
        payroll_csv.read(content)
        return content
    if path.suffix.lower() == ".xlsx":
        from exports import payroll_xlsx

        content = payroll_xlsx.write(lines)
        payroll_xlsx.read(content)
        return content
    raise InputError([Fault("", 0, 0, f"`{path.name}` is neither .csv nor .xlsx", "name it as one of them")])


def _news(workspace: Workspace, roster: Roster, moment: datetime) -> News:
    from rota.cli.reporting.whole import News
    from rota.load.publishing import notice_of
    from rota.store.database import NAME, reading_or_empty
    from rota.store.outlook import outlook_of
    from rota.store.publications import latest_number

    with reading_or_empty(workspace.folder / NAME) as store:
        outlook = outlook_of(store, roster, now=moment, notice=notice_of(workspace.team))
        return News(outlook, latest_number(store))
