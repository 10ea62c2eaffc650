"""The grid on which a forecast's intervals lie: one length, one phase, no hole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from rota.load.instants import is_repeated
from rota.localtime import clock_text, hours_text, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rota.errors import Fault
    from rota.load.table import Row, Table

LENGTHS = (15, 30, 60)
"""Minutes that an interval may have."""

_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Grid:
    """Intervals of `minutes`, beginning `phase` after whole multiples of it since 2000 in UTC."""

    minutes: int
    phase: timedelta

    @property
    def span(self) -> timedelta:
        """The length of an interval."""
        return timedelta(minutes=self.minutes)

    def holds(self, start: datetime) -> bool:
        """Whether an interval of the grid begins then."""
        return (start - _ORIGIN) % self.span == self.phase


def find_grid(rows: Mapping[str, Mapping[datetime, Row]]) -> Grid | str:
    """The commonest length and phase, or a message where they show no length that is allowed."""
    if not any(rows.values()):
        return "the file has no interval that can be read"
    minutes = _commonest(gap for starts in rows.values() for gap in _gaps(starts))
    if minutes is None:
        return "a single interval for each queue does not show how long an interval is"
    if minutes not in LENGTHS:
        return f"intervals begin {hours_text(minutes)} apart, 15, 30 or 60 min are expected"
    span = timedelta(minutes=minutes)
    phases = Counter((start - _ORIGIN) % span for starts in rows.values() for start in starts)
    return Grid(minutes, min(phases, key=lambda phase: (-phases[phase], phase)))


def grid_faults(
    table: Table, rows: Mapping[str, Mapping[datetime, Row]], grid: Grid, zone: str
) -> Iterator[Fault]:
    """What leaves the grid: a queue of another length, single starts off it, and each hole once."""
    for queue, starts in rows.items():
        own = _commonest(_gaps(starts))
        first = starts[min(starts)]
        if own != grid.minutes and own in LENGTHS and len(starts) > 2:
            message = f"queue `{queue}` has intervals of {own} min, others have {grid.minutes} min"
            yield table.fault(first, "start", message)
            continue
        on_grid = [start for start in sorted(starts) if grid.holds(start)]
        for start in sorted(set(starts).difference(on_grid)):
            row = starts[start]
            message = f"`{row['start']}` is not on the grid of {grid.minutes} min"
            yield table.fault(row, "start", message)
        for earlier, later in pairwise(on_grid):
            if later - earlier > grid.span:
                yield _hole(table, starts[later], earlier + grid.span, later, zone)


def _hole(table: Table, row: Row, begins: datetime, ends: datetime, zone: str) -> Fault:
    missing = hours_text(minutes_between(begins, ends))
    message = f"queue `{row['queue']}` has a hole of {missing} before this, from {clock_text(begins, zone)}"
    repeated = is_repeated(begins, zone)
    help = "the clocks go back here: write the hour twice" if repeated else "write 0 where none are expected"
    return table.fault(row, "start", message, help=help)


def _gaps(starts: Iterable[datetime]) -> Iterator[int]:
    """Minutes between neighbouring starts."""
    for earlier, later in pairwise(sorted(starts)):
        yield minutes_between(earlier, later)


def _commonest(numbers: Iterable[int]) -> int | None:
    """The number that occurs most, of equals the smallest; None for no numbers."""
    counts = Counter(numbers)
    return min(counts, key=lambda number: (-counts[number], number)) if counts else None
