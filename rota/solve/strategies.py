"""How CP-SAT is asked to search wherever a bound matters, and what counts as an answer."""

from __future__ import annotations

from ortools.sat.python import cp_model

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
STRATEGIES = ("max_lp", "default_lp")
"""The full searches, named: left to the number of workers CP-SAT runs LP-heavy search from eight on only,
which on two cores starves it. Workers beyond these improve the roster by neighbourhoods."""


def name_strategies(solver: cp_model.CpSolver) -> None:
    """Put the full searches into the parameters of a solver."""
    for strategy in STRATEGIES:
        solver.parameters.subsolvers.append(strategy)
