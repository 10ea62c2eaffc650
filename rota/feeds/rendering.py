"""A link's calendar: the feed that it shows, cut to the window, with the stamps of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from exports.ics import calendar
from exports.ics_feed import Entry, Feed, Stamp, on_call_only
from exports.ics_text import joined, plain
from rota.feeds.window import Window
from rota.localtime import DAY, local_day, midnight

if TYPE_CHECKING:
    from datetime import date

    from rota.feeds.published import State
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.store.feed_tokens import Link, Subject

MOST_EVENTS = 5000
"""Events of one feed: some services refuse very large calendars (OneUptime, pull request 3500)."""

KNOWN_DAYS = 500
"""More days than the window has in either direction."""

_NOTES = UUID("0d7f6a4c-6d1f-5f0e-8f0a-7b1f7f3b9a52")
"""The name space of notes' UIDs: any constant serves, and none may ever change."""


@dataclass(frozen=True)
class Rendered:
    """What a calendar is made of, a stamp for each event shown: two that are equal give equal bytes."""

    feed: Feed
    stamps: tuple[Stamp, ...]
    alarm_minutes: tuple[int, ...]

    def content(self) -> bytes:
        """The calendar."""
        uids = (entry.uid for entry in self.feed.shown)
        ledger = dict(zip(uids, self.stamps, strict=True))
        return calendar(self.feed, ledger, unpublished=self.stamps[0], alarm_minutes=self.alarm_minutes)


def rendered(state: State, link: Link, *, on_call: bool) -> Rendered:
    """What the link shows while it lives; whoever is not, or no longer, in the roster has no shifts."""
    feed = _feed(state, link.subject)
    feed = _shown(state, on_call_only(feed) if on_call else feed)
    known = state.published.stamps if state.published else {}
    stamps = tuple(known.get(entry.uid) or _note_stamp(state) for entry in feed.shown)
    return Rendered(feed, stamps, link.alarm_minutes)


def tombstone(state: State, link: Link) -> bytes:
    """A calendar with one note in place of all shifts: an empty one would leave the old ones standing."""
    ended = link.ends_at or link.made_at
    day = local_day(ended, state.zone)
    said = "was replaced: subscribe to the new one" if link.fate == "replaced" else "is no longer valid"
    uid = f"{uuid5(_NOTES, json.dumps(['ended', link.number]))}@rota"
    note = Entry(uid, day, day + DAY, f"This calendar's link {said}")
    return calendar(Feed(plain(state.team), state.zone, (), note), {}, unpublished=Stamp(0, ended))


def changed_at(state: State, link: Link) -> datetime:
    """The last instant at which the link's calendar can have changed, in whole seconds."""
    instants = [midnight(state.window.monday, state.zone), link.made_at]
    instants += [state.published.at] if state.published else []
    return max(instants).replace(microsecond=0)


def _feed(state: State, subject: Subject) -> Feed:
    published = state.published
    uid = f"{uuid5(_NOTES, json.dumps([subject.kind, subject.id]))}@rota"
    nobody = Feed(joined(plain(state.team), plain(subject.id)), state.zone, (), _note(state, uid))
    if published is None:
        return nobody
    if subject.kind == "agent":
        known = subject.id in published.roster.member_of
        return published.feeds.agent(subject.id) if known else nobody
    feeds = published.feeds
    if subject.kind == "role":
        return feeds.role(subject.id, lambda shift: _within(shift, state.window))
    wanted = _enough(state, published.roster)
    return feeds.team(lambda shift: shift.id in wanted)


def _enough(state: State, roster: Roster) -> frozenset[str]:
    """The shifts of the window; of more than a feed can hold, so many from this week on that it is full."""
    shifts = [shift for shift in roster.shifts if _within(shift, state.window)]
    counts = {shift.id: len(roster.agents_on[shift.id]) for shift in shifts}
    if sum(counts.values()) <= MOST_EVENTS:
        return frozenset(counts)
    monday, found, total = midnight(state.window.monday, state.zone), set(), 0
    for shift in shifts:
        if shift.end > monday and total <= MOST_EVENTS:
            found.add(shift.id)
            total += counts[shift.id]
    return frozenset(found)


def _shown(state: State, feed: Feed) -> Feed:
    """The feed within the window, from this week on where even so it is too large, then cut off."""
    window = state.window
    entries = [entry for entry in feed.entries if _within(entry, window)]
    description = ""
    if len(entries) > MOST_EVENTS:
        this_week = Window(window.monday, midnight(window.monday, state.zone), window.end)
        entries = [entry for entry in entries if _within(entry, this_week)][:MOST_EVENTS]
        last = entries[-1].start
        description = f"Too many shifts for one calendar: shown are those until {last:%Y-%m-%d}"
    note = _note(state, feed.note.uid, "shifts on call" if "on call" in feed.note.summary else "shifts")
    return replace(feed, entries=tuple(entries), note=note, description=description)


def _within(timed: Entry | Shift, window: Window) -> bool:
    start, end = timed.start, timed.end
    instants = isinstance(start, datetime) and isinstance(end, datetime)
    return instants and start < window.end and window.start < end


def _note_stamp(state: State) -> Stamp:
    """What a note says follows from the week and from how far anything is published: so does its stamp.

    No ledger is kept of notes. Within a week the stamp grows by one with each day more that is known.
    """
    monday, known = state.window.monday, 0
    if state.published is not None:
        known = min(max((_until(state) - monday).days + KNOWN_DAYS, 1), 2 * KNOWN_DAYS - 1)
    sequence = state.window.week * 2 * KNOWN_DAYS + known
    return Stamp(sequence, midnight(monday, state.zone) + timedelta(seconds=known))


def _until(state: State) -> date:
    """The last day of which anything is published, within the window."""
    end = state.window.end
    ends = min(state.published.known_until, end) if state.published else end
    return local_day(ends - timedelta(minutes=1), state.zone)


def _note(state: State, uid: str, what: str = "shifts") -> Entry:
    monday = state.window.monday
    if state.published is None:
        return Entry(uid, monday, monday + DAY, f"No {what} are published yet")
    until = _until(state)
    said = f"No {what} until {until}" if until >= monday else f"No {what} are published after {until}"
    return Entry(uid, monday, monday + DAY, said)
