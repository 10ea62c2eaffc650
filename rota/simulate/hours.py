"""Opening hours in seconds: is it open, when does it close, and a clock that stands still while closed."""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.simulate.scenario import Seconds, Stream


GRACE_SECONDS = 1800.0
"""Work whose deadline falls where nobody works is to be done so long after the next opening."""


def merged(spans: Iterable[Seconds]) -> tuple[Seconds, ...]:
    """The same instants as spans in order that neither touch nor overlap."""
    found: list[Seconds] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def without(spans: Iterable[Seconds], gaps: Iterable[Seconds]) -> tuple[Seconds, ...]:
    """What the gaps leave of the spans; the spans do not overlap."""
    left = list(spans)
    for begins, ends in gaps:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, begins)), (max(start, ends), end))
            if piece[0] < piece[1]
        ]
    return tuple(sorted(left))


class Hours:
    """Open spans; without spans (None, not empty) always open."""

    def __init__(self, spans: Iterable[Seconds] | None) -> None:
        self.spans = merged([(-inf, inf)] if spans is None else spans)
        self._starts = [start for start, _ in self.spans]
        self.always = spans is None

    def is_open(self, instant: float) -> bool:
        """Whether it is open at this instant."""
        index = bisect_right(self._starts, instant) - 1
        return index >= 0 and instant < self.spans[index][1]

    def deadline(self, instant: float, seconds: float) -> float:
        """When so many open seconds have passed since the instant; infinite where they never do."""
        if self.always:
            return instant + seconds
        left = seconds
        for start, end in self.spans[max(0, bisect_right(self._starts, instant) - 1) :]:
            begins = max(start, instant)
            if begins < end and left <= end - begins:
                return begins + left
            left -= max(0.0, end - begins)
        return inf

    def opens_within(self, start: float, end: float) -> bool:
        """Whether it is open at some instant of [start, end]."""
        return self.is_open(start) or any(start <= begins <= end for begins in self._starts)

    def next_opening(self, instant: float) -> float:
        """The instant itself if open, else the next opening; infinite where there is none."""
        if self.is_open(instant):
            return instant
        index = bisect_right(self._starts, instant)
        return self._starts[index] if index < len(self._starts) else inf


def due_at(stream: Stream, hours: Hours, arrives: float, *, left_seconds: float | None = None) -> float:
    """By when deferred work that arrives at this instant is to be done; `left_seconds` overrides its time."""
    left = stream.deadline_seconds if left_seconds is None else left_seconds
    if stream.clock == "open":
        return hours.deadline(arrives, left)
    due = arrives + left
    return due if hours.opens_within(arrives, due) else hours.next_opening(arrives) + GRACE_SECONDS
