"""backlog.csv: mail and tickets that wait as the horizon begins, columns `arrived,queue` and `contacts`.

A line is as many contacts as it says, one where it says nothing, so that it may be the list of open tickets
of any ticket system. An `arrived` is ISO 8601 with an offset, or the wall clock of the team's zone.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rota.demand.waiting import waits_of
from rota.errors import InputError
from rota.load.build import opening_of
from rota.load.forecast_numbers import number
from rota.load.instants import NaiveClock
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.demand.target import Target
    from rota.demand.waiting import Waits
    from rota.errors import Fault
    from rota.load.table import Row, Table
    from rota.load.team import TeamPart

Came = tuple[str, datetime, float]
"""A queue, when its contacts came, and how many."""


def read_backlog(
    path: str, content: bytes, *, zone: str, channels: Mapping[str, str], start: datetime
) -> tuple[Came, ...]:
    """What came before the start and waits, by queue and instant; `channels` by queue.

    Raises InputError with every fault: no time, one in the horizon, a queue that is unknown or answered at
    once, no number.
    """
    table = read_table(read_source(path, content), required=("arrived", "queue"), optional=("contacts",))
    faults, clock = list(table.faults), NaiveClock(zone)
    found: list[Came] = []
    for row in table.rows:
        arrived, message, help_text = clock.read(row["arrived"])
        if arrived is None:
            faults.append(table.fault(row, "arrived", message, help=help_text))
        elif arrived >= start:
            message = "this is not before the horizon"
            faults.append(
                table.fault(row, "arrived", message, help="what is still to come is in forecast.csv")
            )
        faults += _queue_faults(table, row, channels)
        text = row.cells.get("contacts", "")
        contacts, message, help_text = number(text) if text else (1.0, "", "")
        if message:
            faults.append(table.fault(row, "contacts", message, help=help_text))
        if arrived is not None:
            found.append((row["queue"], arrived, contacts))
    if faults:
        raise InputError(faults)
    return tuple(sorted(found))


def waits_at(start: datetime, team: TeamPart, came: Sequence[Came], targets: Mapping[str, Target]) -> Waits:
    """What waits at the start, with what its deadlines' clocks have run until then."""
    first = min((arrived for _, arrived, _ in came), default=start)
    return waits_of(came, targets, opening_of(team, first, start), start=start)


def _queue_faults(table: Table, row: Row, channels: Mapping[str, str]) -> Iterator[Fault]:
    queue = row["queue"]
    if queue not in channels:
        help_text = did_you_mean(queue, channels) or f"known: {', '.join(sorted(channels)) or 'none'}"
        yield table.fault(row, "queue", f"unknown queue `{queue}`", help=help_text)
    elif channels[queue] in ("phone", "chat"):
        message = f"`{queue}` is a {channels[queue]} queue: nobody waits there from before"
        yield table.fault(row, "queue", message, help="only mail and tickets have a backlog")
