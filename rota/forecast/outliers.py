"""What in a history is no example for the future: days far off their kind, and silence where calls were due.

A day is compared with the same weekday of up to four weeks on both sides (no further back or ahead than
the history goes, so nothing later than the origin of a forecast is looked at). An outage is a run of
intervals without a contact, where chance would leave out as many as were due less than once in a million.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import log
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.history import DAYS_A_WEEK, weeks_of

if TYPE_CHECKING:
    from datetime import date

    from rota.forecast.history import Floats, History

AROUND_WEEKS = 4
FEWEST_DAYS = 3
FEWEST_CONTACTS = 20
"""Of a queue that rings more seldom on a usual day, a busy day is chance, and an example like any other."""
LOW, HIGH = 0.5, 2.0
DEVIATIONS = 4.0
MEDIAN_TO_DEVIATION = 1.4826
"""Of a normal distribution the standard deviation is so many times the median absolute deviation."""
ROUGH = 0.05
SILENCE = -log(1e-6)
OVERDISPERSED = 2.0
"""Calls come in bunches: a silence must be so many times as unlikely as Poisson says."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A day that was `times` the usual one, or an outage of [first, last] slots on it (`times` is 0)."""

    day: date
    times: float
    usual: float
    slots: tuple[int, int] | None = None


def odd_days(history: History) -> tuple[Outlier, ...]:
    """Days that received under half or over twice as much as their neighbours, far beyond their scatter."""
    weeks = weeks_of(history.counts)
    lead = len(weeks) * DAYS_A_WEEK - len(history.counts)
    totals = _totals(weeks)
    found: list[Outlier] = []
    for week, weekday in np.ndindex(totals.shape):
        total = float(totals[week, weekday])
        column = totals[:, weekday]
        near = np.concatenate([column[max(0, week - AROUND_WEEKS) : week], column[week + 1 :][:AROUND_WEEKS]])
        near = near[~np.isnan(near)]
        if np.isnan(total) or len(near) < FEWEST_DAYS:
            continue
        usual = float(np.median(near))
        if usual < FEWEST_CONTACTS:
            continue
        scatter = MEDIAN_TO_DEVIATION * float(np.median(np.abs(near - usual)))
        scatter += usual**0.5 + ROUGH * usual
        if LOW * usual <= total <= HIGH * usual or abs(total - usual) <= DEVIATIONS * scatter:
            continue
        day = history.first + timedelta(days=week * DAYS_A_WEEK + weekday - lead)
        found.append(Outlier(day, total / usual, usual))
    return tuple(sorted(found, key=lambda outlier: outlier.day))


def _totals(weeks: Floats) -> Floats:
    """Totals of days, of which an unknown part is taken for as busy as the rest; nan for a day unknown."""
    known = ~np.isnan(weeks)
    sums = np.nansum(weeks, axis=2)
    share = known.mean(axis=2)
    totals: Floats = np.where(share >= 0.5, sums / np.maximum(share, 0.5), np.nan)
    return totals


def outages(history: History, expected: Floats) -> tuple[Outlier, ...]:
    """Runs of zeros, over nights too, in which `expected` (days x slots) says that many were due; by day."""
    slots = history.counts.shape[1]
    silent = np.concatenate([[False], history.counts.ravel() == 0, [False]])
    edges = np.flatnonzero(silent[1:] != silent[:-1])
    due = expected.ravel()
    found: list[Outlier] = []
    for begin, end in edges.reshape(-1, 2).tolist():
        if float(due[begin:end].sum()) <= SILENCE * OVERDISPERSED:
            continue
        for day in range(begin // slots, (end - 1) // slots + 1):
            first, last = max(begin, day * slots), min(end, (day + 1) * slots)
            usual = float(due[first:last].sum())
            if usual >= 1:
                span = _trimmed(due, first, last)
                found.append(
                    Outlier(history.days[day], 0.0, usual, (span[0] - day * slots, span[1] - day * slots))
                )
    return tuple(found)


def _trimmed(due: Floats, begin: int, end: int) -> tuple[int, int]:
    """The first and last interval of a silence, without the hours in which next to nothing is due anyway."""
    busy = np.flatnonzero(due[begin:end] >= due[begin:end].max() / 10)
    return begin + int(busy[0]), begin + int(busy[-1])
