"""The encoding with whole numbers given up: a linear program, solved to a modest precision (PDLP).

Its dual values are where the search for a bound starts, its values what a first roster leans on. A
first-order method (Applegate et al. 2021, "Practical large-scale linear programming using primal-dual
hybrid gradient") has something to give whenever time is up, which a simplex method has not. Nothing
here is a proof: a bound is computed from the dual values in whole numbers, in `columns.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.linear_solver import linear_solver_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.pdlp import solvers_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.pdlp.python import pdlp  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from rota.encoding import Encoding
    from rota.solve.master import Floats

PRECISION = 1e-4
ROWS_MISSED = 0.02
THREADS = 2


@dataclass(frozen=True)
class Relaxed:
    """What each variable is, between its bounds, and the dual value of each row of the encoding."""

    values: Floats
    duals: Floats


def relax(encoding: Encoding, *, seconds: float) -> Relaxed:
    """Solve the linear relaxation for so long at the most."""
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    parameters.num_threads = THREADS
    criteria = parameters.termination_criteria
    criteria.time_sec_limit = seconds
    wanted = criteria.detailed_optimality_criteria
    # Rows in absolute terms: measured by all right-hand sides together, a few large ones hide the others.
    wanted.eps_optimal_primal_residual_absolute = ROWS_MISSED
    wanted.eps_optimal_primal_residual_relative = 0.0
    wanted.eps_optimal_dual_residual_absolute = PRECISION
    wanted.eps_optimal_dual_residual_relative = PRECISION
    wanted.eps_optimal_objective_gap_absolute = PRECISION
    wanted.eps_optimal_objective_gap_relative = PRECISION
    program = pdlp.qp_from_mpmodel_proto(_stated(encoding), relax_integer_variables=True)
    result = pdlp.primal_dual_hybrid_gradient(program, parameters)
    return Relaxed(_numbers(result.primal_solution), _numbers(result.dual_solution))


def _stated(encoding: Encoding) -> linear_solver_pb2.MPModelProto:
    stated = linear_solver_pb2.MPModelProto(objective_offset=encoding.offset)
    for low, high, cost in zip(encoding.low, encoding.high, encoding.costs(), strict=True):
        stated.variable.add(lower_bound=low, upper_bound=high, objective_coefficient=cost)
    infinity = float("inf")
    for row in encoding.rows:
        stated.constraint.add(
            var_index=row.variables,
            coefficient=row.coefficients,
            lower_bound=-infinity if row.low is None else row.low,
            upper_bound=infinity if row.high is None else row.high,
        )
    return stated


def _numbers(found: object) -> Floats:
    """As an array; what diverged, and so is no number, as 0."""
    return np.nan_to_num(np.asarray(found, dtype=np.float64).ravel(), nan=0.0, posinf=0.0, neginf=0.0)
