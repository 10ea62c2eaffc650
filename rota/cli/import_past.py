"""`rota store import-past`: what was worked before rota, so that rest, runs and fair shares start true."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import InFolder, LaterFolder  # noqa: TC001  typer reads it at run time
from rota.cli.lead import By, CorrectPast, DryRun, Note, Yes, lead_named, require_consent
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from datetime import datetime

    from rota.load.past_roster import PastRoster
    from rota.load.team import TeamPart
    from rota.load.workspace import Workspace
    from rota.publication import Presence
    from rota.roster import Roster

MOST_SHOWN = 20


def import_past(
    file: Annotated[Path, typer.Argument(help="A calendar (.ics), or a table (.csv).")],
    later: LaterFolder = None,
    folder: InFolder = Path(),
    who: Annotated[
        list[str] | None, typer.Option(help="What an agent is called there, as in `A. Kola=ana`.")
    ] = None,
    first: Annotated[
        str, typer.Option(help="The first day that the file tells of.", show_default="its first")
    ] = "",
    last: Annotated[str, typer.Option(help="The last day that it tells of.", show_default="its last")] = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
    note: Note = "",
    correct_past: CorrectPast = False,
    now: At = "",
) -> None:
    """Take in a roster that was worked before: entries become shifts of this team's agents and templates.

    A table has the columns `agent,start,end` or `agent,shift,day`. What fits no agent, or no shift
    template, is left out and named with its line.
    """
    from rota.load.past_entries import read_past
    from rota.load.past_roster import map_past, roster_of, span_of
    from rota.load.workspace import load_workspace

    workspace = load_workspace(later or folder)
    team, moment, lead = workspace.team, now_of(now), lead_named(by)
    entries = read_past(str(file), file.read_bytes(), zone=team.zone)
    past = map_past(entries, team, names=_names(who or [], team), now=moment)
    _say_left_out(past)
    if not past.cells:
        raise InputError([Fault(str(file), 0, 0, "nothing in it could be mapped to an agent and a shift")])
    start, end = span_of(past, team.zone)
    start, end = _day(first, "--first", start, team.zone), _day(last, "--last", end, team.zone, after=1)
    if not start < min(end, moment):
        raise InputError([Fault("", 0, 0, "`--last` is before `--first`, or `--first` is not past")])
    roster = roster_of(past, team, first=start, end=end, now=moment)
    _say_found(past, roster, len(entries))
    if _says_the_same(workspace, roster, moment):
        sys.stdout.write("nothing to take in: it is known already\n")
        return
    if dry_run:
        sys.stdout.write("nothing was taken in: a dry run\n")
        return
    require_consent("Take this in as what was worked?", yes=yes)
    _commit(workspace, roster, (moment, lead, note or f"from {file.name}"), correct_past=correct_past)


def _names(given: list[str], team: TeamPart) -> dict[str, str]:
    """Further names by agent, `A. Kola=ana`."""
    from rota.load.source import did_you_mean

    known = [part.id for part in team.agents]
    found = {}
    for text in given:
        name, _, agent = text.rpartition("=")
        if not name.strip() or agent.strip() not in known:
            help_text = did_you_mean(agent, known) or "write it as `A. Kola=ana`"
            raise InputError([Fault("", 0, 0, f"`{text}` gives no agent a name", help_text)])
        found[name] = agent.strip()
    return found


def _day(text: str, option: str, otherwise: datetime, zone: str, *, after: int = 0) -> datetime:
    from datetime import date

    from rota.localtime import midnight

    try:
        return midnight(date.fromisoformat(text) + timedelta(days=after), zone) if text else otherwise
    except (ValueError, OverflowError):
        message = f"`{option}` is `{text}`, a date such as `2027-03-08` is expected"
        raise InputError([Fault("", 0, 0, message)]) from None


def _say_left_out(past: PastRoster) -> None:
    from rota.cli.console import stderr_console
    from rota.cli.views.wording import shown

    console = stderr_console()
    for line, reason in past.left_out[:MOST_SHOWN]:
        console.print(f"left out: line {line}: {shown(reason)}", soft_wrap=True)
    if len(past.left_out) > MOST_SHOWN:
        console.print(f"... and {len(past.left_out) - MOST_SHOWN} more")


def _say_found(past: PastRoster, roster: Roster, count: int) -> None:
    from rich.table import Table
    from rich.text import Text

    from rota.cli.console import stdout_console
    from rota.cli.views.wording import day_text, shown
    from rota.localtime import local_day

    console = stdout_console()
    first = local_day(roster.start, roster.zone)
    last = local_day(roster.end - timedelta(minutes=1), roster.zone)
    console.print(
        f"{past.understood} of {count} entries understood, {day_text(first)} to {last:%a %d %b %Y}",
        soft_wrap=True,
    )
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("agent"), overflow="fold")
    table.add_column(Text("shifts"), justify="right")
    for member in roster.members:
        table.add_row(Text(shown(member.name)), Text(f"{len(roster.shifts_of(member.id))}"))
    console.print(table)


def _says_the_same(workspace: Workspace, roster: Roster, now: datetime) -> bool:
    from rota.store.database import NAME, reading_or_empty
    from rota.store.outlook import outlook_of

    with reading_or_empty(workspace.folder / NAME) as store:
        return outlook_of(store, roster, now=now, notice=timedelta()).empty


def _commit(
    workspace: Workspace, roster: Roster, act: tuple[datetime, str, str], *, correct_past: bool
) -> None:
    from rota.cli.console import stdout_console
    from rota.store.database import NAME, connected
    from rota.store.publications import latest_number
    from rota.store.publish import Act, publish

    at, by, note = act
    with connected(workspace.folder / NAME) as store:
        intent = Act(at, by, latest_number(store), note, correct_past=correct_past)
        line = publish(store, roster, intent, presence=_presence(workspace, roster), kind="imported")
    stdout_console().print(f"taken in: revision {line.number} by {by}", soft_wrap=True)


def _presence(workspace: Workspace, roster: Roster) -> tuple[Presence, ...]:
    """Contracts of now, and the leave that the workspace knows of; of those who are in the roster."""
    from rota.load.presence import presence_in
    from rota.load.workspace import absences_between

    absences = absences_between(workspace.folder, workspace.team, roster.start, roster.end)
    then = replace(
        workspace.problem, start=roster.start, end=roster.end, absences=absences, shifts=(), past_shifts=()
    )
    return tuple(one for one in presence_in(then) if one.agent in roster.member_of)
