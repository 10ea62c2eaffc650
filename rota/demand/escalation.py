"""What the first line cannot settle: a share of each queue's contacts arrives again in another queue, later.

The second line's rate is its own and, for each queue that hands over, share times that queue's rate a
lag before. A share of a Poisson stream chosen by chance is a Poisson stream again, so the formulas of
staffing hold for the sum (J. F. C. Kingman, "Poisson Processes", 1993, colouring theorem).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rota.forecast.volume import Volume


@dataclass(frozen=True, slots=True, order=True)
class Escalation:
    """A `share` in [0, 1] of the contacts of a queue is handed over `to` another one, `lag_minutes` later."""

    queue: str
    to: str
    share: float
    lag_minutes: int = 0


def escalate(volumes: Sequence[Volume], escalations: Iterable[Escalation]) -> tuple[Volume, ...]:
    """The volumes with what is handed over added, sorted; handed-over contacts may be handed over again.

    What arrives beyond a queue's last interval, or before its first, is not added. Quantiles of the rate
    add up as if all rates were high at once, which is on the safe side. Raises graphlib.CycleError where
    contacts would go round in a circle.
    """
    by_queue: dict[str, list[Volume]] = {}
    for volume in sorted(volumes):
        by_queue.setdefault(volume.queue, []).append(volume)
    for escalation in in_order(escalations):
        receiving = by_queue.get(escalation.to, [])
        by_queue[escalation.to] = _with(receiving, by_queue.get(escalation.queue, []), escalation)
    return tuple(sorted(volume for mine in by_queue.values() for volume in mine))


def in_order(escalations: Iterable[Escalation]) -> list[Escalation]:
    """The escalations of a queue after all those that lead to it."""
    listed = sorted(escalations)
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for entry in listed:
        sorter.add(entry.to, entry.queue)
    place = {queue: index for index, queue in enumerate(sorter.static_order())}
    return sorted(listed, key=lambda entry: place[entry.queue])


def handed_over(volume: Volume, sources: Sequence[Volume], escalation: Escalation) -> float:
    """How many contacts of these volumes, by start, are handed over into the interval of the other one."""
    return _with([replace(volume, contacts=0.0)], sources, escalation)[0].contacts


def _with(receiving: Sequence[Volume], sources: Sequence[Volume], escalation: Escalation) -> list[Volume]:
    lag = timedelta(minutes=escalation.lag_minutes)
    found = list(receiving)
    starts = [volume.start for volume in receiving]
    for source in sources:
        begins, ends = source.start + lag, source.end + lag
        index = max(0, bisect_right(starts, begins) - 1)
        while index < len(found) and starts[index] < ends:
            shared = min(ends, found[index].end) - max(begins, found[index].start)
            if shared > timedelta(0) and source.contacts:
                found[index] = _sum(found[index], source, escalation.share * (shared / (ends - begins)))
            index += 1
    return found


def _sum(volume: Volume, source: Volume, share: float) -> Volume:
    contacts = volume.contacts + share * source.contacts
    levels = {level for level, _ in (*volume.quantiles, *source.quantiles)}
    quantiles = [(level, volume.at(level), source.at(level)) for level in sorted(levels)]
    return replace(
        volume,
        contacts=contacts,
        quantiles=tuple(
            (level, own + share * theirs)
            for level, own, theirs in quantiles
            if own is not None and theirs is not None
        ),
        spread=_mean_spread(volume.contacts, volume.spread, share * source.contacts, source.spread),
        day_spread=_mean_spread(
            volume.contacts, volume.day_spread, share * source.contacts, source.day_spread
        ),
    )


def _mean_spread(own: float, own_spread: float, added: float, added_spread: float) -> float:
    """Standard deviations add up where both rates are high at once."""
    return (own * own_spread + added * added_spread) / (own + added) if own + added else 0.0
