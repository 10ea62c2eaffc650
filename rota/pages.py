"""How often who works a shift is paged: the mean expected, and how far counts stray from it.

Alerts come in clusters, so their counts spread more than those of a Poisson process. With mean m and
variance d m, d above 1, a count is negative binomial with size m / (d - 1) and success chance 1 / d
(en.wikipedia.org/wiki/Negative_binomial_distribution); with d = 1 it is Poisson. Counts of shifts that
share d add up to one of the same kind, so the chance of many depends on the sum of their means alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

PARTS = 100
"""Means are counted in hundredths of a page: fine enough for shares, and exact in sums."""


@dataclass(frozen=True, slots=True, order=True)
class ExpectedPages:
    """Pages that who works this shift can expect, in hundredths; other shifts expect none."""

    shift: str
    hundredths: int


def chance_above(mean: float, count: int, spread: float) -> float:
    """The chance of more than `count` pages where `mean` are expected with a variance `spread` times it."""
    if mean <= 0:
        return 0.0
    if spread <= 1 + 1e-9:
        term = exp(-mean)
        ratios = [mean / (number + 1) for number in range(count)]
    else:
        size = mean / (spread - 1)
        term = exp(-size * log(spread))
        ratios = [(size + number) / (number + 1) * (1 - 1 / spread) for number in range(count)]
    total = term
    for ratio in ratios:
        term *= ratio
        total += term
    return max(0.0, 1 - total)


@lru_cache(maxsize=1024)
def most_expected(count: int, chance: float, spread: float) -> int:
    """The largest mean, in hundredths, with which more than `count` pages come at most with this chance."""
    low, high = 0, PARTS * 100 * (count + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if chance_above(middle / PARTS, count, spread) <= chance:
            low = middle
        else:
            high = middle - 1
    return low
