"""A calendar file as content lines with their places, and what is refused before it is parsed.

RFC 5545: section 3.1 (lines folded by CRLF and a blank), 3.3.10 (recurrence rules).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.errors import Fault
    from rota.load.source import Source

MOST_BYTES = 5_000_000
MOST_EVENTS = 5_000

RULES = ("RRULE", "EXRULE")
TIMES = ("DTSTART", "DTEND", "DURATION", "RDATE", "EXDATE", "RECURRENCE-ID", *RULES)
"""The properties that decide when an event is; a file in which one is wrong is refused."""

_TOO_FINE = re.compile(r"FREQ=(SECONDLY|MINUTELY)", flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContentLine:
    """An unfolded line and the number, from 1, of the line on which it begins."""

    line: int
    text: str

    @property
    def name(self) -> str:
        """The property's name, in capitals."""
        return re.split("[;:]", self.text, maxsplit=1)[0].strip().upper()

    @property
    def value(self) -> str:
        """What follows the first colon, in capitals; right for properties without parameters."""
        return self.text.partition(":")[2].strip().upper()


@dataclass(frozen=True, slots=True)
class EventLines:
    """The content lines of one event, those of its alarms left out."""

    line: int
    lines: tuple[ContentLine, ...]

    def line_of(self, name: str) -> int:
        """The line of a property; that of the event's beginning where it has none."""
        return next((content.line for content in self.lines if content.name == name), self.line)


def unfold(source: Source) -> tuple[ContentLine, ...]:
    """The content lines of a file, without empty ones."""
    found: list[ContentLine] = []
    for number, line in enumerate(source.lines, start=1):
        if line[:1] in (" ", "\t") and found:
            found[-1] = ContentLine(found[-1].line, found[-1].text + line[1:])
        elif line.strip():
            found.append(ContentLine(number, line))
    return tuple(found)


def events_of(lines: tuple[ContentLine, ...]) -> tuple[EventLines, ...]:
    """The events in the order of the file."""
    found: list[EventLines] = []
    inside: list[str] = []
    begin, own = 0, list[ContentLine]()
    for content in lines:
        if content.name == "BEGIN":
            inside.append(content.value)
            if content.value == "VEVENT":
                begin, own = content.line, []
        elif content.name == "END":
            if content.value == "VEVENT":
                found.append(EventLines(begin, tuple(own)))
            inside = inside[:-1]
        elif inside[-1:] == ["VEVENT"]:
            own.append(content)
    return tuple(found)


def shape_faults(source: Source, lines: tuple[ContentLine, ...]) -> Iterator[Fault]:
    """Why a file is no whole calendar, or one that is not to be expanded."""
    if not lines:
        yield source.fault("the file is empty", help="export the calendar again")
        return
    if lines[0].text.lstrip().startswith("<"):
        help = "the address may ask for a login: fetch the calendar's secret or public address"
        yield source.fault("the file is a web page, not a calendar", help=help)
        return
    if lines[0].text.strip().upper() != "BEGIN:VCALENDAR":
        yield source.fault("the file is not a calendar: it does not begin with `BEGIN:VCALENDAR`")
        return
    if not _is_closed(lines):
        help = "fetch or export the calendar again"
        yield source.fault("the calendar is cut off, or its BEGIN and END lines do not match", help=help)
        return
    events = sum(content.name == "BEGIN" and content.value == "VEVENT" for content in lines)
    if events > MOST_EVENTS:
        help = "export a shorter stretch of time"
        yield source.fault(f"the calendar has {events} events, at most {MOST_EVENTS} are read", help=help)
    for content in lines:
        found = _TOO_FINE.search(content.text) if content.name in RULES else None
        if found:
            message = f"`{found[0].upper()}` is refused: HOURLY is the finest that is expanded"
            yield source.fault(message, line=content.line, width=len(source.lines[content.line - 1]))


def _is_closed(lines: tuple[ContentLine, ...]) -> bool:
    """Whether every BEGIN has its END."""
    open_components: list[str] = []
    for content in lines:
        if content.name == "BEGIN":
            open_components.append(content.value)
        elif content.name == "END" and (not open_components or open_components.pop() != content.value):
            return False
    return not open_components
