"""Quantiles of a rate that is not known exactly: the gamma distribution by its mean and its spread.

A rate of gamma distribution makes the number of contacts negative binomial, of variance
mean + (spread mean)^2 (M. Greenwood and G. U. Yule, Journal of the Royal Statistical Society 83, 1920).
The distribution function is the regularised incomplete gamma function, by its series below its mean and
by Lentz's continued fraction above it (W. H. Press et al., "Numerical Recipes", section 6.2).
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log

STEPS = 10_000
ACCURACY = 1e-14
TINY = 1e-300


def rate_quantile(mean: float, *, spread: float, level: float) -> float:
    """The rate not exceeded with probability `level` in (0, 1); `spread` is its cv, 0 for certainty."""
    return mean if mean <= 0 or spread <= 0 else mean * _times_the_mean(spread, level)


@lru_cache(maxsize=1 << 16)
def _times_the_mean(spread: float, level: float) -> float:
    shape = 1 / spread**2
    low, high = 0.0, 1.0
    while gamma_share(shape, shape * high) < level:
        low, high = high, 2 * high
    while high - low > ACCURACY * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if gamma_share(shape, shape * middle) < level else (low, middle)
    return (low + high) / 2


def gamma_share(shape: float, reach: float) -> float:
    """The probability that a gamma variable of this shape and of scale 1 is at most `reach`."""
    if reach <= 0:
        return 0.0
    front = exp(shape * log(reach) - reach - lgamma(shape))
    if reach < shape + 1:
        return min(1.0, front * _series(shape, reach))
    return max(0.0, 1.0 - front * _fraction(shape, reach))


def _series(shape: float, reach: float) -> float:
    term = total = 1 / shape
    for count in range(1, STEPS):
        term *= reach / (shape + count)
        total += term
        if term < ACCURACY * total:
            break
    return total


def _fraction(shape: float, reach: float) -> float:
    below = reach + 1 - shape
    upper, lower = 1 / TINY, 1 / below
    value = lower
    for count in range(1, STEPS):
        factor = -count * (count - shape)
        below += 2
        lower = 1 / _away_from_zero(factor * lower + below)
        upper = _away_from_zero(below + factor / upper)
        value *= lower * upper
        if abs(lower * upper - 1) < ACCURACY:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
