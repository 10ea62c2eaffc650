"""`rota repair`: somebody is ill, a shift was given away, the load jumped: whom to call, and for what."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import Folder, require_writable, roster_path
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.cli.repair_answer import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from rota.cli.in_force import InForce
    from rota.cli.repair_case import Change
    from rota.load.workspace import Workspace
    from rota.repair.repaired import NoRepair
    from rota.solve.hold import Hold

NO_REPAIR, TIMED_OUT = 1, 3
SECONDS = 60.0
REASONS_SECONDS = 10.0
STAND_IN_SECONDS = 5.0
"""How long to look for who comes if one person says no."""


def repair(
    folder: Folder = Path(),
    absent: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AGENT DAYS", help="Who is away when, as in `ana 2026-12-03..05` or `ana today`."
        ),
    ] = None,
    declined: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AGENT [SHIFT]", help="Who said no: to a shift, as in `late@2026-12-03`, or to any."
        ),
    ] = None,
    swap: Annotated[
        list[str] | None,
        typer.Option(
            metavar="AGENT SHIFT AGENT", help="A shift given to somebody: `ana late@2026-12-03 bo`."
        ),
    ] = None,
    since: Annotated[
        str, typer.Option("--from", help="Shifts that start by then stay as they are.", show_default="now")
    ] = "",
    worth: Annotated[
        float,
        typer.Option(min=0.0, help="Hours of load that make a call worth while where no hard rule asks."),
    ] = 2.0,
    roster: Annotated[
        Path | None,
        typer.Option(help="A roster file to repair.", show_default="what is published, else out/roster.json"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply it, do not ask.")] = False,
    as_json: AsJson = False,
    time_limit: Annotated[float, typer.Option(min=0.5, help="Seconds to search, in all.")] = SECONDS,
    now: At = "",
) -> None:
    """Show the fewest and least painful calls that mend the roster, in order, with who else if one says no.

    What has begun stays as it is. People on a day off are asked last. On a yes the repaired roster is
    written, verified, to out/roster.json, and the absences to availability/absences.csv.
    """
    from rota.cli.in_force import in_force
    from rota.cli.repair_case import Told, change_of
    from rota.explain.change import Setting
    from rota.load.publishing import notice_of
    from rota.load.workspace import load_workspace
    from rota.solve.hold import interruptible

    workspace = load_workspace(folder).told(now_of(now))
    if yes:
        require_writable(roster_path(folder))
    stands = in_force(workspace, roster)
    told = Told(tuple(absent or ()), tuple(declined or ()), tuple(swap or ()))
    change = change_of(
        Setting(workspace.problem, workspace.rules),
        stands,
        told,
        since=_since(workspace, since, now),
        notice=notice_of(workspace.team),
        worth_minutes=round(worth * 60),
    )
    with interruptible(time_limit) as hold:
        found = _answer(workspace, stands, change, hold)
        _tell(found, workspace, change, as_json=as_json, seconds=time_limit)
    if isinstance(found, Answer):
        _apply(found, yes=yes, as_json=as_json)


def _since(workspace: Workspace, since: str, now: str) -> datetime:
    from rota.cli.asked import asked_instant

    if since and since != "now":
        return asked_instant(since, workspace.problem.zone, option="--from")
    return now_of(now)


def _answer(workspace: Workspace, stands: InForce, change: Change, hold: Hold) -> Answer | NoRepair:
    from rota.repair.calls import calls
    from rota.repair.repaired import Repaired
    from rota.solve.mend import Mending

    mending = Mending(change.case, hold)
    found = mending.run()
    if not isinstance(found, Repaired):
        return found
    asked = calls(change.case, found.cells)
    people = [call.agent.id for call in asked if hold.left and not found.short]
    instead = mending.instead(people, found.cells, STAND_IN_SECONDS)
    return Answer(workspace, stands, change, found, asked, tuple(zip(people, instead, strict=True)))


def _tell(
    found: Answer | NoRepair, workspace: Workspace, change: Change, *, as_json: bool, seconds: float
) -> None:
    from rota.cli.console import stdout_console
    from rota.cli.views.repair_view import repair_lines

    console = stdout_console()
    if not isinstance(found, Answer):
        _tell_none(change, proved=found.proved)
        raise typer.Exit(NO_REPAIR if found.proved else TIMED_OUT)
    if as_json:
        import json

        from rota.cli.repair_json import document

        console.file.write(json.dumps(document(found), indent=2, ensure_ascii=False) + "\n")
    else:
        for line in repair_lines(found, seconds=seconds):
            console.print(line, soft_wrap=True)
    if found.repaired.short:
        _say_short(found)
        raise typer.Exit(NO_REPAIR)


def _tell_none(change: Change, *, proved: bool) -> None:
    if not proved:
        sys.stderr.write("error: no repair was found in time\nhelp: give more time with --time-limit\n")
        return
    sys.stderr.write("error: no repair keeps every hard rule, however few people are on duty\n")
    _explain(change)


def _say_short(found: Answer) -> None:
    sys.stderr.write("error: not all of it can be covered: the nearest is shown, nothing was written\n")
    _explain(found.change)


def _explain(change: Change) -> None:
    """Why no repair keeps every hard rule."""
    from rota.cli.console import stderr_console
    from rota.cli.views.clash_view import clash_lines
    from rota.solve.why_infeasible import Impossible, why_infeasible

    console, setting = stderr_console(), change.case.setting
    # Who is away is a reason to be told, so these cells are not held.
    held = {cell: works for cell, works in change.case.fixed.items() if cell not in change.case.away}
    said = why_infeasible(setting, seconds=REASONS_SECONDS, held=held)
    if isinstance(said, Impossible):
        for line in clash_lines(setting, said, width=console.width):
            console.print(line, soft_wrap=True)


def _apply(found: Answer, *, yes: bool, as_json: bool) -> None:
    """On a yes write the repaired roster, and the absences where no file has them yet."""
    from rota.cli.console import stdout_console
    from rota.cli.lead import require_consent
    from rota.cli.repair_writing import written

    changed = bool(found.case.base ^ found.repaired.cells)
    if not (changed or found.change.lines) or (as_json and not yes):
        return
    console = stdout_console()
    if not yes and not sys.stdin.isatty():
        console.print("nothing was written; apply it with `--yes`")
        return
    require_consent("Apply this?", yes=yes)
    for line in written(found):
        console.print(line, soft_wrap=True)
    console.print(f"make it known with: rota publish {quote(str(found.workspace.folder))}", soft_wrap=True)
