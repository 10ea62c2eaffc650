"""incidents.csv: the alerts of the past, from which the pages that shifts can expect are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.fair_share import FairShare
from constraints.max_expected_pages import MaxExpectedPages
from rota.errors import InputError
from rota.load.document import fault_at
from rota.load.instants import NaiveClock
from rota.load.paging import paging_of
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table
from rota.paging.expectation import Handed, Incident, expected_pages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from rota.errors import Fault
    from rota.load.document import Document
    from rota.load.team import TeamPart
    from rota.pages import ExpectedPages
    from rota.shift import Shift


def read_incidents(path: str, content: bytes, *, zone: str, queues: Collection[str]) -> tuple[Incident, ...]:
    """Rows `at` and, where they are known, `queue` and `severity`; by time.

    Raises InputError with every row that has no timestamp or an unknown queue.
    """
    table = read_table(read_source(path, content), required=("at",), optional=("queue", "severity"))
    faults, clock = list(table.faults), NaiveClock(zone)
    found: list[Incident] = []
    for row in table.rows:
        at, message, help_text = clock.read(row["at"])
        queue = row.cells.get("queue", "")
        if at is None:
            faults.append(table.fault(row, "at", message, help=help_text))
        if queue and queue not in queues:
            known = did_you_mean(queue, queues) or f"known: {', '.join(sorted(queues)) or 'none'}"
            faults.append(table.fault(row, "queue", f"unknown queue `{queue}`", help=known))
        if at is not None:
            found.append(Incident(at, queue, row.cells.get("severity", "")))
    if faults:
        raise InputError(faults)
    return tuple(sorted(found))


def pages_of(
    incidents: tuple[Incident, ...], team: TeamPart, shifts: Iterable[Shift]
) -> tuple[tuple[ExpectedPages, ...], float]:
    """What each shift can expect, and the spread of the counts; nothing without `paging`."""
    paging = paging_of(team)
    if paging is None:
        return (), 1.0
    handed = {
        part.id: Handed(part.escalates_to, part.escalation_share, round(part.escalation_lag_minutes))
        for part in team.queues
        if part.escalates_to and part.escalation_share
    }
    return expected_pages(incidents, shifts, paging, zone=team.zone, handed=handed)


def page_faults(document: Document, team: TeamPart, *, there: bool) -> Iterator[Fault]:
    """Rules on pages where nothing is expected: without incidents.csv, or without `paging`."""
    for index, rule in enumerate(team.rules):
        shared = isinstance(rule, FairShare) and rule.burden == "pages"
        if not shared and not isinstance(rule, MaxExpectedPages):
            continue
        message = f"rule `{rule.name}` is about pages, and none are expected"
        if not there:
            yield fault_at(document, ("rules", index), message, help="put past alerts into incidents.csv")
        elif team.paging is None:
            yield fault_at(document, ("rules", index), message, help="say who is paged in `paging`")
