"""Agents per interval and queue, from the contacts expected and what the queue promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from rota.demand.carried import handle_seconds_of, needed
from rota.demand.deferred import Arrival, spread
from rota.demand.erlang import ROUNDING, load_of, scheduled
from rota.demand.opening import Opening
from rota.demand.risk import rate_of
from rota.demand.target import DeferredTarget, LiveTarget
from rota.demand.waiting import arrivals_of
from rota.errors import Fault, InputError
from rota.queue import Demand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.demand.opening import Span
    from rota.demand.target import Target
    from rota.demand.waiting import Waiting, Waits
    from rota.forecast.volume import Volume


@dataclass(frozen=True, slots=True)
class Staffed:
    """How one interval of a queue is staffed.

    `rate` is what is staffed on, in contacts; `work_seconds` is the work to do in the interval (of live
    queues: what arrives in it); `at_work` agents do it, `agents` are to be scheduled.
    """

    volume: Volume
    rate: float
    work_seconds: float
    at_work: int
    agents: int


def staff(
    volumes: Sequence[Volume],
    targets: Mapping[str, Target],
    opening: Mapping[str, Sequence[Span]],
    waits: Waits | None = None,
) -> tuple[Demand, ...]:
    """The agents that each queue needs, one demand an interval in which it is open, by start and queue.

    A queue without a key in `opening` is always open; an interval that is open in part counts as open.
    An interval that no volume names has no demand (`rota.forecast.fill` adds them); one without
    contacts has the target's minimum, be it 0. What `waits` from before is there as a queue's first volume
    begins. Live contacts that arrive while closed ask for nobody,
    deferred ones wait. Raises InputError where a queue has no target, its intervals overlap, or nothing
    tells the quantile that it is to be staffed on.
    """
    by_queue: dict[str, list[Volume]] = {}
    for volume in sorted(volumes):
        by_queue.setdefault(volume.queue, []).append(volume)
    faults = [fault for queue, mine in by_queue.items() for fault in _faults(queue, mine, targets)]
    if faults:
        raise InputError(faults)
    demand = [
        Demand(entry.volume.start, entry.volume.end, queue, entry.agents)
        for queue, mine in by_queue.items()
        for entry in staffed(mine, targets[queue], Opening(opening.get(queue)), (waits or {}).get(queue, ()))
    ]
    return tuple(sorted(demand, key=lambda entry: (entry.start, entry.queue)))


def staffed(
    volumes: Sequence[Volume], target: Target, opening: Opening, waiting: Sequence[Waiting] = ()
) -> Iterator[Staffed]:
    """The open intervals of one queue, whose volumes are in time order, with their agents."""
    is_open = [opening.meets(volume.start, volume.end) for volume in volumes]
    rates = [rate_of(volume, target) or 0.0 for volume in volumes]
    if isinstance(target, LiveTarget):
        handle = handle_seconds_of(target)
        work: Sequence[float] = [rate * handle for rate in rates]
        agents = [
            live_agents(rate, volume.seconds, target) for rate, volume in zip(rates, volumes, strict=True)
        ]
    else:
        work = _deferred_work(volumes, rates, is_open, target, waiting)
        agents = [
            ceil(seconds / (volume.seconds * target.max_occupancy) - ROUNDING)
            for seconds, volume in zip(work, volumes, strict=True)
        ]
    for volume, rate, seconds, at_work, opened in zip(volumes, rates, work, agents, is_open, strict=True):
        if opened:
            present = scheduled(at_work, shrinkage=target.shrinkage)
            yield Staffed(volume, rate, seconds, at_work, max(target.minimum, present))


@lru_cache(maxsize=1 << 16)
def live_agents(contacts: float, seconds: float, target: LiveTarget) -> int:
    """The agents at work that so many contacts within `seconds` take, without minimum and shrinkage."""
    handle_seconds = handle_seconds_of(target)
    return needed(load_of(contacts, handle_seconds=handle_seconds, seconds=seconds), target)


def _deferred_work(
    volumes: Sequence[Volume],
    rates: Sequence[float],
    is_open: Sequence[bool],
    target: DeferredTarget,
    waiting: Sequence[Waiting],
) -> Sequence[float]:
    arrivals = arrivals_of(waiting, volumes[0].start, work=target.handle_seconds) + [
        Arrival(volume.start, volume.end, rate * target.handle_seconds, opened)
        for volume, rate, opened in zip(volumes, rates, is_open, strict=True)
    ]
    deadline = timedelta(minutes=target.deadline_minutes)
    return spread(arrivals, deadline=deadline, clock=target.clock)[len(waiting) :]


def _faults(queue: str, volumes: Sequence[Volume], targets: Mapping[str, Target]) -> Iterator[Fault]:
    if queue not in targets:
        help_text = "add the queue to the team, or take it out of the forecast"
        yield Fault("", 0, 0, f"queue `{queue}` has a forecast but no target", help_text)
        return
    for earlier, later in pairwise(volumes):
        if later.start < earlier.end:
            when = later.start.isoformat()
            yield Fault("", 0, 0, f"queue `{queue}` has overlapping forecast intervals at {when}")
    if any(rate_of(volume, targets[queue]) is None for volume in volumes):
        yield Fault("", 0, 0, *unknown_quantile(queue, targets[queue].staff_on))


def unknown_quantile(queue: str, level: float | None) -> tuple[str, str]:
    """What is said, and advised, where nothing tells the quantile of the rate to staff on."""
    return (
        f"queue `{queue}` is to be staffed on a quantile of the rate that the forecast does not tell",
        f"make the forecast with `rota forecast HISTORY.csv --quantiles {level}`, add the column "
        f"`contacts_p{100 * (level or 0):g}`, or give the queue a `dispersion`",
    )
