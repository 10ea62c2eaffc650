"""Rows to a CP-SAT model. A row of literals is handed over as a clause or a clique where it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import Linear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ortools.sat.python.cp_model_helper import CpModelProto

    from rota.encoding import Encoding, Row

INFINITY = 1 << 40
GIVEN_UP = 1_000_000
"""What a row given up weighs against the units by which it is missed."""
if TYPE_CHECKING:
    Variables = Sequence[cp_model.IntVar] | Mapping[int, cp_model.IntVar]


def new_variable(model: cp_model.CpModel, low: int, high: int) -> cp_model.IntVar:
    """A variable between two bounds; a literal where they are 0 and 1."""
    return model.new_bool_var("") if (low, high) == (0, 1) else model.new_int_var(low, high, "")


def state_row(model: cp_model.CpModel, variables: Variables, row: Row) -> None:
    """Add a row in the strongest form that it has; `variables` are found by the row's numbers."""
    terms = [variables[variable] for variable in row.variables]
    if all(coefficient == 1 for coefficient in row.coefficients) and all(map(is_literal, terms)):
        if row.low is None and row.high == 1:
            model.add_at_most_one(terms)
            return
        if row.high is None and row.low == 1:
            model.add_bool_or(terms)
            return
        if row.low == row.high == 1:
            model.add_exactly_one(terms)
            return
    state_linear(model, variables, row)


def state_linear(model: cp_model.CpModel, variables: Variables, row: Row) -> cp_model.Constraint:
    """Add a row as a linear constraint, which can be made to hold only under a condition."""
    terms = [variables[variable] for variable in row.variables]
    low = -INFINITY if row.low is None else row.low
    high = INFINITY if row.high is None else row.high
    expression = cp_model.LinearExpr.weighted_sum(terms, list(row.coefficients))
    return model.add_linear_constraint(expression, low, high)


def write_row(
    proto: CpModelProto, places: Sequence[int], coefficients: Sequence[int] | None, low: int, high: int
) -> None:
    """As `state_row`, straight into the model's fields, some times sooner: for models made by the thousand.

    `coefficients` is None for a sum of literals; bounds at INFINITY are none.
    """
    constraint = proto.constraints.add()
    if coefficients is None:
        if high == 1 and low <= 1:
            stated = constraint.exactly_one if low == 1 else constraint.at_most_one
            stated.literals.extend(places)
            return
        if low == 1 and high >= INFINITY:
            constraint.bool_or.literals.extend(places)
            return
    constraint.linear.vars.extend(places)
    constraint.linear.coeffs.extend([1] * len(places) if coefficients is None else coefficients)
    constraint.linear.domain.extend([low, high])


def is_literal(variable: cp_model.IntVar) -> bool:
    """Whether a variable is 0 or 1."""
    return variable.is_boolean


class Lowered:
    """A CP-SAT model of an encoding; `variables[i]` stands for the encoding's variable i.

    In an elastic model each row that a rule asked for may be given up, and the prices of the rules
    count for nothing: its optimum breaks the fewest rows, and these by as little as can be.
    """

    def __init__(self, encoding: Encoding, *, elastic: bool = False) -> None:
        self.encoding = encoding
        self.model = cp_model.CpModel()
        self.variables = [
            new_variable(self.model, low, high) for low, high in zip(encoding.low, encoding.high, strict=True)
        ]
        self._given_up: list[cp_model.IntVar] = []
        self._amounts: list[cp_model.IntVar] = []
        for row in encoding.rows:
            if elastic and row.rule:
                self._state_elastic(row)
            else:
                state_row(self.model, self.variables, row)
        if elastic:
            self.model.minimize(GIVEN_UP * sum(self._given_up) + sum(self._amounts))
        elif encoding.prices:
            self.model.minimize(
                cp_model.LinearExpr.weighted_sum(
                    [self.variables[price.variable] for price in encoding.prices],
                    [price.weight for price in encoding.prices],
                )
                + encoding.offset
            )

    def _state_elastic(self, row: Row) -> None:
        least, most = self.encoding.bounds(Linear(row.variables, row.coefficients))
        short = 0 if row.low is None else max(0, row.low - least)
        over = 0 if row.high is None else max(0, most - row.high)
        dropped = self.model.new_bool_var("")
        amount = self.model.new_int_var(0, max(short, over), "")
        self.model.add(amount <= max(short, over) * dropped)
        terms = [self.variables[variable] for variable in row.variables]
        total = cp_model.LinearExpr.weighted_sum(terms, list(row.coefficients))
        if row.low is not None:
            self.model.add(total + amount >= row.low)
        if row.high is not None:
            self.model.add(total - amount <= row.high)
        self._given_up.append(dropped)
        self._amounts.append(amount)
