"""Means over replications, and how far off they may be.

A share is the sum of its numerators over that of its denominators; its standard error is that of the ratio
estimator (W. G. Cochran, "Sampling Techniques", 1977, section 2.11). The band holds the true mean in 95 of
100 cases, by Student's t in its expansion by degrees of freedom (M. Abramowitz and I. A. Stegun, "Handbook of
Mathematical Functions", 26.7.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rota.simulate.tally import Table

Z = 1.959963984540054
FEWEST = 5
"""Replications below which the expansion of Student's t is of no use, and no band is told."""


@dataclass(frozen=True, slots=True)
class Band:
    """A mean, and the ends of its band of 95 % confidence; both None with too few replications."""

    mean: float
    low: float | None
    high: float | None


class Ratios:
    """Numerators over denominators, cell by cell; the last cell is the sum of the others."""

    def __init__(self, cells: int) -> None:
        self.count = 0
        self._sums = np.zeros((5, cells + 1))

    def add(self, numerators: Table, denominators: Table) -> None:
        """One replication."""
        y, x = _with_sum(numerators), _with_sum(denominators)
        self.count += 1
        self._sums += np.array([y, x, y * y, x * y, x * x])

    def band(self, cell: int, *, most: float | None = None) -> Band | None:
        """The share in a cell, cut to [0, most]; None where the denominators are 0."""
        y, x, yy, xy, xx = self._sums[:, cell].tolist()
        if not x:
            return None
        ratio = y / x
        if self.count < FEWEST:
            return Band(ratio, None, None)
        squares = max(0.0, yy - 2 * ratio * xy + ratio * ratio * xx)
        error = sqrt(squares / (self.count - 1) * self.count) / x
        width = student(self.count - 1) * error
        high = ratio + width if most is None else min(most, ratio + width)
        return Band(ratio, max(0.0, ratio - width), high)

    def mean(self, cell: int) -> float:
        """The mean numerator in a cell."""
        return float(self._sums[0, cell]) / self.count


def student(freedom: int) -> float:
    """How many standard errors a band of 95 % is wide on each side; from 4 degrees of freedom on."""
    return (
        Z
        + (Z**3 + Z) / (4 * freedom)
        + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)
        + (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / (384 * freedom**3)
    )


def _with_sum(row: Table) -> Table:
    return np.append(row, row.sum())
