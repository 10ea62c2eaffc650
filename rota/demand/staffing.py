"""Agents per interval and queue, from the contacts expected and what the queue promises."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from rota.demand.deferred import Arrival, spread
from rota.demand.erlang import ROUNDING, least_agents, load_of, scheduled
from rota.demand.opening import Opening
from rota.demand.target import DeferredTarget, LiveTarget
from rota.errors import Fault, InputError
from rota.queue import Demand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.forecast.volume import Volume


def staff(
    volumes: Sequence[Volume],
    targets: Mapping[str, Target],
    opening: Mapping[str, Sequence[Span]],
) -> tuple[Demand, ...]:
    """The agents that each queue needs, one demand an interval in which it is open, by start and queue.

    A queue without a key in `opening` is always open; an interval that is open in part counts as open.
    An interval that no volume names has no demand (`rota.forecast.fill` adds them); one without
    contacts has the target's minimum, be it 0. Live contacts that arrive while closed ask for nobody,
    deferred ones wait. Raises InputError where a queue has no target or its intervals overlap.
    """
    by_queue: dict[str, list[Volume]] = {}
    for volume in sorted(volumes):
        by_queue.setdefault(volume.queue, []).append(volume)
    faults = [fault for queue, mine in by_queue.items() for fault in _faults(queue, mine, targets)]
    if faults:
        raise InputError(faults)
    demand = [
        Demand(volume.start, volume.end, queue, agents)
        for queue, mine in by_queue.items()
        for volume, agents in _staffed(mine, targets[queue], Opening(opening.get(queue)))
    ]
    return tuple(sorted(demand, key=lambda entry: (entry.start, entry.queue)))


def _staffed(volumes: Sequence[Volume], target: Target, opening: Opening) -> Iterator[tuple[Volume, int]]:
    is_open = [opening.meets(volume.start, volume.end) for volume in volumes]
    if isinstance(target, LiveTarget):
        needed = [_live_agents(volume.contacts, volume.seconds, target) for volume in volumes]
    else:
        needed = _deferred_agents(volumes, is_open, target)
    for volume, agents, opened in zip(volumes, needed, is_open, strict=True):
        if opened:
            yield volume, max(target.minimum, scheduled(agents, shrinkage=target.shrinkage))


@lru_cache(maxsize=1 << 16)
def _live_agents(contacts: float, seconds: float, target: LiveTarget) -> int:
    handle_seconds = target.handle_seconds / target.concurrency_factor
    return least_agents(
        load_of(contacts, handle_seconds=handle_seconds, seconds=seconds),
        handle_seconds=handle_seconds,
        service_level=target.service_level,
        answer_seconds=target.answer_seconds,
        max_occupancy=target.max_occupancy,
    )


def _deferred_agents(volumes: Sequence[Volume], is_open: Sequence[bool], target: DeferredTarget) -> list[int]:
    arrivals = [
        Arrival(volume.start, volume.end, volume.contacts * target.handle_seconds, opened)
        for volume, opened in zip(volumes, is_open, strict=True)
    ]
    work = spread(arrivals, deadline=timedelta(minutes=target.deadline_minutes), clock=target.clock)
    return [
        ceil(load_seconds / (volume.seconds * target.max_occupancy) - ROUNDING)
        for load_seconds, volume in zip(work, volumes, strict=True)
    ]


def _faults(queue: str, volumes: Sequence[Volume], targets: Mapping[str, Target]) -> Iterator[Fault]:
    if queue not in targets:
        help_text = "add the queue to the team, or take it out of the forecast"
        yield Fault("", 0, 0, f"queue `{queue}` has a forecast but no target", help_text)
    for earlier, later in pairwise(volumes):
        if later.start < earlier.end:
            when = later.start.isoformat()
            yield Fault("", 0, 0, f"queue `{queue}` has overlapping forecast intervals at {when}")
