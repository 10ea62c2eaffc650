"""Rows to a CP-SAT model. A row of literals is handed over as a clause or a clique where it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from rota.encoding import Encoding, Row

INFINITY = 1 << 40


class Lowered:
    """A CP-SAT model of an encoding; `variables[i]` stands for the encoding's variable i.

    In an elastic model each row that a rule asked for may be given up at a price of one, and the
    prices of the rules count for nothing: its optimum breaks the fewest rows.
    """

    def __init__(self, encoding: Encoding, *, elastic: bool = False) -> None:
        self.encoding = encoding
        self.model = cp_model.CpModel()
        self.variables = [
            self.model.new_bool_var("") if (low, high) == (0, 1) else self.model.new_int_var(low, high, "")
            for low, high in zip(encoding.low, encoding.high, strict=True)
        ]
        given_up: list[cp_model.IntVar] = []
        for row in encoding.rows:
            if elastic and row.rule:
                dropped = self.model.new_bool_var("")
                given_up.append(dropped)
                self._linear(row).only_enforce_if(dropped.negated())
            else:
                self._state(row)
        if elastic:
            self.model.minimize(sum(given_up))
        elif encoding.prices:
            self.model.minimize(
                cp_model.LinearExpr.weighted_sum(
                    [self.variables[price.variable] for price in encoding.prices],
                    [price.weight for price in encoding.prices],
                )
                + encoding.offset
            )

    def _state(self, row: Row) -> None:
        literal = all(
            self.encoding.low[variable] == 0 and self.encoding.high[variable] == 1
            for variable in row.variables
        )
        if literal and all(coefficient == 1 for coefficient in row.coefficients):
            literals = [self.variables[variable] for variable in row.variables]
            if row.low is None and row.high == 1:
                self.model.add_at_most_one(literals)
                return
            if row.high is None and row.low == 1:
                self.model.add_bool_or(literals)
                return
            if row.low == row.high == 1:
                self.model.add_exactly_one(literals)
                return
        self._linear(row)

    def _linear(self, row: Row) -> cp_model.Constraint:
        expression = cp_model.LinearExpr.weighted_sum(
            [self.variables[variable] for variable in row.variables], list(row.coefficients)
        )
        low = -INFINITY if row.low is None else row.low
        high = INFINITY if row.high is None else row.high
        return self.model.add_linear_constraint(expression, low, high)
