"""A linear program solved exactly, by an interior-point method (HiGHS).

Its values lie in the middle of the optimal ones rather than in a corner, which leaves a rounding room. It
has nothing to give before it has ended and cannot be stopped, so it runs in a thread beside whatever else
is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]  # it ships no types
from ortools.math_opt.solvers import highs_pb2  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from rota.encoding import Encoding
    from rota.solve.master import Floats


@dataclass(frozen=True)
class Relaxed:
    """What each variable is, between its bounds, and the dual value of each row of the encoding."""

    values: Floats
    duals: Floats


class Interior(Thread):
    """The linear relaxation of an encoding, being solved for so many seconds at the most.

    `found` is None until then, and for good where there is no optimum or no time for one.
    """

    def __init__(self, encoding: Encoding, *, seconds: float) -> None:
        super().__init__(daemon=True)
        self.encoding, self.seconds = encoding, seconds
        self.found: Relaxed | None = None
        self.start()

    def run(self) -> None:
        """What the thread does."""
        options = highs_pb2.HighsOptionsProto(string_options={"solver": "ipm", "run_crossover": "off"})
        limits = mathopt.SolveParameters(time_limit=timedelta(seconds=self.seconds), highs=options)
        model = mathopt.Model.from_model_proto(_stated(self.encoding))
        try:
            result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits)
        except Exception:
            # It raises, of a class of its own, where it ends without the precision asked for.
            return
        if result.has_primal_feasible_solution() and result.has_dual_feasible_solution():
            self.found = Relaxed(
                np.array(result.variable_values(list(model.variables()))),
                np.array(result.dual_values(list(model.linear_constraints()))),
            )


def _stated(encoding: Encoding) -> model_pb2.ModelProto:
    stated = model_pb2.ModelProto()
    variables, rows, terms = stated.variables, stated.linear_constraints, stated.linear_constraint_matrix
    variables.ids.extend(range(len(encoding.low)))
    variables.lower_bounds.extend(encoding.low)
    variables.upper_bounds.extend(encoding.high)
    variables.integers.extend([False] * len(encoding.low))
    costs = {variable: float(cost) for variable, cost in enumerate(encoding.costs()) if cost}
    stated.objective.offset = encoding.offset
    stated.objective.linear_coefficients.ids.extend(costs.keys())
    stated.objective.linear_coefficients.values.extend(costs.values())
    infinity = float("inf")
    rows.ids.extend(range(len(encoding.rows)))
    rows.lower_bounds.extend(-infinity if row.low is None else row.low for row in encoding.rows)
    rows.upper_bounds.extend(infinity if row.high is None else row.high for row in encoding.rows)
    for number, row in enumerate(encoding.rows):
        # By their numbers, which the format asks for.
        by_number = sorted(zip(row.variables, row.coefficients, strict=True))
        terms.row_ids.extend([number] * len(by_number))
        terms.column_ids.extend(variable for variable, _ in by_number)
        terms.coefficients.extend(coefficient for _, coefficient in by_number)
    return stated
