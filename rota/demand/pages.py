"""How often a shift on call is paged more than it can bear.

Pages come in clusters, so their number varies more than that of independent events: negative binomial
with the mean m and the variance r m (r = 1: Poisson), that is with m / (r - 1) as its size and 1 / r as its
probability (N. L. Johnson, A. W. Kemp and S. Kotz, "Univariate Discrete Distributions", 2005, chapter 5).
"At most two incidents in a shift of twelve hours" is the limit of B. Beyer et al., "Site Reliability
Engineering", 2016, chapter 11.
"""

from __future__ import annotations

from math import exp, log

ACCURACY = 1e-12


def more_than(pages: int, *, mean: float, variance_ratio: float = 1.0) -> float:
    """The chance of more than so many pages; `variance_ratio` is variance over mean, at least 1."""
    if mean < 0 or variance_ratio < 1:
        raise ValueError(f"no pages of mean {mean} and variance ratio {variance_ratio}")
    if variance_ratio == 1:
        chance = exp(-mean)
        at_most = chance
        for count in range(1, pages + 1):
            chance *= mean / count
            at_most += chance
        return max(0.0, 1 - at_most)
    size, success = mean / (variance_ratio - 1), 1 / variance_ratio
    chance = exp(size * log(success))
    at_most = chance
    for count in range(1, pages + 1):
        chance *= (size + count - 1) / count * (1 - success)
        at_most += chance
    return max(0.0, 1 - at_most)


def greatest_mean(pages: int, *, chance: float, variance_ratio: float = 1.0) -> float:
    """The greatest mean at which more than so many pages come with at most this chance in (0, 1)."""
    low, high = 0.0, 1.0
    while more_than(pages, mean=high, variance_ratio=variance_ratio) <= chance:
        low, high = high, 2 * high
    while high - low > ACCURACY * high:
        middle = (low + high) / 2
        few = more_than(pages, mean=middle, variance_ratio=variance_ratio) <= chance
        low, high = (middle, high) if few else (low, middle)
    return low
