"""Work that may wait, as it is: what arrives when, in agent-minutes, and when it is due.

Beside `rota.demand.deferred.spread`, which turns the same arrivals into agents per interval, this leaves
it to the solver when the work is done.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from rota.demand.deferred import Arrival, dues
from rota.demand.erlang import ROUNDING
from rota.demand.opening import Opening
from rota.demand.risk import rate_of
from rota.demand.target import DeferredTarget
from rota.demand.waiting import arrivals_of
from rota.queue import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.demand.waiting import Waiting, Waits
    from rota.forecast.volume import Volume


def backlog(
    volumes: Sequence[Volume],
    targets: Mapping[str, Target],
    opening: Mapping[str, Sequence[Span]],
    *,
    start: datetime,
    end: datetime,
    waits: Waits | None = None,
) -> tuple[Work, ...]:
    """The work of the deferred ones of these queues that arrives in [start, end), by start and queue.

    What `waits` at the start comes first, from the instant at which it arrived; what is due after the end
    is due no more. Whole minutes are made of the sum of all that has arrived so far, so that a queue's total
    is at most one too high.
    """
    by_queue: dict[str, list[Volume]] = {}
    for volume in sorted(volumes):
        if start <= volume.start and volume.end <= end:
            by_queue.setdefault(volume.queue, []).append(volume)
    found = [
        work
        for queue, mine in by_queue.items()
        if isinstance(target := targets[queue], DeferredTarget)
        for work in _work(mine, target, Opening(opening.get(queue)), (waits or {}).get(queue, ()))
    ]
    return tuple(sorted(found, key=lambda work: (work.start, work.queue)))


def agent_minutes(contacts: float, target: DeferredTarget) -> float:
    """How long agents are on duty for so many contacts: busy, idle and away."""
    return contacts * target.handle_seconds / 60 / target.max_occupancy / (1 - target.shrinkage)


def _work(
    volumes: Sequence[Volume], target: DeferredTarget, opening: Opening, waiting: Sequence[Waiting]
) -> Iterator[Work]:
    start = volumes[0].start
    before = arrivals_of(waiting, start, work=agent_minutes(1.0, target))
    arrivals = before + [
        Arrival(
            volume.start,
            volume.end,
            agent_minutes(rate_of(volume, target) or 0.0, target),
            opening.meets(volume.start, volume.end),
        )
        for volume in volumes
    ]
    due = dues(arrivals, deadline=timedelta(minutes=target.deadline_minutes), clock=target.clock)
    spans = [(one.arrived, start) for one in waiting] + [(volume.start, volume.end) for volume in volumes]
    queue = volumes[0].queue
    exact, whole = 0.0, 0
    for (begins, ends), arrival, by in zip(spans, arrivals, due, strict=True):
        exact += arrival.work
        minutes = ceil(exact - ROUNDING) - whole
        whole += minutes
        yield Work(begins, ends, queue, minutes, by, arrival.open)
