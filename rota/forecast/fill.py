"""A forecast without gaps: what it does not mention is an interval in which nothing arrives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rota.forecast.volume import Volume

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

HALF_HOUR = timedelta(minutes=30)


def fill(
    volumes: Sequence[Volume],
    *,
    queues: Iterable[str],
    start: datetime,
    end: datetime,
    longest: timedelta = HALF_HOUR,
) -> tuple[Volume, ...]:
    """The volumes, and zero ones of at most `longest` where a queue leaves a part of [start, end) out.

    A queue that has a floor of agents but no forecast gets its intervals from here. Sorted by start.
    """
    by_queue: dict[str, list[Volume]] = {queue: [] for queue in queues}
    for volume in sorted(volumes):
        by_queue.setdefault(volume.queue, []).append(volume)
    added = [
        Volume(begins, ends, queue, 0.0)
        for queue, mine in by_queue.items()
        for gap in _gaps(mine, start, end)
        for begins, ends in _pieces(*gap, longest)
    ]
    return tuple(sorted((*volumes, *added)))


def _gaps(volumes: Iterable[Volume], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    reached = start
    for volume in volumes:
        if volume.start > reached:
            yield reached, min(volume.start, end)
        reached = max(reached, volume.end)
        if reached >= end:
            return
    yield reached, end


def _pieces(start: datetime, end: datetime, longest: timedelta) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        until = min(start + longest, end)
        yield start, until
        start = until
