"""How the level of a queue moves from week to week, and where it goes: three ways, weighed by their errors.

A week's level is what came in it over what the ordinary week says. The steady way takes the same
weighted mean as the profile. Two others follow faster: exponential smoothing with a high weight, and a
damped trend (E. S. Gardner and E. McKenzie, "Forecasting trends in time series", Management Science 31,
1985). Each is run from many earlier weeks, and the best replaces the steady one by as much as its
errors are smaller: twice the share saved, at most all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.profile import AGEING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rota.forecast.history import Floats

FEWEST_WEEKS = 6
AHEAD = 2
WORTH = 0.75
"""Errors at or above this share of the steady way's leave it as it is."""
GAIN = 2.0
DAMPING = 0.9
LEVEL_WEIGHT, TREND_WEIGHT = 0.3, 0.2
FLOOR = 0.05


@dataclass(frozen=True, eq=False)
class Level:
    """`ahead[k]`: the factor on the ordinary week in the k-th week to come (the last holds on).

    `way` is which way it goes: `steady`, `moving`, `jumping` or `trend`; `trust` in [0, 1] how far.
    """

    way: str
    trust: float
    ahead: Floats

    def factor(self, week: int) -> float:
        """The factor of a week to come, 0 for the first."""
        return float(self.ahead[min(week, len(self.ahead) - 1)])


def level_of(levels: Floats, *, weeks: int) -> Level:
    """The level of the next `weeks` (at least 1) from those of past weeks, the newest last."""
    steady = Level("steady", 0.0, np.ones(weeks))
    if len(levels) < FEWEST_WEEKS:
        return steady
    errors = {way: _error(levels, follow) for way, follow in WAYS.items()}
    best = min(errors, key=lambda way: errors[way])
    share = errors[best] / max(errors["steady"], FLOOR / 100)
    if best == "steady" or share >= WORTH:
        return steady
    trust = min(1.0, GAIN * (1 - share))
    ahead = np.maximum(WAYS[best](levels, weeks), FLOOR)
    return Level(best, trust, ahead**trust)


def _error(levels: Floats, follow: Callable[[Floats, int], Floats]) -> float:
    """The mean error, in logarithms, over the AHEAD weeks after each earlier week."""
    errors: list[float] = []
    for known in range(max(3, len(levels) // 4), len(levels)):
        truth = levels[known : known + AHEAD]
        told = follow(levels[:known], len(truth))
        errors += np.abs(np.log(np.maximum(told, FLOOR)) - np.log(np.maximum(truth, FLOOR))).tolist()
    return float(np.mean(errors))


def _weighted(levels: Floats, weeks: int, weight: float) -> Floats:
    weights = (1 - weight) ** np.arange(len(levels))[::-1]
    return np.full(weeks, float((weights * levels).sum() / weights.sum()))


def _trend(levels: Floats, weeks: int) -> Floats:
    level, slope = float(levels[0]), 0.0
    for seen in levels[1:]:
        before = level
        level = LEVEL_WEIGHT * float(seen) + (1 - LEVEL_WEIGHT) * (level + DAMPING * slope)
        slope = TREND_WEIGHT * (level - before) + (1 - TREND_WEIGHT) * DAMPING * slope
    ahead: Floats = level + slope * np.cumsum(DAMPING ** np.arange(1, weeks + 1))
    return ahead


WAYS: dict[str, Callable[[Floats, int], Floats]] = {
    "steady": lambda levels, weeks: _weighted(levels, weeks, AGEING),
    "moving": lambda levels, weeks: _weighted(levels, weeks, 0.3),
    "jumping": lambda levels, weeks: _weighted(levels, weeks, 0.6),
    "trend": _trend,
}
