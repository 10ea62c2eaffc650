"""What a queue received: contacts by local day and by slot of the wall clock.

Slots are the intervals of a day as the wall clock shows them, so that 09:00 is 09:00 in summer and in
winter. On the day of the spring change the skipped slots are unknown; on that of the autumn change a
repeated slot holds the mean of its two intervals. A slot is always contacts in one interval's length.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rota.localtime import DAY, midnight, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

DAYS_A_WEEK = 7
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, eq=False)
class History:
    """Contacts of a queue: a row a local day from `first` on, a column a slot; nan where unknown."""

    queue: str
    first: date
    minutes: int
    counts: Floats

    @property
    def end(self) -> date:
        """The first local day after it."""
        return self.first + timedelta(days=len(self.counts))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The local days, in order."""
        return tuple(self.first + timedelta(days=offset) for offset in range(len(self.counts)))

    def until(self, day: date) -> History:
        """What was known before this local day began."""
        return replace(self, counts=self.counts[: max(0, (day - self.first).days)])

    def since(self, day: date) -> History:
        """The part from this local day on."""
        cut = max(0, (day - self.first).days)
        return replace(self, first=self.first + timedelta(days=cut), counts=self.counts[cut:])

    def row(self, day: date) -> Floats:
        """The slots of a day; all unknown outside the history."""
        place = (day - self.first).days
        if 0 <= place < len(self.counts):
            slots: Floats = self.counts[place]
            return slots
        return np.full(MINUTES_A_DAY // self.minutes, np.nan)


def history_of(
    contacts: Mapping[datetime, float], *, queue: str, zone: str, minutes: int, first: date, end: date
) -> History:
    """The history of the local days [first, end) from contacts by the UTC start of their interval.

    `minutes` divides an hour. What `contacts` does not have is unknown.
    """
    slots = MINUTES_A_DAY // minutes
    sums = np.zeros(((end - first).days, slots))
    known = np.zeros_like(sums)
    place = zone_of(zone)
    for start, count in contacts.items():
        local = start.astimezone(place)
        row = (local.date() - first).days
        if 0 <= row < len(sums):
            column = (local.hour * 60 + local.minute) // minutes
            sums[row, column] += count
            known[row, column] += 1
    counts = np.divide(sums, known, out=np.full_like(sums, np.nan), where=known > 0)
    return History(queue, first, minutes, counts)


def intervals(day: date, *, zone: str, minutes: int) -> Iterator[tuple[datetime, int]]:
    """The UTC starts of a local day's intervals with the slot that each is: 46 half hours in spring."""
    place = zone_of(zone)
    start, end = midnight(day, zone), midnight(day + DAY, zone)
    while start < end:
        local = start.astimezone(place)
        yield start, (local.hour * 60 + local.minute) // minutes
        start += timedelta(minutes=minutes)


def weeks_of(counts: Floats) -> Floats:
    """Days as whole weeks that end with the last day; unknown where the first week is not whole."""
    missing = -len(counts) % DAYS_A_WEEK
    padded = np.vstack([np.full((missing, counts.shape[1]), np.nan), counts])
    weeks: Floats = padded.reshape(-1, DAYS_A_WEEK, counts.shape[1])
    return weeks
