"""forecast.csv: how many contacts each queue is expected to receive in each interval.

Columns `start,queue,contacts`, and where they are there quantiles of the rate (`contacts_p80`), `spread`
and `day_spread` (see Volume); others are ignored. A start is ISO 8601 with an offset, or the wall clock of
the team's zone. All intervals have one length, found from the data.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.forecast.volume import Volume
from rota.load.forecast_grid import Grid, find_grid, grid_faults
from rota.load.forecast_numbers import read_numbers
from rota.load.instants import NaiveClock
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from rota.errors import Fault
    from rota.load.table import Row, Table


@dataclass
class _Reading:
    """What has been read of a forecast so far: rows and volumes by queue and start, and faults.

    The volumes have no length until the grid is known.
    """

    table: Table
    zone: str
    queues: Collection[str]
    rows: dict[str, dict[datetime, Row]] = field(default_factory=dict)
    volumes: dict[tuple[str, datetime], Volume] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    clocks: dict[str, NaiveClock] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Add a row to what is known, or say what is wrong with it."""
        queue = row["queue"]
        start, message, help = self.clocks.setdefault(queue, NaiveClock(self.zone)).read(row["start"])
        if message:
            self.faults.append(self.table.fault(row, "start", message, help=help))
        contacts, quantiles, spreads, wrong = read_numbers(self.table, row)
        self.faults += wrong
        if start is None or queue not in self.queues:
            return
        first = self.rows.setdefault(queue, {}).setdefault(start, row)
        volume = Volume(start, start, queue, contacts, quantiles, *spreads)
        self.volumes.setdefault((queue, start), volume)
        if first is not row:
            help = f"the first is on line {first.line}"
            self.faults.append(
                self.table.fault(row, "start", f"queue `{queue}` has this interval twice", help=help)
            )

    def name_unknown_queues(self) -> None:
        """Blame the first row of each unknown queue, and count the others."""
        lines = Counter(row["queue"] for row in self.table.rows if row["queue"] not in self.queues)
        named: set[str] = set()
        for row in self.table.rows:
            queue = row["queue"]
            if queue in lines and queue not in named:
                named.add(queue)
                others = lines[queue] - 1
                more = f", here and on {others} more line{'s' * (others > 1)}" if others else ""
                help = did_you_mean(queue, self.queues)
                self.faults.append(
                    self.table.fault(row, "queue", f"unknown queue `{queue}`{more}", help=help)
                )


def read_forecast(path: str, content: bytes, *, zone: str, queues: Collection[str]) -> tuple[Volume, ...]:
    """The intervals of all queues, sorted; raises InputError with every fault of the file."""
    table = read_table(read_source(path, content), required=("start", "queue", "contacts"))
    reading = _Reading(table, zone, queues, faults=list(table.faults))
    for row in table.rows:
        reading.take(row)
    reading.name_unknown_queues()
    grid = find_grid(reading.rows)
    if isinstance(grid, Grid):
        reading.faults.extend(grid_faults(table, reading.rows, grid, zone))
    elif reading.rows or not reading.faults:
        reading.faults.append(table.source.fault(grid))
    if reading.faults or not isinstance(grid, Grid):
        raise InputError(reading.faults)
    return tuple(sorted(replace(volume, end=volume.start + grid.span) for volume in reading.volumes.values()))
