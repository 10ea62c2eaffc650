"""`rota oncall`: who has the pager now or then, until when, and who is next."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, ZoneOption, asked_instant, asker_zone, both_clocks
from rota.cli.folder import Folder  # noqa: TC001  typer reads it at run time
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.paging.on_now import OnNow
    from rota.roster import Roster

FORMAT = "rota-oncall/1"
BEFORE, AFTER = timedelta(days=40), timedelta(days=70)
"""How far published rosters are looked at: longer than any shift, and far enough to see who is next."""


def oncall(
    folder: Folder = Path(),
    at: At = "",
    role: Annotated[str, typer.Option(help="One role only.", show_default="all of them")] = "",
    zone: ZoneOption = "",
    as_json: AsJson = False,
) -> None:
    """Show who has the pager of each role, until when, and who is next; your clock and theirs.

    Read from what is published, or from out/roster.json where nothing is.
    """
    from rota.paging.on_now import on_at
    from rota.paging.turns import turns_of

    place = asker_zone(zone, otherwise="Etc/UTC")
    instant = asked_instant(at, place)
    roster, source = current_roster(folder, instant)
    turns = turns_of(roster)
    if not turns:
        raise InputError([Fault("", 0, 0, "the roster has no role: nobody is on call", HELP_ROLES)])
    found = on_at(turns, instant)
    if role and role not in {entry.role for entry in found}:
        known = ", ".join(sorted({entry.role for entry in found}))
        raise InputError([Fault("", 0, 0, f"there is no role `{role}`", f"known: {known}")])
    found = tuple(entry for entry in found if not role or entry.role == role)
    if as_json:
        import json
        import sys

        document = _document(roster, found, instant, place)
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return
    _show(roster, found, instant, place, source)


HELP_ROLES = "give shifts `kind: on_call` and a `role` in team.yaml"


def current_roster(folder: Path, at: datetime) -> tuple[Roster, str]:
    """What is published around the instant, or out/roster.json where nothing is there; and which of them."""
    from rota.cli.stored import read_roster
    from rota.store.database import NAME

    database = folder / NAME
    if database.is_file():
        from rota.store.database import reading
        from rota.store.publications import latest_number
        from rota.store.standing import standing

        with reading(database) as connection:
            published = standing(connection, at - BEFORE, at + AFTER)
            if published is not None:
                return published, f"published, revision {latest_number(connection)}"
            if latest_number(connection):
                return read_roster(folder), "out/roster.json: nothing is published of these weeks"
    return read_roster(folder), "out/roster.json, not published"


def _show(roster: Roster, found: Sequence[OnNow], instant: datetime, zone: str, source: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from rota.cli.console import stdout_console
    from rota.cli.views.wording import shown
    from rota.localtime import clock_text

    console = stdout_console()
    console.print(
        Text(f"{shown(roster.team)}, {clock_text(instant, zone)} ({zone})", style="bold"), soft_wrap=True
    )
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for name in ("role", "on call", "until", "next"):
        table.add_column(Text(name), overflow="fold")
    for entry in found:
        home = _home(roster, entry.person, zone)
        until = both_clocks(entry.until, zone, home) if entry.until else "not known"
        style = "" if entry.person else "bold"
        table.add_row(
            Text(shown(entry.role)),
            Text(shown(_name(roster, entry.person)) or "nobody", style=style),
            Text(until),
            Text(_next_text(roster, entry, zone)),
        )
    console.print(table)
    console.print(Text(source, style="dim"), soft_wrap=True)


def _next_text(roster: Roster, entry: OnNow, zone: str) -> str:
    from rota.cli.views.wording import shown

    if entry.next_from is None:
        return "not known"
    name = shown(_name(roster, entry.next_person))
    if entry.next_from == entry.until:
        return name
    return f"{name}, from {both_clocks(entry.next_from, zone, _home(roster, entry.next_person, zone))}"


def _document(roster: Roster, found: Sequence[OnNow], instant: datetime, zone: str) -> Mapping[str, object]:
    """What `--json` prints: instants in UTC and in two zones, null where something is not known.

    format    "rota-oncall/1"
    team, at, zone
    roles     [role, agent, name, since, until, until_here, until_there, next, next_name, next_from]
    """
    from exports.instant import instant_text

    return {
        "format": FORMAT,
        "team": roster.team,
        "at": instant_text(instant),
        "zone": zone,
        "roles": [_entry(roster, entry, zone) for entry in found],
    }


def _entry(roster: Roster, entry: OnNow, zone: str) -> Mapping[str, object]:
    from exports.instant import instant_text
    from rota.localtime import zone_of

    home = _home(roster, entry.person, zone)
    until = entry.until
    return {
        "role": entry.role,
        "agent": entry.person or None,
        "name": _name(roster, entry.person) or None,
        "since": instant_text(entry.since) if entry.since else None,
        "until": instant_text(until) if until else None,
        "until_here": until.astimezone(zone_of(zone)).isoformat() if until else None,
        "until_there": until.astimezone(zone_of(home)).isoformat() if until else None,
        "next": entry.next_person or None,
        "next_name": _name(roster, entry.next_person) or None,
        "next_from": instant_text(entry.next_from) if entry.next_from else None,
    }


def _name(roster: Roster, agent: str) -> str:
    member = roster.member_of.get(agent)
    return member.name if member else agent


def _home(roster: Roster, agent: str, otherwise: str) -> str:
    member = roster.member_of.get(agent)
    return member.zone if member else otherwise
