"""The master problem: how months of single agents fit together, as a linear program (GLOP).

Its dual values are the prices at which agents are asked for better months. Rows that a rule asks for
have a slack at a high price, so that the program always has a solution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rota.solve.split import Integers, Split

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Column:
    """A month of a block: its values, what it costs by itself, what it adds to each coupling row."""

    block: int
    values: Integers
    cost: int
    contribution: Integers


@dataclass(frozen=True)
class Optimum:
    """The master's optimum: its objective, a dual value a coupling row, and one a block."""

    objective: float
    duals: Floats
    block_duals: Floats


class Master:
    """The linear program over the columns found so far."""

    def __init__(self, split: Split, *, slack_price: int) -> None:
        self.split = split
        self.columns: list[Column] = []
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self._objective = self.solver.Objective()
        self._objective.SetMinimization()
        self._objective.SetOffset(split.encoding.offset)
        infinity = self.solver.infinity()
        self._rows = [
            self.solver.Constraint(
                -infinity if row.low is None else row.low, infinity if row.high is None else row.high
            )
            for row in split.rows
        ]
        self._choose = [self.solver.Constraint(1, 1) for _ in split.blocks]
        self._weights: list[pywraplp.Variable] = []
        self._seen: set[tuple[int, bytes]] = set()
        self._add_shared()
        self._add_slacks(slack_price)

    def _add_shared(self) -> None:
        encoding = self.split.encoding
        made = {}
        for variable, cost in zip(self.split.shared, self.split.shared_costs, strict=True):
            made[variable] = self.solver.NumVar(encoding.low[variable], encoding.high[variable], "")
            self._objective.SetCoefficient(made[variable], int(cost))
        for constraint, row in zip(self._rows, self.split.rows, strict=True):
            for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
                if variable in made:
                    constraint.SetCoefficient(made[variable], coefficient)

    def _add_slacks(self, price: int) -> None:
        for constraint, row in zip(self._rows, self.split.rows, strict=True):
            for bound, sign in ((row.low, 1), (row.high, -1)):
                if row.rule and bound is not None:
                    slack = self.solver.NumVar(0, self.solver.infinity(), "")
                    self._objective.SetCoefficient(slack, price)
                    constraint.SetCoefficient(slack, sign)

    def add(self, block: int, values: Integers) -> bool:
        """Add a month of a block; False where it is there already."""
        key = (block, values.tobytes())
        if key in self._seen:
            return False
        self._seen.add(key)
        part = self.split.blocks[block]
        column = Column(
            block, values, int(part.costs @ values), part.contribution(values, len(self.split.rows))
        )
        weight = self.solver.NumVar(0, self.solver.infinity(), "")
        self._objective.SetCoefficient(weight, column.cost)
        self._choose[block].SetCoefficient(weight, 1)
        for row in np.flatnonzero(column.contribution):
            self._rows[row].SetCoefficient(weight, int(column.contribution[row]))
        self.columns.append(column)
        self._weights.append(weight)
        return True

    def fix(self, number: int) -> None:
        """The block of this column takes it and no other."""
        self._weights[number].SetLb(1)

    def free(self, numbers: Iterable[int]) -> None:
        """Take back that these columns were fixed."""
        for number in numbers:
            self._weights[number].SetLb(0)

    def cheapest(self, block: int, costs: Sequence[int]) -> Integers | None:
        """Of the months of a block found so far the one that is cheapest at these costs of its variables."""
        prices = np.array(costs, dtype=np.int64)
        months = (column.values for column in self.columns if column.block == block)
        return min(months, key=lambda month: int(month @ prices), default=None)

    def solve(self) -> Optimum | None:
        """The optimum over the present columns; None where the solver gives none."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        duals = np.array([row.dual_value() for row in self._rows])
        block_duals = np.array([row.dual_value() for row in self._choose])
        return Optimum(self._objective.Value(), duals, block_duals)

    def weights(self) -> Floats:
        """How much of each column the optimum takes, in the order of `columns`."""
        return np.array([weight.solution_value() for weight in self._weights])
