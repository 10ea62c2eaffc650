"""The events of a busy calendar, each with its place, and whether their times can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar

from rota.load.ics_lines import TIMES, EventLines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.errors import Fault
    from rota.load.source import Source

OWN_UID = "@rota"
"""How the UIDs of events end that this tool has published; the agent's calendar may show them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a calendar: whose wall clock, which stretch [start, end) of UTC instants.

    `calendar_zone` is the zone that the calendar gives itself (X-WR-TIMEZONE), "" for none known.
    """

    source: Source
    zone: str
    start: datetime
    end: datetime
    calendar_zone: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the library holds it, and where it stands in the file."""

    component: icalendar.Component
    place: EventLines

    @property
    def is_override(self) -> bool:
        """Whether it replaces one occurrence of another event."""
        return "RECURRENCE-ID" in self.component

    @property
    def sequence(self) -> int:
        """Its revision."""
        held: object = self.component.get("SEQUENCE")
        return held if isinstance(held, int) else 0

    @property
    def duration(self) -> timedelta | None:
        """Its DURATION."""
        held = _held(self.component, "DURATION")
        return held if isinstance(held, timedelta) else None


def moment(component: icalendar.Component, name: str) -> datetime | date | None:
    """The date, or date and time, of a property; None for none that can be read."""
    held = _held(component, name)
    return held if isinstance(held, date) else None


def _held(component: icalendar.Component, name: str) -> object:
    """The Python value of a property; None where it is absent, repeated or broken."""
    value: object = component.get(name)
    return None if isinstance(value, icalendar.vBroken) else getattr(value, "dt", None)


def series_of(events: Sequence[Event]) -> list[list[Event]]:
    """Events by UID, in the order of the file; without those that this tool has published."""
    series: dict[str, list[Event]] = {}
    for index, event in enumerate(events):
        uid = str(event.component.get("UID", "")).strip()
        if not uid.lower().endswith(OWN_UID):
            series.setdefault(uid or f"without UID {index}", []).append(event)
    return list(series.values())


def time_faults(query: Query, event: Event) -> Iterator[Fault]:
    """What is wrong with the properties that decide when the event is."""
    component = event.component
    wrong = {str(name).upper() for name, _ in component.errors} & set(TIMES)
    wrong |= {content.name for content in event.place.lines if ":" not in content.text} & set(TIMES)
    for name in sorted(wrong):
        yield event_fault(query, event, f"`{name}` cannot be read", at=name)
    if wrong:
        return
    for name in ("DTSTART", "DTEND", "DURATION"):
        if isinstance(component.get(name), list):
            yield event_fault(query, event, f"an event has more than one `{name}`", at=name)
            return
    begins, ends = moment(component, "DTSTART"), moment(component, "DTEND")
    if begins is None:
        yield event_fault(query, event, "an event has no `DTSTART`")
    elif ends is not None and _is_before(ends, begins):
        yield event_fault(query, event, "an event ends before it begins", at="DTEND")


def _is_before(ends: datetime | date, begins: datetime | date) -> bool:
    """Whether it ends too early; False where a date and a time, or zones, do not compare."""
    try:
        return ends < begins
    except TypeError:
        return False


def event_fault(query: Query, event: Event, message: str, *, at: str = "", help: str = "") -> Fault:
    """A fault at a property of an event. Only lines about times are shown, never what the event is."""
    line = event.place.line_of(at) if at else event.place.line
    width = len(query.source.lines[line - 1]) if line else 1
    return query.source.fault(message, line=line, width=width, help=help)
