"""An event's content lines, RFC 5545, written a hundred thousand times over.

The library decides how text is escaped and folded; what it would build and sort anew for every event is
laid out here once, in the library's own order. A year of a thousand agents takes seconds so and minutes
by components (a test holds both to the same bytes).
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import vDuration, vText
from icalendar.parser import Contentline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, timedelta

    from exports.ics_feed import Entry, Stamp

LINE_END = b"\r\n"
_CERTAINLY_SHORT = 74
"""Octets up to which a line is never folded."""


def event_lines(entry: Entry, stamp: Stamp, *, alarms: Sequence[timedelta] = ()) -> bytes:
    """The event of an entry, with a display alarm so long before it begins for each of `alarms`."""
    modified = _instant(stamp.modified)
    lines = [
        b"BEGIN:VEVENT",
        text_line("SUMMARY", entry.summary),
        b"DTSTART" + _time(entry.start),
        b"DTEND" + _time(entry.end),
        b"DTSTAMP:" + modified,
        text_line("UID", entry.uid),
        b"SEQUENCE:%d" % stamp.sequence,
        *((text_line("CATEGORIES", entry.category),) if entry.category else ()),
        *((text_line("DESCRIPTION", entry.description),) if entry.description else ()),
        b"LAST-MODIFIED:" + modified,
        b"STATUS:CONFIRMED",
        b"TRANSP:OPAQUE" if entry.busy else b"TRANSP:TRANSPARENT",
        b"X-MICROSOFT-CDO-BUSYSTATUS:BUSY" if entry.busy else b"X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ]
    for before in alarms:
        trigger: bytes = vDuration(-before).to_ical()  # type: ignore[no-untyped-call]  # the library leaves it
        lines += [b"BEGIN:VALARM", b"ACTION:DISPLAY", text_line("DESCRIPTION", entry.summary)]
        lines += [b"TRIGGER:" + trigger, b"END:VALARM"]
    return LINE_END.join([*lines, b"END:VEVENT", b""])


@lru_cache(maxsize=1 << 14)
def text_line(name: str, text: str) -> bytes:
    """A property of text, escaped and folded."""
    line = f"{name}:{vText(text).to_ical().decode()}"
    plain = line.encode()
    if len(plain) <= _CERTAINLY_SHORT:
        return plain
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # the library leaves it
    return folded


def _time(time: datetime | date) -> bytes:
    if isinstance(time, datetime):
        return b":" + _instant(time)
    return f";VALUE=DATE:{time:%Y%m%d}".encode()


@lru_cache(maxsize=1 << 16)
def _instant(instant: datetime) -> bytes:
    return instant.strftime("%Y%m%dT%H%M%SZ").encode()
