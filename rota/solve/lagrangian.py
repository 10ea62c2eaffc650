"""What dual values of the coupling rows prove, and in which direction better ones lie.

The coupling rows are taken out of the model and paid for instead (Lagrange): what is left falls apart
into one problem an agent and one a shared variable, and the sum of their minima is below any roster's
cost. Dual values are multiples of 1/SCALE, so that the bound is computed in whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.solve.master import Floats
    from rota.solve.split import Integers, Split

SCALE = 1 << 12
"""Dual values are multiples of 1/SCALE."""
FAR = 1_000
"""Dearest prices beyond which no dual value goes."""


class Lagrangian:
    """The coupling rows of a split as arrays: their bounds, and how the shared variables enter them."""

    def __init__(self, split: Split) -> None:
        self.split = split
        self._far = FAR * split.encoding.dearest
        encoding = split.encoding
        rows = split.rows
        self._has_low = np.array([row.low is not None for row in rows], dtype=np.bool_)
        self._has_high = np.array([row.high is not None for row in rows], dtype=np.bool_)
        self._row_low = np.array([row.low or 0 for row in rows], dtype=np.int64)
        self._row_high = np.array([row.high or 0 for row in rows], dtype=np.int64)
        self._low = np.array([encoding.low[variable] for variable in split.shared], dtype=np.int64)
        self._high = np.array([encoding.high[variable] for variable in split.shared], dtype=np.int64)
        place = {variable: index for index, variable in enumerate(split.shared)}
        terms = [
            (number, place[variable], coefficient)
            for number, row in enumerate(rows)
            for variable, coefficient in zip(row.variables, row.coefficients, strict=True)
            if variable in place
        ]
        table = np.array(terms, dtype=np.int64).reshape(-1, 3)
        self._term_row, self._term_place, self._term_coefficient = table[:, 0], table[:, 1], table[:, 2]

    def scaled(self, duals: Floats) -> Integers:
        """As multiples of 1/SCALE; 0 where a dual would pay at a bound that its row has not.

        Any dual values prove something, those of a diverging program too; beyond FAR prices nothing is gained
        by them, and whole numbers would overflow.
        """
        found = np.rint(np.clip(duals, -self._far, self._far) * SCALE).astype(np.int64)
        found[((found > 0) & ~self._has_low) | ((found < 0) & ~self._has_high)] = 0
        return found

    def bound(self, scaled: Integers, blocks: Iterable[int]) -> int:
        """A lower bound of any roster's cost; `blocks` are those of each block at its reduced costs."""
        reduced = self._reduced(scaled)
        paid = int(scaled @ self._pressed(scaled))
        shared = int(np.minimum(reduced * self._low, reduced * self._high).sum())
        total = SCALE * self.split.encoding.offset + paid + shared + sum(blocks)
        return -(-total // SCALE)

    def slope(self, scaled: Integers, months: Iterable[Integers]) -> Integers:
        """A supergradient of the bound: what each row misses of its bound with the cheapest months."""
        reduced = self._reduced(scaled)
        values = np.where(reduced < 0, self._high, self._low)
        missed = self._pressed(scaled)
        np.subtract.at(missed, self._term_row, self._term_coefficient * values[self._term_place])
        for block, month in zip(self.split.blocks, months, strict=True):
            missed -= block.contribution(month, len(missed))
        return missed

    def _pressed(self, scaled: Integers) -> Integers:
        """The bound of each row at which its dual pays."""
        at_low = (scaled > 0) | ((scaled == 0) & self._has_low)
        return np.where(at_low, self._row_low, self._row_high)

    def _reduced(self, scaled: Integers) -> Integers:
        """The scaled costs of the shared variables less what the rows pay for them."""
        found = self.split.shared_costs * SCALE
        np.subtract.at(found, self._term_place, scaled[self._term_row] * self._term_coefficient)
        return found
