"""The encoding with whole numbers given up: a linear program, and what solves it in the time there is.

Its dual values are where the search for a bound starts, its values what a first roster leans on. An
interior-point method (`interior.py`) has the optimum after seconds or minutes, and nothing before. Beside
it goes a first-order method (PDLP; Applegate et al. 2021, "Practical large-scale linear programming using
primal-dual hybrid gradient"), which has something to give whenever time is up. Nothing here is a proof: a
bound is computed from the dual values in whole numbers, in `lagrangian.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.linear_solver import linear_solver_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.pdlp import solve_log_pb2, solvers_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.pdlp.python import pdlp  # type: ignore[import-untyped]  # it ships no types

from rota.solve.hold import POLL_SECONDS
from rota.solve.interior import Relaxed

if TYPE_CHECKING:
    from rota.encoding import Encoding
    from rota.solve.hold import Hold
    from rota.solve.interior import Interior
    from rota.solve.master import Floats

PRECISION = 1e-4
ROWS_MISSED = 0.02
AHEAD_SECONDS, TURN_SECONDS = 6.0, 2.0
"""What the interior-point method has for itself; the other one's first turn, each next twice as long."""

ITERATIONS = 500
"""Of the other one in a unit, where work is counted and not timed."""
UNFINISHED = (
    solve_log_pb2.TERMINATION_REASON_TIME_LIMIT,
    solve_log_pb2.TERMINATION_REASON_ITERATION_LIMIT,
)


def relax(encoding: Encoding, interior: Interior, hold: Hold) -> Relaxed:
    """The linear relaxation's optimum if it comes in time, else the best that the other method has.

    Where work is counted, the optimum is waited for, since nothing tells how far it has come.
    """
    ahead = hold if hold.clock.counted else hold.part(min(AHEAD_SECONDS, hold.left / 2))
    while interior.is_alive() and ahead.left:
        interior.join(POLL_SECONDS)
    if interior.found is not None:
        return interior.found
    descent = Descent(encoding)
    while interior.found is None and not descent.ended and hold.left:
        descent.turn(hold)
    return interior.found or descent.found()


class Descent:
    """The first-order method, in turns: nothing else is heard while one of them runs."""

    def __init__(self, encoding: Encoding) -> None:
        self.program = pdlp.qp_from_mpmodel_proto(_stated(encoding), relax_integer_variables=True)
        self.solution = pdlp.PrimalAndDualSolution()
        self.solution.primal_solution = np.zeros(len(encoding.low))
        self.solution.dual_solution = np.zeros(len(encoding.rows))
        self.seconds, self.ended = TURN_SECONDS, False

    def turn(self, hold: Hold) -> None:
        """Go on from where the last turn ended."""
        parameters = solvers_pb2.PrimalDualHybridGradientParams()
        criteria = parameters.termination_criteria
        if hold.clock.counted:
            criteria.iteration_limit = round(self.seconds * ITERATIONS)
            hold.clock.spend(self.seconds)
        else:
            criteria.time_sec_limit = min(self.seconds, hold.left)
        wanted = criteria.detailed_optimality_criteria
        # Rows in absolute terms: measured by all right-hand sides together, a few large ones hide the others.
        wanted.eps_optimal_primal_residual_absolute = ROWS_MISSED
        wanted.eps_optimal_primal_residual_relative = 0.0
        wanted.eps_optimal_dual_residual_absolute = PRECISION
        wanted.eps_optimal_dual_residual_relative = PRECISION
        wanted.eps_optimal_objective_gap_absolute = PRECISION
        wanted.eps_optimal_objective_gap_relative = PRECISION
        result = pdlp.primal_dual_hybrid_gradient(self.program, parameters, self.solution)
        self.solution.primal_solution = result.primal_solution
        self.solution.dual_solution = result.dual_solution
        self.seconds *= 2
        self.ended = result.solve_log.termination_reason not in UNFINISHED

    def found(self) -> Relaxed:
        """What there is now."""
        return Relaxed(_numbers(self.solution.primal_solution), _numbers(self.solution.dual_solution))


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
