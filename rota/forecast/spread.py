"""How far the rate of arrivals lies from its forecast: one number a queue, from forecasts made in the past.

With f forecast and y counted, a rate of mean f and standard deviation c f gives E (y - f)^2 = f + c^2 f^2
(negative binomial counts: Poisson around a gamma rate), so c^2 = sum((y - f)^2 - f) / sum(f^2). Of it, what
a whole day shares, g, shows in the totals F and Y of days, with S the sum of the day's f^2:
E (Y - F)^2 = F + g^2 F^2 + (c^2 - g^2) S.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.fit import fit
from rota.forecast.methods import ours

if TYPE_CHECKING:
    from datetime import date

    from rota.forecast.history import Floats, History
    from rota.forecast.methods import Marks, Method

AHEAD_DAYS = 14
ORIGINS = 12
FEWEST_DAYS = 7
DEFAULT_SPREAD = 0.3
DEFAULT_DAY_SPREAD = 0.15
"""Taken where the history is too short to try: between the desks measured in docs/forecasting.md."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations over means: of an interval's rate, and of the part that a day shares.

    `days` counts the days forecast in the past that it was found from; 0 where it is the default.
    """

    interval: float = DEFAULT_SPREAD
    day: float = DEFAULT_DAY_SPREAD
    days: int = 0


def spread_of(history: History, marks: Marks, method: Method = ours) -> Spread:
    """The spread of forecasts one and two weeks ahead, from up to twelve origins a week apart.

    Each forecast sees only what was before its origin. Days that are marked or out of the ordinary tell
    nothing of an ordinary day's spread and are left out.
    """
    odd = {outlier.day for outlier in fit(history, marks).outliers}
    told: list[Floats] = []
    came: list[Floats] = []
    days: set[date] = set()
    for back in range(1, ORIGINS + 1):
        origin = history.end - timedelta(weeks=back)
        if (origin - history.first).days < FEWEST_DAYS:
            break
        ahead = [origin + timedelta(days=offset) for offset in range(AHEAD_DAYS)]
        for day, row in zip(ahead, method(history.until(origin), marks, ahead), strict=True):
            counted = history.row(day)
            if day < history.end and day not in marks and day not in odd and not np.isnan(counted).all():
                told.append(row)
                came.append(counted)
                days.add(day)
    if len(days) < FEWEST_DAYS:
        return Spread()
    return spread_between(np.array(told), np.array(came), days=len(days))


def spread_between(told: Floats, came: Floats, *, days: int) -> Spread:
    """The spread of counts around their forecasts, days x slots each; unknown counts are nan."""
    known = ~np.isnan(came)
    rate = np.where(known, told, 0.0)
    count = np.where(known, np.nan_to_num(came), 0.0)
    squares = float((rate**2).sum())
    if squares <= 0:
        return Spread(0.0, 0.0, days)
    interval = max(0.0, float(((count - rate) ** 2 - rate).sum()) / squares)
    totals, counted = rate.sum(axis=1), count.sum(axis=1)
    within = float(((rate**2).sum(axis=1)).sum())
    across = float((totals**2).sum()) - within
    excess = float(((counted - totals) ** 2 - totals).sum()) - interval * within
    shared = min(interval, max(0.0, excess / across)) if across > 0 else 0.0
    return Spread(interval**0.5, shared**0.5, days)
