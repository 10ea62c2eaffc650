"""Quantiles and shares of counts: negative binomial, Poisson around a gamma rate; Poisson without spread.

The chances follow by recurrence: P(k + 1) / P(k) = (k + r) / (k + 1) * q, with r = 1 / spread^2 and
q = mean / (mean + r) (N. L. Johnson, A. W. Kemp and S. Kotz, "Univariate Discrete Distributions", chapter 5).
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.forecast.history import Floats

LEAST_SPREAD = 1e-3
DIGITS = 2
DEVIATIONS = 12
MOST = 1_000_000


def count_quantiles(means: Floats, spread: float, levels: Sequence[float]) -> Floats:
    """The least counts that are reached with the probability of each level: levels x means.

    Means are rounded to hundredths, so that equal ones are worked out once.
    """
    rounded, places = np.unique(np.round(means, DIGITS), return_inverse=True)
    table = np.array([_quantiles(float(mean), spread, levels) for mean in rounded])
    found: Floats = table.reshape(-1, len(levels))[places].T
    return found


def count_shares(means: Floats, spread: float, most: Floats) -> Floats:
    """The probability that a count is at most `most`, fractions cut off: rows x means, as given."""
    rounded, places = np.unique(np.round(means, DIGITS), return_inverse=True)
    found = np.ones(most.shape)
    for place, mean in enumerate(rounded.tolist()):
        if mean > 0:
            here = places == place
            reached = _reached(mean, spread)
            asked = np.minimum(np.floor(most[..., here]), len(reached) - 1).astype(np.int64)
            found[..., here] = np.where(asked < 0, 0.0, np.minimum(reached[asked], 1.0))
    return found


def _quantiles(mean: float, spread: float, levels: Sequence[float]) -> list[float]:
    if mean <= 0:
        return [0.0] * len(levels)
    reached = _reached(mean, spread)
    return [float(place) for place in np.searchsorted(reached, np.asarray(levels) - 1e-12)]


def _reached(mean: float, spread: float) -> Floats:
    """The probabilities that a count of this mean, above 0, is at most 0, 1, 2, ... up to all of them."""
    deviation = (mean + (spread * mean) ** 2) ** 0.5
    most = min(MOST, int(mean + DEVIATIONS * deviation) + 20)
    counts = np.arange(most, dtype=np.float64)
    if spread < LEAST_SPREAD:
        steps = np.log(mean / (counts + 1))
        first = -mean
    else:
        shape = 1 / spread**2
        steps = np.log((counts + shape) / (counts + 1)) + log(mean / (mean + shape))
        first = shape * log(shape / (mean + shape))
    chances = np.exp(np.concatenate([[first], first + np.cumsum(steps)]))
    reached: Floats = np.cumsum(chances)
    if exp(first) == 0:  # too small for a float: from where they are not, the sum is complete all the same
        reached /= reached[-1]
    return reached
