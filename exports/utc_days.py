"""Spans of instants as dates with times of day in UTC, for formats that know no other: cut at midnight.

Such formats know whole minutes: a minute that a span touches is said whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from rota.localtime import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[datetime, datetime]
MINUTE = timedelta(minutes=1)
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class DayPart:
    """On a date in UTC, from minute `first` of the day to before minute `end`, at most 1440."""

    day: date
    first: int
    end: int

    @property
    def clock(self) -> tuple[str, str]:
        """Both ends as `07:00`; the end of the day is `24:00`."""
        return clock_text(self.first), clock_text(self.end)

    @property
    def span(self) -> Span:
        """The instants."""
        midnight = datetime.combine(self.day, time(0), tzinfo=UTC)
        return midnight + self.first * MINUTE, midnight + self.end * MINUTE


def day_parts(start: datetime, end: datetime) -> Iterator[DayPart]:
    """[start, end) by date; minutes that it touches are in it."""
    while start < end:
        midnight = datetime.combine(start.astimezone(UTC).date(), time(0), tzinfo=UTC)
        until = min(end, midnight + DAY)
        yield DayPart(midnight.date(), (start - midnight) // MINUTE, -((midnight - until) // MINUTE))
        start = until


def clock_text(minute: int) -> str:
    """A minute of the day as `07:00`, 1440 as `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def minute_of(clock: str) -> int:
    """The inverse of `clock_text`; raises ValueError for anything else."""
    hours, _, minutes = clock.partition(":")
    minute = int(hours) * 60 + int(minutes)
    if clock_text(minute) != clock or minute > MINUTES_A_DAY:
        raise ValueError(f"`{clock}` is not a time of day")
    return minute


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that touch or overlap as one, by start."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without(span: Span, others: Iterable[Span]) -> tuple[Span, ...]:
    """What of a span is in none of the others."""
    at, end = span
    found: list[Span] = []
    for other_start, other_end in joined(others):
        if other_start > at:
            found.append((at, min(other_start, end)))
        at = max(at, other_end)
        if at >= end:
            break
    found.append((at, end))
    return tuple((start, end) for start, end in found if start < end)
