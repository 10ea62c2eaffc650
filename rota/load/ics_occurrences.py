"""When the events of a calendar take place, as spans of instants.

RFC 5545: an all-day event ends before its DTEND (section 3.6.1); a time without a known zone is the
wall clock of whoever reads it (3.3.5), here the agent's; a DURATION in hours is elapsed time (3.3.6).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]  # ships no type information

from rota.load.ics_events import event_fault, moment
from rota.load.span import Span
from rota.localtime import midnight, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.errors import Fault
    from rota.load.ics_events import Event, Query

_MARGIN = timedelta(days=2)
"""Wall clocks are at most 14 hours from UTC; what the margin brings in is clipped."""

EXACT = "X-ROTA-EXACT-SECONDS"
"""A mark of ours, put on events in memory: the seconds of a DURATION, which are elapsed time."""


UNREADABLE = (ValueError, OverflowError, KeyError, AttributeError, TypeError)
"""What the calendar libraries raise over values that do not fit together."""


def expand(query: Query, series: Sequence[Event], faults: list[Fault]) -> list[Span]:
    """The spans of one series. Events that share a UID by mistake are each expanded: none is lost."""
    overrides = [event for event in series if event.is_override]
    cores = [event for event in series if not event.is_override]
    newest = max((event.sequence for event in cores), default=0)
    groups = [[core, *overrides] for core in cores if core.sequence == newest] or [overrides]
    spans: list[Span] = []
    for group in groups:
        try:
            spans.extend(_occurrences(query, group))
        except UNREADABLE:
            help = "its times are out of range, or do not fit together"
            faults.append(event_fault(query, group[0], "an event cannot be expanded", help=help))
    return spans


def _occurrences(query: Query, group: Sequence[Event]) -> Iterator[Span]:
    calendar = icalendar.Calendar()
    if query.calendar_zone:
        calendar.add("X-WR-TIMEZONE", query.calendar_zone)
    for event in group:
        calendar.add_component(event.component)
    found: list[icalendar.Component] = recurring_ical_events.of(calendar).between(
        query.start - _MARGIN, query.end + _MARGIN
    )
    for occurrence in found:
        if _blocks(occurrence):
            yield _span(occurrence, query.zone)


def _blocks(occurrence: icalendar.Component) -> bool:
    """Whether its owner cannot work then."""
    words = {
        name: str(occurrence.get(name, "")).strip().upper()
        for name in ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")
    }
    return (
        words["STATUS"] != "CANCELLED"
        and words["TRANSP"] != "TRANSPARENT"
        and words["X-MICROSOFT-CDO-BUSYSTATUS"] != "FREE"
    )


def _span(occurrence: icalendar.Component, zone: str) -> Span:
    begins, ends = moment(occurrence, "DTSTART"), moment(occurrence, "DTEND")
    if begins is None or ends is None:
        raise ValueError("an occurrence without times")
    exact = timedelta(seconds=int(str(occurrence.get(EXACT, "0"))))
    return Span(_instant(begins, zone), _instant(ends - exact, zone) + exact)


def _instant(value: datetime | date, zone: str) -> datetime:
    """The UTC instant of a date (its midnight), of a wall-clock time, or of a time with a zone."""
    if not isinstance(value, datetime):
        return midnight(value, zone)
    if value.tzinfo is None:
        return resolve(value.date(), value.time(), zone)
    return value.astimezone(UTC)
