"""Methods of the library statsforecast, an optional extra, imported when asked for.

They get the last 26 weeks as one series, unknown intervals filled from a week before, and know no holidays.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import numpy as np

from rota.errors import RotaError
from rota.forecast.history import DAYS_A_WEEK
from rota.forecast.methods import LEARNED_WEEKS, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from rota.forecast.history import Floats, History
    from rota.forecast.methods import Marks

WEIGHT = 0.2


class _Model(Protocol):
    def forecast(self, *, y: Floats, h: int) -> Mapping[str, Floats]: ...


def rivals() -> tuple[Named, ...]:
    """Seasonal exponential smoothing, and MSTL; raises RotaError where the library is not installed."""
    try:
        models = import_module("statsforecast.models")
    except ImportError:
        raise RotaError(
            "statsforecast is not installed\nhelp: install it with `pip install 'rota-roster[backtest]'`"
        ) from None

    def smoothing(slots: int) -> _Model:
        model: _Model = models.SeasonalExponentialSmoothing(slots * DAYS_A_WEEK, alpha=WEIGHT)
        return model

    def mstl(slots: int) -> _Model:
        model: _Model = models.MSTL(
            [slots, slots * DAYS_A_WEEK], trend_forecaster=models.AutoETS(model="ZZN")
        )
        return model

    return (_named("statsforecast smoothing", smoothing), _named("statsforecast MSTL", mstl))


def _named(name: str, make: Callable[[int], _Model]) -> Named:
    def method(known: History, marks: Marks, days: Sequence[date]) -> Floats:
        slots = known.counts.shape[1]
        recent = known.counts[-LEARNED_WEEKS * DAYS_A_WEEK :]
        model = make(slots)
        told = model.forecast(y=_filled(recent).ravel(), h=slots * len(days))["mean"]
        return np.maximum(np.asarray(told, dtype=np.float64), 0.0).reshape(len(days), slots)

    return Named(name, method, quick=False)


def _filled(counts: Floats) -> Floats:
    """Unknown slots from a week before, or a week after, or 0."""
    filled = counts.copy()
    for row in range(DAYS_A_WEEK, len(filled)):
        filled[row] = np.where(np.isnan(filled[row]), filled[row - DAYS_A_WEEK], filled[row])
    for row in range(len(filled) - DAYS_A_WEEK - 1, -1, -1):
        filled[row] = np.where(np.isnan(filled[row]), filled[row + DAYS_A_WEEK], filled[row])
    return np.nan_to_num(filled)
