"""Work that waits already as the horizon begins: mail and tickets that came before and are not done.

What is left of a deadline is what the queue's clock has not used up since the contact came. One that is
past its deadline cannot be in time any more; it is planned as if it came as the horizon begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.demand.deferred import Arrival
from rota.demand.target import DeferredTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.demand.opening import Span
    from rota.demand.target import Target


@dataclass(frozen=True, slots=True, order=True)
class Waiting:
    """Contacts of a deferred queue that came at `arrived`, before the horizon, and wait.

    `used_seconds` is what the deadline's clock has run since; 0 for those that are `late` already.
    """

    arrived: datetime
    contacts: float
    used_seconds: float = 0.0
    late: bool = False


Waits = dict[str, tuple[Waiting, ...]]
"""By queue, in the order in which it is due."""


def waits_of(
    came: Iterable[tuple[str, datetime, float]],
    targets: Mapping[str, Target],
    opening: Mapping[str, Sequence[Span]],
    *,
    start: datetime,
) -> Waits:
    """What waits at the start, from queue, instant before it, and contacts; `opening` reaches back to them.

    Raises ValueError for a queue that is answered at once.
    """
    found: dict[str, list[Waiting]] = {}
    for queue, arrived, contacts in came:
        target = targets[queue]
        if not isinstance(target, DeferredTarget):
            raise ValueError(f"`{queue}` is answered at once")
        used = (start - arrived).total_seconds()
        if target.clock == "open" and queue in opening:
            used = sum(_seconds(*span) for span in _between(opening[queue], arrived, start))
        late = used > target.deadline_minutes * 60
        found.setdefault(queue, []).append(Waiting(arrived, contacts, 0.0 if late else used, late))
    return {
        queue: tuple(sorted(mine, key=lambda one: (-one.used_seconds, one.arrived, one.contacts)))
        for queue, mine in sorted(found.items())
    }


def arrivals_of(waiting: Iterable[Waiting], start: datetime, *, work: float) -> list[Arrival]:
    """What waits, as arrivals of `work` a contact at the start, before all others."""
    return [Arrival(start, start, one.contacts * work, False, one.used_seconds) for one in waiting]


def _between(spans: Sequence[Span], start: datetime, end: datetime) -> Iterator[Span]:
    reached = start
    for begins, ends in sorted(spans):
        if max(begins, reached) < min(ends, end):
            yield max(begins, reached), min(ends, end)
            reached = min(ends, end)


def _seconds(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()
