"""The ordinary week: exponentially weighted means of each slot, smoothed as far as noise allows.

An older week weighs (1 - AGEING) times the next (simple exponential smoothing of each slot of the week:
R. J. Hyndman and G. Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, 8.1). Each
slot is then drawn towards the mean of itself and its neighbours, weights 1/4, 1/2, 1/4, by the share
that minimises Stein's unbiased estimate of the risk within a few slots around: all of it where the
difference is no more than chance, none of it at the edges of a busy day (C. M. Stein, "Estimation of the
mean of a multivariate normal distribution", Annals of Statistics 9, 1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rota.forecast.history import Flags, Floats

AGEING = 0.1
"""Measured in docs/forecasting.md: 0.1 is better than 0.2 on three of three series."""
KERNEL = (0.25, 0.5, 0.25)
AROUND = 5
QUIET_SLOTS = 4
"""So many slots in a row without a contact in many weeks are closed hours: nothing is smoothed into them."""
QUIET_WEEKS = 4
WORKING_DAYS = 5
TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Profile:
    """`week`: contacts by day of the week (7, by place in the rows given) and slot; `seen`: known at all."""

    week: Floats
    seen: Flags


def profile_of(weeks: Floats) -> Profile:
    """The ordinary week of weeks x 7 days x slots, unknown where nan; the last week is the newest."""
    count, days, slots = weeks.shape
    flat = weeks.reshape(count, days * slots)
    known = ~np.isnan(flat)
    ages = np.arange(count, dtype=np.float64)[::-1]
    weights: Floats = np.power(1 - AGEING, ages, dtype=np.float64)[:, None] * known
    total = weights.sum(axis=0)
    seen = total > 0
    mean = np.where(seen, (weights * np.nan_to_num(flat)).sum(axis=0) / np.maximum(total, TINY), 0.0)
    noise = _noise(flat, known, weights, mean)
    filled = _with_unseen(mean.reshape(days, slots), seen.reshape(days, slots))
    smooth = _smoothed(filled.ravel(), noise, quiet=_quiet(filled.ravel()) & (count >= QUIET_WEEKS))
    return Profile(smooth.reshape(days, slots), seen.reshape(days, slots))


def _noise(flat: Floats, known: Flags, weights: Floats, mean: Floats) -> Floats:
    """The variance of each weighted mean, from the scatter of the weeks; by Poisson where there is one."""
    total, squares = weights.sum(axis=0), (weights**2).sum(axis=0)
    weeks = np.divide(total**2, squares, out=np.zeros_like(total), where=squares > 0)
    scatter = (weights * np.where(known, np.nan_to_num(flat) - mean, 0.0) ** 2).sum(axis=0)
    variance = np.divide(scatter, total, out=np.zeros_like(total), where=total > 0)
    enough = weeks > 1 + 1e-6
    unbiased = np.divide(weeks, weeks - 1, out=np.zeros_like(weeks), where=enough)
    variance = np.where(enough, variance * unbiased, mean)
    of_mean: Floats = np.divide(variance, weeks, out=np.zeros_like(weeks), where=weeks > 0)
    return of_mean


def _with_unseen(mean: Floats, seen: Flags) -> Floats:
    """Slots that no week knows, from the same slot on the other days."""
    if seen.all():
        return mean
    total = np.maximum(seen.sum(axis=0), 1)
    other = (mean * seen).sum(axis=0) / total
    return np.where(seen, mean, other)


def _quiet(mean: Floats) -> Flags:
    """Slots without contacts that lie in a stretch of several such."""
    quiet = mean == 0
    lengths = np.zeros(len(mean), dtype=np.int64)
    run = 0
    for place in range(2 * len(mean)):
        run = run + 1 if quiet[place % len(mean)] else 0
        lengths[place % len(mean)] = run
    for place in range(2 * len(mean) - 2, -1, -1):
        here, after = place % len(mean), (place + 1) % len(mean)
        if quiet[here] and quiet[after]:
            lengths[here] = max(lengths[here], lengths[after])
    found: Flags = quiet & (lengths >= QUIET_SLOTS)
    return found


def _smoothed(mean: Floats, noise: Floats, *, quiet: Flags) -> Floats:
    before, centre, after = KERNEL
    drawn = before * np.roll(mean, 1) + centre * mean + after * np.roll(mean, -1)
    gain = _around((1 - centre) * noise)
    loss = _around((mean - drawn) ** 2)
    share = np.clip(np.divide(gain, loss, out=np.ones_like(gain), where=loss > TINY), 0.0, 1.0)
    smooth: Floats = np.where(quiet, mean, mean + share * (drawn - mean))
    return smooth


def _around(values: Floats) -> Floats:
    """Sums over AROUND slots centred on each, around the week."""
    half = AROUND // 2
    wrapped = np.concatenate([values[-half:], values, values[:half]])
    sums: Floats = np.convolve(wrapped, np.ones(AROUND), mode="valid")
    return sums
