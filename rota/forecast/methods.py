"""Ways to forecast a queue that a backtest sets side by side: ours, and plain ones to be better than."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.fit import fit
from rota.forecast.history import DAYS_A_WEEK, weeks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from rota.forecast.history import Floats, History
    from rota.forecast.marks import Mark

    Marks = Mapping[date, Mark]
    Method = Callable[[History, Marks, Sequence[date]], Floats]
    """From what was known, and the marks, to the contacts of days to come: a row a day."""

LEARNED_WEEKS = 26
MEAN_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A method with its name; `quick` ones are tried often enough to fit their spread."""

    name: str
    method: Method
    quick: bool = True


def ours(known: History, marks: Marks, days: Sequence[date]) -> Floats:
    """The method of this project."""
    return fit(known, marks, weeks=len(days) // DAYS_A_WEEK + 1).days(days)


def seasonal_naive(known: History, marks: Marks, days: Sequence[date]) -> Floats:
    """As a week before: the last time that each slot of the week was known."""
    return _mean_of(known, days, weeks=1)


def mean_of_weeks(known: History, marks: Marks, days: Sequence[date]) -> Floats:
    """The mean of each slot of the week over the last eight weeks."""
    return _mean_of(known, days, weeks=MEAN_WEEKS)


def _mean_of(known: History, days: Sequence[date], *, weeks: int) -> Floats:
    past = weeks_of(known.counts)
    recent = past[-weeks:]
    seen = ~np.isnan(recent)
    total = seen.sum(axis=0)
    week = np.divide(np.nansum(recent, axis=0), total, out=np.zeros(total.shape), where=total > 0)
    for older in past[::-1]:
        week = np.where((total == 0) & ~np.isnan(older), np.nan_to_num(older), week)
        total = total + ~np.isnan(older)
    return np.array([week[(day - known.end).days % DAYS_A_WEEK] for day in days])


PLAIN = (
    Named("rota", ours),
    Named("seasonal naive", seasonal_naive),
    Named("mean of 8 weeks", mean_of_weeks),
)
