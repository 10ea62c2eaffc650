"""What arrived in the past: counts by interval, or a log of timestamps, as contacts by queue and instant.

Times without an offset are the wall clock of the zone. Of an hour that the autumn change repeats they
cannot tell the first from the second: written twice it is first the first, written once it is both, and each
gets half. What the spring change skips is left out and said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.contact_reading import Reading
from rota.load.contact_rows import read_rows
from rota.localtime import hours_text, minutes_between, zone_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


LOG_MINUTES = 30
AN_HOUR = 60


@dataclass(frozen=True, eq=False)
class Contacts:
    """Contacts by queue and UTC start, in intervals of `minutes`; `rows` says where each was read.

    Of a log every interval between its first and last timestamp is there, with 0 where nothing came.
    """

    path: str
    zone: str
    minutes: int
    is_log: bool
    counts: Mapping[str, Mapping[datetime, float]]
    lines: Mapping[str, Mapping[datetime, int]]
    notes: tuple[str, ...]


def read_contacts(
    path: str,
    content: bytes,
    *,
    zone: str,
    queue: str,
    known: Collection[str] = (),
    time_column: str = "",
    queue_column: str = "",
    log_minutes: int = LOG_MINUTES,
) -> Contacts:
    """Read a history; raises InputError with every fault of the file.

    `queue` is what a file without a column for it is about; of queues that are not `known` (if any
    are) the first line each is blamed. A log is counted in intervals of `log_minutes`.
    """
    rows = read_rows(path, content, time=time_column, queue=queue_column)
    reading = Reading(rows, zone, queue, known, minutes=log_minutes if rows.is_log else 0)
    reading.faults += rows.table.faults
    for row in rows.table.rows:
        reading.take(row)
    if not rows.is_log:
        reading.minutes = _length(reading)
    if reading.faults:
        raise InputError(reading.faults)
    counts, lines = reading.instants()
    if rows.is_log:
        counts = _without_gaps(counts, reading.minutes)
    return Contacts(path, zone, reading.minutes, rows.is_log, counts, lines, tuple(reading.notes))


def _length(reading: Reading) -> int:
    """The commonest distance of starts, in minutes; faults for one that is none, and for starts beside it."""
    gaps: Counter[int] = Counter()
    for read in reading.read.values():
        starts = sorted(start.replace(tzinfo=UTC) for start in read)
        gaps.update(minutes_between(one, other) for one, other in pairwise(starts))
    minutes = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 0
    if not minutes or AN_HOUR % minutes:
        message = "a single interval does not show how long intervals are"
        if minutes:
            message = f"intervals begin {hours_text(minutes)} apart, a part of an hour or an hour is expected"
        if not reading.faults:
            reading.faults.append(reading.table.source.fault(message))
        return minutes or AN_HOUR
    for rows in reading.lines.values():
        for start, row in rows.items():
            local = start.astimezone(zone_of(reading.zone)) if start.tzinfo else start
            if local.minute % minutes or local.second or local.microsecond:
                message = f"`{row[reading.rows.time]}` is not on the grid of {minutes} min"
                reading.faults.append(reading.table.fault(row, reading.rows.time, message))
    return minutes


def _without_gaps(
    counts: Mapping[str, Mapping[datetime, float]], minutes: int
) -> dict[str, dict[datetime, float]]:
    """Every queue's intervals from the first to the last of the whole log."""
    starts = [start for found in counts.values() for start in found]
    first, last = min(starts), max(starts)
    every = list(_every(first, last, minutes))
    return {queue: {**dict.fromkeys(every, 0.0), **found} for queue, found in counts.items()}


def _every(first: datetime, last: datetime, minutes: int) -> Iterable[datetime]:
    while first <= last:
        yield first
        first += timedelta(minutes=minutes)
