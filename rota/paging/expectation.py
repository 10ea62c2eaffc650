"""From the alerts of the past to the pages that shifts can expect.

An alert takes its route, and each step of that escalation is reached by a share of the alerts; those of
a queue that hands over a share of its contacts come again, later, to the other queue. Pages of a role
are counted by hour of the day, Saturdays and Sundays apart from other days, on the wall clock of the
team; divided by how often each such hour was seen they are a rate, and a shift expects the sum of its
hours. What is seen are the days from the first alert to the last.

Alerts cluster, so the spread, variance over mean, is measured too: squared distances between counts in
half days and what the rates expect of them, over what they expect (Pearson's dispersion; McCullagh and
Nelder, Generalized Linear Models, 1989, section 4.5). At a help desk's priority-1 incidents it was 2.6.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rota.localtime import DAY, local_day, midnight, zone_of
from rota.pages import PARTS, ExpectedPages
from rota.paging.routing import route_of
from rota.paging.turns import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.paging.rules import Paging
    from rota.shift import Shift

    Kind = tuple[int, bool]

QUARTER = timedelta(minutes=15)
SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Incident:
    """An alert of the past."""

    at: datetime
    queue: str = ""
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """Of a queue's alerts, the `share` that comes to another queue `minutes` later."""

    to: str
    share: float
    minutes: int


def expected_pages(
    incidents: Sequence[Incident],
    shifts: Iterable[Shift],
    paging: Paging,
    *,
    zone: str,
    handed: Mapping[str, Handed],
) -> tuple[tuple[ExpectedPages, ...], float]:
    """What each shift with a role can expect, sorted by shift, and the spread of the counts."""
    if not incidents:
        return (), 1.0
    pages: dict[str, dict[Kind, float]] = {}
    for incident in incidents:
        for role, at, weight in _pages(incident, paging, handed, 1.0, ()):
            counts, kind = pages.setdefault(role, {}), _kind(at, zone)
            counts[kind] = counts.get(kind, 0.0) + weight
    seen = _seen(incidents, zone)
    rates = {
        role: {kind: count / seen[kind] for kind, count in counts.items() if kind in seen}
        for role, counts in pages.items()
    }
    found = []
    for shift in shifts:
        rate = rates.get(role_of(shift), {})
        expected = sum(rate.get(kind, 0.0) for kind in _quarters(shift.start, shift.end, zone)) / 4
        if round(expected * PARTS):
            found.append(ExpectedPages(shift.id, round(expected * PARTS)))
    return tuple(sorted(found)), _spread(incidents, zone)


def _pages(
    incident: Incident,
    paging: Paging,
    handed: Mapping[str, Handed],
    weight: float,
    passed: tuple[str, ...],
) -> Iterator[tuple[str, datetime, float]]:
    """The roles that an alert pages, when, and with which part of a page."""
    route = paging.routes[
        route_of(paging.routes, incident.at, queue=incident.queue, severity=incident.severity)
    ]
    chain = next(one for one in paging.escalations if one.id == route.escalation)
    shares = dict(paging.shares).get(chain.id, ())
    at = incident.at
    for number, step in enumerate(chain.steps):
        share = shares[number] if number < len(shares) else float(number == 0)
        for target in step.targets:
            if target.kind == "role" and share:
                yield target.id, at, weight * share
        at += timedelta(minutes=step.wait_minutes)
    onwards = handed.get(incident.queue)
    if onwards and onwards.to not in passed:
        later = Incident(incident.at + timedelta(minutes=onwards.minutes), onwards.to, incident.severity)
        yield from _pages(later, paging, handed, weight * onwards.share, (*passed, incident.queue))


def _kind(at: datetime, zone: str) -> Kind:
    local = at.astimezone(zone_of(zone))
    return local.hour, local.weekday() >= SATURDAY


def _quarters(start: datetime, end: datetime, zone: str) -> Iterator[Kind]:
    while start < end:
        yield _kind(start, zone)
        start += QUARTER


def _window(incidents: Sequence[Incident], zone: str) -> tuple[datetime, datetime]:
    """From the midnight before the first alert to the one after the last."""
    first, last = min(incidents).at, max(incidents).at
    return midnight(local_day(first, zone), zone), midnight(local_day(last, zone) + DAY, zone)


def _seen(incidents: Sequence[Incident], zone: str) -> Mapping[Kind, float]:
    """How many hours of each kind lie in what is seen."""
    quarters = Counter(_quarters(*_window(incidents, zone), zone))
    return {kind: count / 4 for kind, count in quarters.items()}


def _spread(incidents: Sequence[Incident], zone: str) -> float:
    """Variance over mean of the counts of half days, at least that of Poisson counts."""
    seen = _seen(incidents, zone)
    counts: Counter[Kind] = Counter(_kind(incident.at, zone) for incident in incidents)
    begin, end = _window(incidents, zone)
    found = Counter(_half(incident.at, zone) for incident in incidents)
    strayed = whole = 0.0
    expecting: dict[tuple[int, bool], float] = {}
    at = begin
    while at < end:
        kind, half = _kind(at, zone), _half(at, zone)
        expecting[half] = expecting.get(half, 0.0) + counts[kind] / seen[kind] / 4
        at += QUARTER
    for half, mean in expecting.items():
        strayed += (found[half] - mean) ** 2
        whole += mean
    return max(1.0, round(strayed / whole, 3))


def _half(at: datetime, zone: str) -> tuple[int, bool]:
    local = at.astimezone(zone_of(zone))
    return local.toordinal(), local.hour >= 12
