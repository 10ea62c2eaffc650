"""Calendar feeds, RFC 5545 and 7986: one for the team and one for each agent.

Instants are written in UTC alone: clients disagree about zones' definitions and about the hour that
an autumn change repeats, and agree about `Z`. No METHOD, since that makes invitations of events; no
UID of the calendar, since a synchroniser took such a feed for a single item. A feed is never empty,
since some clients keep the old events then.

DTSTAMP, LAST-MODIFIED and SEQUENCE tell clients that an event has changed, so they move with its
content and never otherwise. Who keeps a ledger of what was published gives it. Without one every
event has sequence 0 and the stamp of the horizon's start, which is not when it was made: a roster
made twice gives equal bytes, but some clients then overlook an event that changed in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event, vDuration, vText

from exports.ics_event import LINE_END, event_lines
from exports.ics_feed import Feeds, Stamp
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exports.ics_feed import Feed
    from rota.roster import Roster

PRODUCT = "-//rota//feed//EN"
REFRESH = timedelta(hours=1)
_END = b"END:VCALENDAR" + LINE_END

_UNNAMABLE = frozenset('<>:"/\\|?*')
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ReadShift:
    """A timed event as a client sees it: instants in UTC."""

    uid: str
    start: datetime
    end: datetime
    summary: str


def calendar(
    feed: Feed, ledger: Mapping[str, Stamp], *, unpublished: Stamp, alarm_minutes: Iterable[int] = ()
) -> bytes:
    """A feed as a calendar: its events have the ledger's stamps by their UIDs, all others `unpublished`.

    Each event rings so many minutes before it begins; without any, never.
    """
    alarms = [timedelta(minutes=minutes) for minutes in sorted(set(alarm_minutes), reverse=True)]
    head: bytes = _head(feed).to_ical()
    events = [
        event_lines(entry, ledger.get(entry.uid, unpublished), alarms=() if entry is feed.note else alarms)
        for entry in feed.shown
    ]
    return b"".join([head.removesuffix(_END), *events, _END])


def calendars(roster: Roster) -> dict[str, bytes]:
    """All feeds by file name: `team.ics`, then `<agent id>.ics` for every member.

    Every event has sequence 0 and the stamp of the horizon's start, as of a roster that nobody has
    published. Raises InputError for ids that cannot name files side by side on every file system.
    """
    _require_names(roster)
    feeds, unpublished = Feeds(roster), Stamp(0, roster.start)
    found = {"team.ics": calendar(feeds.team(), {}, unpublished=unpublished)}
    for member in roster.members:
        found[f"{member.id}.ics"] = calendar(feeds.agent(member.id), {}, unpublished=unpublished)
    return found


def read(content: bytes, *, name: str = "team.ics") -> tuple[ReadShift, ...]:
    """The shifts of a feed by start and UID; notes over whole days are none.

    Raises InputError where the content is no calendar, or an event's time is no instant.
    """
    try:
        events = Calendar.from_ical(content).walk("VEVENT")
        shifts = [_read_shift(event) for event in events if isinstance(event, Event) and _timed(event)]
    except (ValueError, KeyError) as error:
        raise InputError([Fault(name, 0, 0, f"not a calendar that can be read: {error}")]) from None
    return tuple(sorted(shifts, key=lambda shift: (shift.start, shift.uid)))


def _head(feed: Feed) -> Calendar:
    component = Calendar()
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    # Given as vText: the library writes a plain str in properties that it does not know unescaped.
    component["VERSION"], component["PRODID"] = vText("2.0"), vText(PRODUCT)
    component["CALSCALE"] = vText("GREGORIAN")
    component["NAME"] = component["X-WR-CALNAME"] = vText(feed.name)
    if feed.description:
        component["DESCRIPTION"] = component["X-WR-CALDESC"] = vText(feed.description)
    component["X-WR-TIMEZONE"] = vText(feed.zone)
    component["REFRESH-INTERVAL"], component["X-PUBLISHED-TTL"] = refresh, vDuration(REFRESH)
    return component


def _timed(event: Event) -> bool:
    return isinstance(event.start, datetime)


def _read_shift(event: Event) -> ReadShift:
    return ReadShift(str(event["UID"]), _instant(event.start), _instant(event.end), str(event["SUMMARY"]))


def _instant(time: object) -> datetime:
    if not isinstance(time, datetime) or time.tzinfo is None:
        raise ValueError(f"`{time}` is on nobody's clock")
    return time.astimezone(UTC)


def _require_names(roster: Roster) -> None:
    taken = {"team": "the team's feed"}
    faults = []
    for member in roster.members:
        key = member.id.casefold()
        if not _names_file(member.id):
            faults.append(Fault("", 0, 0, f"agent id {member.id!r} cannot name a calendar file"))
        elif key in taken:
            faults.append(Fault("", 0, 0, f"agent id `{member.id}` names the same file as {taken[key]}"))
        taken[key] = f"`{member.id}`"
    if faults:
        raise InputError(faults)


def _names_file(agent_id: str) -> bool:
    printable = agent_id.isprintable() and not _UNNAMABLE.intersection(agent_id)
    fits = 0 < len(agent_id.encode()) <= _LONGEST_NAME
    return printable and fits and not agent_id.startswith(".") and agent_id == agent_id.strip()
