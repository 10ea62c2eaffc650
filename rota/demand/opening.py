"""When a queue is open: half-open spans of UTC instants, asked interval by interval."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[datetime, datetime]
"""A half-open span [start, end) of UTC instants."""


class Opening:
    """Open spans in any order, overlapping or not; without spans (None, not empty) always open."""

    def __init__(self, spans: Iterable[Span] | None) -> None:
        self._always = spans is None
        ordered = sorted(spans or ())
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether the queue is open at some instant of [start, end)."""
        begun = bisect_left(self._starts, end)
        return self._always or (begun > 0 and self._ends[begun - 1] > start)
