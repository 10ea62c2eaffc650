"""A part of an encoding set free while the rest keeps its values: the step of every neighbourhood search.

The rows are kept as arrays, so that cutting out a region costs little even where rows are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.solve.lower import INFINITY, new_variable, state_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.encoding import Encoding, Row
    from rota.problem import Cell
    from rota.solve.split import Integers

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Regional:
    """A CP-SAT model of a region: its variables by their number in the encoding."""

    model: cp_model.CpModel
    variables: Mapping[int, cp_model.IntVar]
    constant: int


class Terrain:
    """The rows of an encoding as arrays: the number, variable and coefficient of each term."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        lengths = [len(row.variables) for row in encoding.rows]
        self.row = np.repeat(np.arange(len(lengths)), lengths)
        self.variable = np.fromiter((v for row in encoding.rows for v in row.variables), np.int64)
        self.coefficient = np.fromiter((c for row in encoding.rows for c in row.coefficients), np.int64)
        self.row_low = np.array([-INFINITY if row.low is None else row.low for row in encoding.rows])
        self.row_high = np.array([INFINITY if row.high is None else row.high for row in encoding.rows])
        self.low, self.high = np.array(encoding.low), np.array(encoding.high)
        self.cost = np.array(encoding.costs(), dtype=np.int64)

    def cost_of(self, values: Integers) -> int:
        """The cost of complete values."""
        return int(self.cost @ values) + self.encoding.offset

    def values_of(self, cells: frozenset[Cell]) -> Integers:
        """Values whose cells are these; the auxiliary ones are still to be found."""
        values = self.low.copy()
        for index in range(self.encoding.cell_count):
            values[index] = self.encoding.cell_of(index) in cells
        return values

    def number_of(self, cell: Cell) -> int:
        """The variable of a free cell."""
        problem = self.encoding.problem
        (number,) = self.encoding.works(problem.agent_of[cell[0]], problem.shift_of[cell[1]]).variables
        return number

    def cells_of(self, values: Integers) -> frozenset[Cell]:
        """The cells that complete values work."""
        return self.encoding.cells_of(dict(enumerate(values.tolist())))

    def beside(self, variables: Integers) -> Integers:
        """Every variable of the rows that these variables are in."""
        rows = np.unique(self.row[np.isin(self.variable, variables)])
        return np.unique(self.variable[np.isin(self.row, rows)])

    def broken(self, values: Integers, free: Flags) -> bool:
        """Whether a value is beyond its bounds, or a row in which nothing is free is not kept."""
        if ((values < self.low) | (values > self.high)).any():
            return True
        held = np.zeros(len(self.row_low), dtype=np.int64)
        np.add.at(held, self.row, self.coefficient * values[self.variable])
        settled = np.ones(len(self.row_low), dtype=np.bool_)
        settled[self.row[free[self.variable]]] = False
        return bool((settled & ((held < self.row_low) | (held > self.row_high))).any())

    def spread(self, cells: Flags) -> Flags:
        """The free cells with every auxiliary variable that may have to move with them."""
        auxiliary = np.zeros(len(self.low), dtype=np.bool_)
        auxiliary[self.encoding.cell_count :] = True
        free = cells.copy()
        while True:
            touched = np.zeros(len(self.row_low), dtype=np.bool_)
            touched[self.row[free[self.variable]]] = True
            reached = free.copy()
            near = self.variable[touched[self.row]]
            reached[near[auxiliary[near]]] = True
            if reached.sum() == free.sum():
                return free
            free = reached

    def region(self, values: Integers, free: Flags) -> Regional:
        """The model of what is free, all else held at its value; hinted with the present values."""
        model = cp_model.CpModel()
        numbers = np.flatnonzero(free)
        variables = {
            int(number): new_variable(model, int(self.low[number]), int(self.high[number]))
            for number in numbers
        }
        for row in self._rows(values, free):
            state_row(model, variables, row)
        costs = self.cost[numbers]
        model.minimize(cp_model.LinearExpr.weighted_sum(list(variables.values()), costs.tolist()))
        for number, variable in variables.items():
            model.add_hint(variable, int(values[number]))
        constant = int(self.cost @ np.where(free, 0, values)) + self.encoding.offset
        return Regional(model, variables, constant)

    def _rows(self, values: Integers, free: Flags) -> list[Row]:
        """The rows that can bind, with what is held taken off their bounds."""
        loose = free[self.variable]
        count = len(self.row_low)
        held = np.zeros(count, dtype=np.int64)
        np.add.at(held, self.row[~loose], (self.coefficient * values[self.variable])[~loose])
        ends = np.stack(
            [self.coefficient * self.low[self.variable], self.coefficient * self.high[self.variable]]
        )
        least, most = held.copy(), held.copy()
        np.add.at(least, self.row[loose], ends.min(axis=0)[loose])
        np.add.at(most, self.row[loose], ends.max(axis=0)[loose])
        binding = (least < self.row_low) | (most > self.row_high)
        wanted = loose & binding[self.row]
        terms: dict[int, list[int]] = {}
        for position in np.flatnonzero(wanted).tolist():
            terms.setdefault(int(self.row[position]), []).append(position)
        return [self._row(number, positions, int(held[number])) for number, positions in terms.items()]

    def _row(self, number: int, positions: list[int], held: int) -> Row:
        from rota.encoding import NOWHERE, Row

        low, high = int(self.row_low[number]), int(self.row_high[number])
        return Row(
            "",
            tuple(self.variable[positions].tolist()),
            tuple(self.coefficient[positions].tolist()),
            None if low <= -INFINITY else low - held,
            None if high >= INFINITY else high - held,
            NOWHERE,
        )
