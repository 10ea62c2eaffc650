"""Forecasts made in the past, each knowing only what was before it, held against what came.

Rolling origins, direct forecasts of so many weeks. MASE: mean absolute error over that of the seasonal
naive forecast within the last 26 weeks known (R. J. Hyndman and A. B. Koehler, "Another look at measures of
forecast accuracy", International Journal of Forecasting 22, 2006), a mean over the origins. WAPE: the
absolute errors over the contacts. Bias: the errors over the contacts; above 0 too much was forecast.
Pinball: the mean pinball loss of the counts' quantiles at 5, 10, ... 95 %, over the mean contacts (R. Koenker
and G. Bassett, "Regression quantiles", Econometrica 46, 1978). Coverage: how often the count was at most
the 80 % (90 %) quantile, closed hours, in which nothing was told and nothing came, left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.counts import count_quantiles
from rota.forecast.history import DAYS_A_WEEK, History
from rota.forecast.methods import LEARNED_WEEKS
from rota.forecast.spread import spread_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rota.forecast.history import Floats
    from rota.forecast.methods import Marks, Named

FIRST_WEEKS = 12
FEWEST_ORIGINS = 4
LEVELS = tuple(level / 100 for level in range(5, 100, 5))


@dataclass(frozen=True, eq=False)
class Trial:
    """One forecast from one origin: what was told and what came, days x slots, unknown where nan.

    `scale` is the seasonal naive error in the weeks known; `spread` that of the rate, None where the
    method was too slow to try it.
    """

    method: str
    origin: date
    told: Floats
    came: Floats
    scale: float
    spread: float | None
    seconds: float

    @property
    def mase(self) -> float:
        """The mean absolute scaled error of this forecast; nan where the scale is 0."""
        return float(np.nanmean(np.abs(self.told - self.came))) / self.scale if self.scale else float("nan")


@dataclass(frozen=True, slots=True)
class Score:
    """A method over all origins; pinball and coverage are None where no spread was fitted."""

    method: str
    mase: float
    wape: float
    bias: float
    seconds: float
    pinball: float | None = None
    in_80: float | None = None
    in_90: float | None = None


def origins_of(history: History, *, weeks_ahead: int, most: int = 0) -> tuple[date, ...]:
    """Days to forecast from: after 12 weeks (half of a shorter history) and then every `weeks_ahead`.

    Every week where that gives fewer than four; only the last `most`, if any. None for a history that
    is too short.
    """
    weeks = len(history.counts) // DAYS_A_WEEK
    begin = min(FIRST_WEEKS, weeks // 2)
    for step in (weeks_ahead, 1):
        found = [
            history.first + timedelta(weeks=known)
            for known in range(max(1, begin), weeks + 1, step)
            if history.first + timedelta(weeks=known + weeks_ahead) <= history.end
        ]
        if len(found) >= FEWEST_ORIGINS:
            break
    return tuple(found[-most:] if most else found)


def try_out(
    history: History, marks: Marks, methods: Sequence[Named], origins: Sequence[date], *, weeks_ahead: int
) -> tuple[Trial, ...]:
    """Each method from each origin, in this order of origins; none sees anything from its origin on."""
    return tuple(
        _trial(history, marks, named, origin, weeks_ahead) for origin in origins for named in methods
    )


def _trial(history: History, marks: Marks, named: Named, origin: date, weeks_ahead: int) -> Trial:
    known = history.until(origin)
    days = [origin + timedelta(days=ahead) for ahead in range(weeks_ahead * DAYS_A_WEEK)]
    begun = perf_counter()
    told = named.method(known, marks, days)
    seconds = perf_counter() - begun
    spread = spread_of(known, marks, named.method).interval if named.quick else None
    came = np.array([history.row(day) for day in days])
    return Trial(named.name, origin, told, came, naive_error(known), spread, seconds)


def naive_error(known: History) -> float:
    """The mean absolute difference to a week before, over the last 26 weeks known."""
    recent = known.counts[-LEARNED_WEEKS * DAYS_A_WEEK :]
    differences = np.abs(recent[DAYS_A_WEEK:] - recent[:-DAYS_A_WEEK])
    return float(np.nanmean(differences)) if (~np.isnan(differences)).any() else 0.0


def score(trials: Sequence[Trial]) -> Score:
    """The measures of one method's trials, at least one."""
    told = np.concatenate([trial.told.ravel() for trial in trials])
    came = np.concatenate([trial.came.ravel() for trial in trials])
    known = ~np.isnan(came)
    error = (told - came)[known]
    total = max(float(came[known].sum()), 1e-9)
    scaled = [trial.mase for trial in trials if trial.scale]
    plain = Score(
        method=trials[0].method,
        mase=float(np.mean(scaled)) if scaled else float("nan"),
        wape=float(np.abs(error).sum()) / total,
        bias=float(error.sum()) / total,
        seconds=float(np.mean([trial.seconds for trial in trials])),
    )
    return _with_quantiles(plain, trials)


def _with_quantiles(plain: Score, trials: Sequence[Trial]) -> Score:
    if any(trial.spread is None for trial in trials):
        return plain
    losses = np.zeros(len(LEVELS))
    within = np.zeros(len(LEVELS))
    counted, total = 0, 0.0
    for trial in trials:
        known = ~np.isnan(trial.came)
        came = trial.came[known]
        while_open = (trial.told[known] > 0) | (came > 0)
        quantiles = count_quantiles(trial.told[known], trial.spread or 0.0, LEVELS)
        for place, level in enumerate(LEVELS):
            gap = came - quantiles[place]
            losses[place] += np.maximum(level * gap, (level - 1) * gap).sum()
            within[place] += (gap[while_open] <= 0).sum()
        counted += int(while_open.sum())
        total += float(came.sum())
    return Score(
        plain.method,
        plain.mase,
        plain.wape,
        plain.bias,
        plain.seconds,
        pinball=float(losses.mean()) / max(total, 1e-9),
        in_80=float(within[LEVELS.index(0.8)]) / max(counted, 1),
        in_90=float(within[LEVELS.index(0.9)]) / max(counted, 1),
    )
