"""What a calendar feed shows, before it is a calendar: slots of shifts, or a note that there are none.

A UID names a slot and never its person or its times (RFC 5545, section 3.8.4.7, asks that it lasts).
In the team's feed the slots of a shift are counted over its agents by id, so a swap changes the
event in place; in an agent's feed a slot is the agent's, so a swap takes the event from one feed to
the other and moves nobody else's. The key is team, shift id and slot: a team renamed gets new events.
UIDs are UUIDs of version 5 (RFC 9562, section 5.5), which show neither names nor dates. What leaves a
part of a feed out - a role's feed, the shifts on call alone - keeps the events that it shows as they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from exports.ics_partners import Partners
from exports.ics_text import joined, name_of, plain
from rota.errors import Fault, InputError
from rota.localtime import DAY, hours_text, local_day, minutes_between, zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from rota.roster import Member, Roster
    from rota.shift import Shift

_SLOTS = UUID("5f3c1f6e-7c0b-5b1e-9b52-3a2e6d1c8f40")
"""The name space of our UIDs: any constant serves, and none may ever change."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How often an event has changed since it was first published, and the instant of the last time."""

    sequence: int
    modified: datetime


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
    role: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar: its name, the zone it is shown in, its entries, and the note where there are none."""

    name: str
    zone: str
    entries: tuple[Entry, ...]
    note: Entry
    description: str = ""

    @property
    def shown(self) -> tuple[Entry, ...]:
        """What the calendar shows, never nothing."""
        return self.entries or (self.note,)

    def only(self, fits: Callable[[Entry], bool]) -> Feed:
        """The feed with those of its entries that fit."""
        return replace(self, entries=tuple(entry for entry in self.entries if fits(entry)))


class Feeds:
    """All feeds of a roster. `checklist` is gone through when a role on call is handed over."""

    def __init__(self, roster: Roster, *, checklist: tuple[str, ...] = ()) -> None:
        self.roster = roster
        self._checklist = checklist
        self.partners = Partners(roster)

    def team(self, fits: Callable[[Shift], bool] = lambda _: True) -> Feed:
        """Everybody's shifts, with names; of these only such as fit."""
        roster = self.roster
        entries = tuple(
            self._entry(_uid(roster, "team", shift.id, slot), shift, agent, name_of(roster.member_of[agent]))
            for shift in roster.shifts
            if fits(shift)
            for slot, agent in enumerate(roster.agents_on[shift.id])
        )
        return Feed(plain(roster.team), roster.zone, entries, _note(roster, roster.zone, "team"))

    def agent(self, agent_id: str) -> Feed:
        """One agent's shifts; raises InputError where the roster has no such member."""
        roster, member = self.roster, member_named(self.roster, agent_id)
        team = plain(roster.team)
        entries = tuple(
            self._entry(_uid(roster, "agent", shift.id, agent_id), shift, agent_id, team)
            for shift in roster.shifts_of(agent_id)
        )
        note = _note(roster, member.zone, "agent", agent_id)
        return Feed(joined(team, name_of(member)), member.zone, entries, note)

    def role(self, role: str, fits: Callable[[Shift], bool] = lambda _: True) -> Feed:
        """Whoever carries a role: those events of the team's feed, and of these only such as fit."""
        feed = self.team(lambda shift: shift.role == role and fits(shift))
        note = _note(self.roster, self.roster.zone, "role", role)
        return replace(feed, name=joined(feed.name, plain(role)), note=note)

    def _entry(self, uid: str, shift: Shift, agent: str, whose: str) -> Entry:
        return Entry(
            uid=uid,
            start=shift.start,
            end=shift.end,
            summary=joined(plain(shift.role) or plain(shift.template), whose),
            description=self._description(shift, agent),
            category=shift.kind,
            role=shift.role,
            busy=shift.kind != "on_call",
        )

    def _description(self, shift: Shift, agent: str) -> str:
        partners = self.partners.lines(shift, agent)
        checks = self._checklist if partners and shift.kind == "on_call" else ()
        listed = [f"- {plain(check)}" for check in checks]
        clock = wall_clock(shift.start, shift.end, self.roster.member_of[agent].zone)
        return "\n".join([clock, *partners, *listed])


def every_entry(roster: Roster) -> Iterator[Entry]:
    """Each event that any feed of the roster shows, once."""
    feeds = Feeds(roster)
    yield from feeds.team().entries
    for member in roster.members:
        yield from feeds.agent(member.id).entries


def on_call_only(feed: Feed) -> Feed:
    """The feed without shifts that are worked."""
    uid = f"{uuid5(_SLOTS, json.dumps([feed.note.uid, 'on call']))}@rota"
    note = replace(feed.note, uid=uid, summary=feed.note.summary.replace("shifts", "shifts on call"))
    return replace(feed.only(lambda entry: entry.category == "on_call"), note=note)


def member_named(roster: Roster, agent_id: str) -> Member:
    """The member of this id; raises InputError where there is none."""
    member = roster.member_of.get(agent_id)
    if member is None:
        nearest = get_close_matches(agent_id, sorted(roster.member_of), n=1)
        help = f"did you mean `{nearest[0]}`?" if nearest else ""
        raise InputError([Fault("", 0, 0, f"unknown agent `{agent_id}`", help)])
    return member


@lru_cache(maxsize=1 << 16)
def wall_clock(begins: datetime, ends: datetime, zone: str) -> str:
    """`22:00-06:00 Europe/Berlin, 7 h, clocks go forward`: what the wall shows and what really passes."""
    start, end = begins.astimezone(zone_of(zone)), ends.astimezone(zone_of(zone))
    before, after = start.utcoffset(), end.utcoffset()
    text = f"{start:%H:%M}-{end:%H:%M} {zone}, {hours_text(minutes_between(begins, ends))}"
    if before is None or after is None or before == after:
        return text
    return f"{text}, clocks go {'forward' if after > before else 'back'}"


def _uid(roster: Roster, feed: str, shift: str, slot: int | str) -> str:
    return f"{uuid5(_SLOTS, json.dumps([roster.team, feed, shift, slot]))}@rota"


def _note(roster: Roster, zone: str, feed: str, whose: str = "") -> Entry:
    first, end = local_day(roster.start, zone), local_day(roster.end, zone)
    uid = f"{uuid5(_SLOTS, json.dumps([roster.team, feed, whose]))}@rota"
    return Entry(uid, first, max(end, first + DAY), f"No shifts until {end.isoformat()}")
