"""A part of an encoding set free while the rest keeps its values: the step of every neighbourhood search.

The rows are kept as arrays, so that cutting out a region costs little even where rows are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.solve.lower import INFINITY, write_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python.cp_model_helper import CpModelProto

    from rota.encoding import Encoding
    from rota.problem import Cell
    from rota.solve.split import Integers

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Regional:
    """A CP-SAT model of a region: its variables are those of the encoding with these numbers, in this order."""

    model: cp_model.CpModel
    numbers: Integers
    constant: int

    @cached_property
    def variables(self) -> Mapping[int, cp_model.IntVar]:
        """The variables by their number in the encoding, for who adds to the model."""
        return {
            number: self.model.get_int_var_from_proto_index(place)
            for place, number in enumerate(self.numbers.tolist())
        }


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
        proto = model.proto
        numbers = np.flatnonzero(free)
        for low, high in zip(self.low[numbers].tolist(), self.high[numbers].tolist(), strict=True):
            proto.variables.add().domain.extend([low, high])
        self._state_rows(proto, values, free, numbers)
        everything = list(range(len(numbers)))
        proto.objective.vars.extend(everything)
        proto.objective.coeffs.extend(self.cost[numbers].tolist())
        proto.solution_hint.vars.extend(everything)
        proto.solution_hint.values.extend(values[numbers].tolist())
        constant = int(self.cost @ np.where(free, 0, values)) + self.encoding.offset
        return Regional(model, numbers, constant)

    def _state_rows(self, proto: CpModelProto, values: Integers, free: Flags, numbers: Integers) -> None:
        """The rows that can bind, with what is held taken off their bounds."""
        held, binding = self._held(values, free)
        wanted = np.flatnonzero(free[self.variable] & binding[self.row])
        if not len(wanted):
            return
        rows, variables, coefficients = self.row[wanted], self.variable[wanted], self.coefficient[wanted]
        first = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
        plain = (coefficients == 1) & (self.low[variables] == 0) & (self.high[variables] == 1)
        stated = rows[first]
        low = np.where(self.row_low[stated] <= -INFINITY, -INFINITY, self.row_low[stated] - held[stated])
        high = np.where(self.row_high[stated] >= INFINITY, INFINITY, self.row_high[stated] - held[stated])
        place = np.zeros(len(self.low), dtype=np.int64)
        place[numbers] = np.arange(len(numbers))
        places, factors = place[variables].tolist(), coefficients.tolist()
        ends = [*first.tolist(), len(wanted)]
        literals = np.logical_and.reduceat(plain, first).tolist()
        for begin, end, least, most, literal in zip(
            ends, ends[1:], low.tolist(), high.tolist(), literals, strict=False
        ):
            write_row(proto, places[begin:end], None if literal else factors[begin:end], least, most)

    def _held(self, values: Integers, free: Flags) -> tuple[Integers, Flags]:
        """By row: what is held adds to it, and whether what is free can break it."""
        loose = free[self.variable]
        held = np.zeros(len(self.row_low), dtype=np.int64)
        np.add.at(held, self.row[~loose], (self.coefficient * values[self.variable])[~loose])
        row, variable, coefficient = self.row[loose], self.variable[loose], self.coefficient[loose]
        ends = np.stack([coefficient * self.low[variable], coefficient * self.high[variable]])
        least, most = held.copy(), held.copy()
        np.add.at(least, row, ends.min(axis=0))
        np.add.at(most, row, ends.max(axis=0))
        return held, (least < self.row_low) | (most > self.row_high)
