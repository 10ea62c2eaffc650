"""Past rosters as other programs write them, entry by entry: who, from when to when, under which title.

A calendar has events, a table rows: `agent` with `start` and `end`, or with `shift` and `day`; the column
names of our own CSV serve too. Repeating events are not expanded: a past is written event by event.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import icalendar

from rota.errors import InputError
from rota.load.ics_lines import MOST_BYTES, TIMES, events_of, shape_faults, unfold
from rota.load.instants import stamp_of
from rota.load.source import read_source
from rota.load.table import read_table
from rota.localtime import midnight, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.load.source import Source
    from rota.load.table import Row

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What the calendar library raises where a file is broken."""


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One entry of a past roster, from a line of its file; `wrong` says why it has no times.

    `who` are texts that may name an agent, the surest first; `template` and `day` name a shift where
    no times are given.
    """

    line: int
    who: tuple[str, ...]
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    template: str = ""
    day: date | None = None
    wrong: str = ""


def read_past(path: str, content: bytes, *, zone: str) -> tuple[PastEntry, ...]:
    """The entries of a calendar or a table; times without a zone are the wall clock of `zone`.

    Raises InputError where the file is neither.
    """
    source = read_source(path, content)
    if any(line.strip().upper().startswith("BEGIN:VCALENDAR") for line in source.lines[:5]):
        return tuple(_events(source, len(content), zone))
    return tuple(_rows(source, zone))


def _events(source: Source, size: int, zone: str) -> Iterator[PastEntry]:
    lines = unfold(source)
    faults = list(shape_faults(source, lines))
    if size > MOST_BYTES:
        faults.append(source.fault(f"at most {MOST_BYTES / 1e6:g} MB are read", help="split the file"))
    if faults:
        raise InputError(faults)
    places = [event.line for event in events_of(lines)]
    with warnings.catch_warnings():
        # The library warns of vendors' zone names.
        warnings.simplefilter("ignore")
        try:
            calendars = icalendar.Calendar.from_ical("\r\n".join(source.lines), multiple=True)
            events = [
                event
                for calendar in calendars
                for event in calendar.walk("VEVENT")
                if isinstance(event, icalendar.Event)
            ]
        except UNREADABLE:
            raise InputError([source.fault("the calendar cannot be read")]) from None
        for place, event in zip(places, events, strict=False):
            if str(event.get("STATUS", "")).upper() != "CANCELLED":
                yield _event(place, event, zone)


def _event(line: int, event: icalendar.Event, zone: str) -> PastEntry:
    title = str(event.get("SUMMARY", ""))
    named = event.get("ATTENDEE", [])
    guests = named if isinstance(named, list) else [named]
    who = (*(str(guest).lower().removeprefix("mailto:") for guest in guests), title)
    broken = {str(name).upper() for name, _ in event.errors} & set(TIMES)
    if broken or "DTSTART" not in event:
        return PastEntry(line, who, title, wrong="its times cannot be read")
    if "RRULE" in event or "RDATE" in event:
        return PastEntry(line, who, title, wrong="it repeats: export the events one by one")
    try:
        start, end = (_instant(value, zone) for value in (event.start, event.end))
    except (*UNREADABLE, icalendar.InvalidCalendar):
        return PastEntry(line, who, title, wrong="its times cannot be read")
    return PastEntry(line, who, title, start, end)


def _instant(value: object, zone: str) -> datetime:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return resolve(value.date(), value.time(), zone)
        return value.astimezone(UTC)
    if isinstance(value, date):
        return midnight(value, zone)
    raise ValueError(f"`{value}` is no time")


def _rows(source: Source, zone: str) -> Iterator[PastEntry]:
    # Our own CSV has these times and others, which are no slips of the pen.
    own = any("start_utc" in line for line in source.lines[:1])
    optional = () if own else ("start", "end", "shift", "day", "title")
    table = read_table(source, required=("agent",), optional=optional)
    if table.faults:
        raise InputError(list(table.faults))
    names = set(table.columns)
    if not ({"start", "end"} <= names or {"shift", "day"} <= names or {"start_utc", "end_utc"} <= names):
        help_text = "give `start` and `end`, or `shift` and `day`"
        raise InputError([source.fault("nothing says when the shifts are", line=1, help=help_text)])
    for row in table.rows:
        yield _row(row, zone)


def _row(row: Row, zone: str) -> PastEntry:
    cells = row.cells
    title = cells.get("title", "") or cells.get("template", "")
    template = cells.get("shift", "") or cells.get("template", "")
    who, given = (cells["agent"],), [_cell(cells, name) for name in ("start", "end")]
    if any(given):
        times = [_stamp(text, zone) for text in given]
        if None in times:
            return PastEntry(row.line, who, title, template=template, wrong=_unread(given, times))
        return PastEntry(row.line, who, title, times[0], times[1], template=template)
    day = _day(cells.get("day", ""))
    wrong = "" if day and template else "it has no times, nor a shift and a day"
    return PastEntry(row.line, who, title, template=template, day=day, wrong=wrong)


def _cell(cells: Mapping[str, str], name: str) -> str:
    return cells.get(name, "") or cells.get(f"{name}_utc", "")


def _unread(given: Sequence[str], times: Sequence[datetime | None]) -> str:
    text = next(text for text, time in zip(given, times, strict=True) if time is None)
    return f"`{text}` is not a timestamp such as 2027-03-08T22:00" if text else "one of its times is missing"


def _stamp(text: str, zone: str) -> datetime | None:
    stamp = stamp_of(text)
    if stamp is None or not 1900 <= stamp.year < 3000:
        return None
    return resolve(stamp.date(), stamp.time(), zone) if stamp.tzinfo is None else stamp.astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
