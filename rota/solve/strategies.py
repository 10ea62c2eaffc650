"""How CP-SAT is asked to search wherever a bound matters, and what counts as an answer."""

from __future__ import annotations

from ortools.sat.python import cp_model

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
STRATEGIES = ("max_lp", "default_lp")
"""The full searches, named: left to the number of workers CP-SAT runs LP-heavy search from eight on only,
which on two cores starves it. Workers beyond these improve the roster by neighbourhoods."""

UNIT, BESIDES = 1.5, 0.02
"""Seconds that a unit of the solver's own count takes, and those of stating a model, which it leaves out."""


def name_strategies(solver: cp_model.CpSolver) -> None:
    """Put the full searches into the parameters of a solver."""
    for strategy in STRATEGIES:
        solver.parameters.subsolvers.append(strategy)


def limit(solver: cp_model.CpSolver, seconds: float, *, counted: bool) -> None:
    """End the search after seconds, or after so much of the work that it counts itself."""
    if counted:
        solver.parameters.max_deterministic_time = seconds / UNIT
    else:
        solver.parameters.max_time_in_seconds = seconds


def spent(solver: cp_model.CpSolver, *, counted: bool) -> float:
    """The seconds that the search has taken, or its work and what goes with any search."""
    if not counted:
        return solver.wall_time
    return BESIDES + UNIT * float(solver.response_proto.deterministic_time)
