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
    """A CP-SAT model of a region: its variables are the encoding's of these numbers, in this order."""

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
        self.owner = np.array(encoding.owner)
        self._row_start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        self._by_variable = np.argsort(self.variable, kind="stable")
        uses = np.bincount(self.variable, minlength=len(self.low))
        self._use_start = np.concatenate(([0], np.cumsum(uses))).astype(np.int64)
        self.cost = np.array(encoding.costs(), dtype=np.int64)

    def cost_of(self, values: Integers) -> int:
        """The cost of complete values."""
        return int(self.cost @ values) + self.encoding.offset

    def values_of(self, cells: frozenset[Cell]) -> Integers:
        """Values whose cells are these; the auxiliary ones are still to be found."""
        values = self.low.copy()
        values[: self.encoding.cell_count] = 0
        values[self.encoding.numbers_of(cells)] = 1
        return values

    def number_of(self, cell: Cell) -> int:
        """The variable of a free cell."""
        problem = self.encoding.problem
        (number,) = self.encoding.works(problem.agent_of[cell[0]], problem.shift_of[cell[1]]).variables
        return number

    def cells_of(self, values: Integers) -> frozenset[Cell]:
        """The cells that complete values work."""
        worked = np.flatnonzero(values[: self.encoding.cell_count])
        return self.encoding.cells_of(dict.fromkeys(worked.tolist(), 1))

    def beside(self, variables: Integers) -> Integers:
        """Every variable of the rows that these variables are in."""
        return np.unique(self.variable[self._terms_of(self._rows_of(variables))])

    def _rows_of(self, variables: Integers) -> Integers:
        """The rows that these variables are in, in order."""
        uses = _spans(self._use_start[variables], self._use_start[variables + 1])
        return np.unique(self.row[self._by_variable[uses]])

    def _terms_of(self, rows: Integers) -> Integers:
        """The places of the terms of these rows, row by row."""
        return _spans(self._row_start[rows], self._row_start[rows + 1])

    def broken(self, values: Integers, free: Flags, *, kept: Integers | None = None) -> bool:
        """Whether a value is beyond its bounds, or a row in which nothing is free is not kept.

        Where `kept` keeps every row, only those are looked at in which a value is another.
        """
        if ((values < self.low) | (values > self.high)).any():
            return True
        everything = np.arange(len(self.row_low))
        rows = everything if kept is None else self._rows_of(np.flatnonzero(values != kept))
        terms = self._terms_of(rows)
        variables = self.variable[terms]
        place = np.repeat(np.arange(len(rows)), self._row_start[rows + 1] - self._row_start[rows])
        held = np.zeros(len(rows), dtype=np.int64)
        np.add.at(held, place, self.coefficient[terms] * values[variables])
        settled = np.ones(len(rows), dtype=np.bool_)
        settled[place[free[variables]]] = False
        return bool((settled & ((held < self.row_low[rows]) | (held > self.row_high[rows]))).any())

    def spread(self, cells: Flags) -> Flags:
        """The free cells with every auxiliary variable that may have to move with them."""
        free = cells.copy()
        known = np.zeros(len(self.row_low), dtype=np.bool_)
        reached = np.flatnonzero(cells)
        while len(reached):
            rows = self._rows_of(reached)
            rows = rows[~known[rows]]
            known[rows] = True
            near = np.unique(self.variable[self._terms_of(rows)])
            reached = near[(near >= self.encoding.cell_count) & ~free[near]]
            free[reached] = True
        return free

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
        rows = self._rows_of(numbers)
        if not len(rows):
            return
        terms = self._terms_of(rows)
        first = np.concatenate(([0], np.cumsum(self._row_start[rows + 1] - self._row_start[rows])))[:-1]
        variables, coefficients = self.variable[terms], self.coefficient[terms]
        loose = free[variables]
        held = np.add.reduceat(np.where(loose, 0, coefficients * values[variables]), first)
        ends = np.stack([coefficients * self.low[variables], coefficients * self.high[variables]])
        least = held + np.add.reduceat(np.where(loose, ends.min(axis=0), 0), first)
        most = held + np.add.reduceat(np.where(loose, ends.max(axis=0), 0), first)
        low = np.where(self.row_low[rows] <= -INFINITY, -INFINITY, self.row_low[rows] - held)
        high = np.where(self.row_high[rows] >= INFINITY, INFINITY, self.row_high[rows] - held)
        binding = (least < self.row_low[rows]) | (most > self.row_high[rows])
        plain = ~loose | ((coefficients == 1) & (self.low[variables] == 0) & (self.high[variables] == 1))
        literals = np.logical_and.reduceat(plain, first)
        counts = np.add.reduceat(loose.astype(np.int64), first)
        place = np.zeros(len(self.low), dtype=np.int64)
        place[numbers] = np.arange(len(numbers))
        stated = np.repeat(binding, np.diff([*first, len(terms)])) & loose
        places, factors = place[variables[stated]].tolist(), coefficients[stated].tolist()
        begin = 0
        for least_sum, most_sum, literal, count in zip(
            low[binding].tolist(),
            high[binding].tolist(),
            literals[binding].tolist(),
            counts[binding].tolist(),
            strict=True,
        ):
            end = begin + count
            write_row(proto, places[begin:end], None if literal else factors[begin:end], least_sum, most_sum)
            begin = end


def _spans(starts: Integers, ends: Integers) -> Integers:
    """The whole numbers of many half-open spans, one span after the other."""
    lengths = ends - starts
    before = np.concatenate(([0], np.cumsum(lengths)))
    return np.repeat(starts - before[:-1], lengths) + np.arange(before[-1])
