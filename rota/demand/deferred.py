"""Work that may wait for a deadline (tickets, mail): when to do it, so that the load is smoothest.

With A(t) what has arrived by t and W(t) what has been worked off, first come first served meets the
deadline D exactly when A(t - D) <= W(t) <= A(t): work conservation, as in any text on network calculus
(J.-Y. Le Boudec and P. Thiran, "Network Calculus", 2001, chapter 1). The smoothest W between these two
curves is the taut string; its steepest slope is the least flat capacity that does,
max over s < t of (A(t - D) - A(s)) / (t - s).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from rota.demand.taut import taut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

Clock = Literal["always", "open"]
"""Whether the time to a deadline runs `always`, or only while the queue is `open` (business hours)."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Work that arrives evenly over the half-open interval [start, end), and whether it can be done then.

    `work` is in any unit (contacts, seconds of handling); the answers are in the same one. Of what waited
    from before, the deadline's clock has run `used_seconds` when it arrives here, in no time and closed.
    """

    start: datetime
    end: datetime
    work: float
    open: bool = True
    used_seconds: float = 0.0


def spread(arrivals: Sequence[Arrival], *, deadline: timedelta, clock: Clock = "always") -> tuple[float, ...]:
    """The work to do in each of these intervals, which are in time order and share no instant.

    The deadline is cut to whole intervals. Where the queue is closed from arrival to deadline, the
    deadline moves to the end of the next open interval. Work whose deadline lies beyond the last
    interval is carried over: the horizon ends with at most a deadline's worth of arrivals. What waits
    from before comes first, in the order in which it is due.
    """
    places = [index for index, arrival in enumerate(arrivals) if arrival.open]
    if not places:
        return (0.0,) * len(arrivals)
    arrived = list(accumulate(arrival.work for arrival in arrivals))
    done = taut(
        list(accumulate(_seconds(arrivals[place]) for place in places)),
        [arrived[count - 1] if count else 0.0 for count in _due(arrivals, places, deadline, clock)],
        [arrived[place] for place in places],
    )
    work = [0.0] * len(arrivals)
    for place, (before, after) in zip(places, pairwise((0.0, *done)), strict=True):
        work[place] = max(0.0, after - before)
    return tuple(work)


def dues(
    arrivals: Sequence[Arrival], *, deadline: timedelta, clock: Clock = "always"
) -> tuple[datetime | None, ...]:
    """By when what arrives in each of these intervals is done: the end of the last one in time for it.

    The intervals, and the deadline, are as for `spread`; None where the deadline lies beyond the last.
    """
    places = [index for index, arrival in enumerate(arrivals) if arrival.open]
    ends = [arrivals[place].end for place in places]
    counts = _due(arrivals, places, deadline, clock)
    found = (bisect_left(counts, number) for number in range(1, len(arrivals) + 1))
    return tuple(ends[place] if place < len(ends) else None for place in found)


def _due(arrivals: Sequence[Arrival], places: Sequence[int], deadline: timedelta, clock: Clock) -> list[int]:
    """How many of the arrivals, in order, must be done by the end of each open interval."""
    shown = _shown(arrivals, clock)
    ends = [shown[place] for place in places]
    counts = [0] * len(places)
    for index in range(len(arrivals)):
        deadline_shown = shown[index] - arrivals[index].used_seconds + deadline.total_seconds()
        in_time = bisect_right(ends, deadline_shown) - 1
        last = max(in_time, bisect_left(places, index))
        if deadline_shown <= shown[-1] and last < len(places):
            counts[last] = index + 1
    return list(accumulate(counts, max))


def _shown(arrivals: Sequence[Arrival], clock: Clock) -> list[float]:
    """What the deadline's clock shows, in seconds, at the end of each interval."""
    if clock == "open":
        return list(accumulate(_seconds(arrival) if arrival.open else 0.0 for arrival in arrivals))
    return [(arrival.end - arrivals[0].start).total_seconds() for arrival in arrivals]


def _seconds(arrival: Arrival) -> float:
    return (arrival.end - arrival.start).total_seconds()
