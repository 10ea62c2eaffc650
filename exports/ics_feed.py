"""What a calendar feed shows, before it is a calendar: slots of shifts, or a note that there are none.

A UID names a slot and never its person or its times (RFC 5545, section 3.8.4.7, asks that it lasts).
In the team's feed the slots of a shift are counted over its agents by id, so a swap changes the
event in place; in an agent's feed a slot is the agent's, so a swap takes the event from one feed to
the other and moves nobody else's. The key is team, shift id and slot: a team renamed gets new events.
UIDs are UUIDs of version 5 (RFC 9562, section 5.5), which show neither names nor dates.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from rota.errors import Fault, InputError
from rota.localtime import DAY, hours_text, local_day, zone_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.roster import Member, Roster
    from rota.shift import Shift

_SLOTS = UUID("5f3c1f6e-7c0b-5b1e-9b52-3a2e6d1c8f40")
"""The name space of our UIDs: any constant serves, and none may ever change."""

_UNSHOWABLE = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Explicit directional controls (UAX #9): left open, they turn round whatever follows a name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar shows over [start, end): instants in UTC, or whole days for a note.

    `busy` is whether the time is taken: somebody on call is free until the pager rings.
    """

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    description: str = ""
    category: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar: its name, the zone it is shown in, and at least one entry."""

    name: str
    zone: str
    entries: tuple[Entry, ...]


def team_feed(roster: Roster) -> Feed:
    """Everybody's shifts, with names."""
    agents: dict[str, list[str]] = {shift.id: [] for shift in roster.shifts}
    for assignment in roster.assignments:
        agents[assignment.shift].append(assignment.agent)
    entries = tuple(
        _entry(
            _uid(roster, "team", shift.id, slot),
            shift,
            roster.member_of[agent],
            _name(roster.member_of[agent]),
        )
        for shift in roster.shifts
        for slot, agent in enumerate(agents[shift.id])
    )
    team = plain(roster.team)
    return Feed(team, roster.zone, entries or (_note(roster, roster.zone, "team", ""),))


def agent_feed(roster: Roster, agent_id: str) -> Feed:
    """One agent's shifts; raises InputError where the roster has no such member."""
    member = roster.member_of.get(agent_id)
    if member is None:
        nearest = get_close_matches(agent_id, sorted(roster.member_of), n=1)
        help = f"did you mean `{nearest[0]}`?" if nearest else ""
        raise InputError([Fault("", 0, 0, f"unknown agent `{agent_id}`", help)])
    team = plain(roster.team)
    entries = tuple(
        _entry(_uid(roster, "agent", shift.id, agent_id), shift, member, team)
        for shift in roster.shifts_of(agent_id)
    )
    name = _joined(team, _name(member))
    return Feed(name, member.zone, entries or (_note(roster, member.zone, "agent", agent_id),))


def plain(text: str) -> str:
    """The text on one line, without characters that no calendar can hold or show in its place."""
    shown = _UNSHOWABLE.sub("", text)
    kept = (" " if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} else sign for sign in shown)
    return " ".join("".join(kept).split())


def _uid(roster: Roster, feed: str, shift: str, slot: int | str) -> str:
    return f"{uuid5(_SLOTS, json.dumps([roster.team, feed, shift, slot]))}@rota"


def _name(member: Member) -> str:
    return plain(member.name) or plain(member.id)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _entry(uid: str, shift: Shift, member: Member, whose: str) -> Entry:
    return Entry(
        uid=uid,
        start=shift.start,
        end=shift.end,
        summary=_joined(plain(shift.role) or plain(shift.template), whose),
        description=_wall_clock(shift, member.zone),
        category=shift.kind,
        busy=shift.kind != "on_call",
    )


def _wall_clock(shift: Shift, zone: str) -> str:
    """`22:00-06:00 Europe/Berlin, 7 h, clocks go forward`: what the wall shows and what really passes."""
    start, end = shift.start.astimezone(zone_of(zone)), shift.end.astimezone(zone_of(zone))
    before, after = start.utcoffset(), end.utcoffset()
    text = f"{start:%H:%M}-{end:%H:%M} {zone}, {hours_text(shift.minutes)}"
    if before is None or after is None or before == after:
        return text
    return f"{text}, clocks go {'forward' if after > before else 'back'}"


def _note(roster: Roster, zone: str, feed: str, agent: str) -> Entry:
    first, end = local_day(roster.start, zone), local_day(roster.end, zone)
    uid = f"{uuid5(_SLOTS, json.dumps([roster.team, feed, agent]))}@rota"
    return Entry(uid, first, max(end, first + DAY), f"No shifts until {end.isoformat()}")
