"""Plain CP-SAT on a problem, in a process of its own: what `peers.py` starts.

With `default` CP-SAT chooses what its two workers do, with `lp` they are named: `max_lp`, `default_lp`.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

from ortools.sat.python import cp_model
from plain_grid import Grid
from plain_rules import STATED

WORKERS = 2


class Told(cp_model.CpSolverSolutionCallback):
    """Tells the cost of each solution, and the bound then."""

    def on_solution_callback(self) -> None:
        print(json.dumps({"cost": round(self.objective_value), "bound": self._bound()}), flush=True)

    def _bound(self) -> int:
        return round(self.best_objective_bound)


def run(model: cp_model.CpModel, until: float, workers: str) -> cp_model.CpSolver | None:
    """Minimise until then; the solver with its values, where it has any."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, until - time.time())
    solver.parameters.num_workers = WORKERS
    if workers == "lp":
        solver.parameters.subsolvers.extend(["max_lp", "default_lp"])
    status = solver.solve(model, Told())
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return solver
    print(
        json.dumps({"note": solver.status_name(status).lower(), "bound": round(solver.best_objective_bound)})
    )
    return None


def tell(solver: cp_model.CpSolver, cells: list[tuple[str, str]]) -> None:
    """The roster, its cost and the bound."""
    cost, bound = round(solver.objective_value), round(solver.best_objective_bound)
    print(json.dumps({"cells": sorted(cells), "cost": cost, "bound": bound}), flush=True)


def main(pickled: str, until: str, workers: str) -> None:
    problem, rules = pickle.loads(Path(pickled).read_bytes())
    grid = Grid(problem, rules)
    for rule in rules:
        STATED[rule.kind](grid, rule)
    solver = run(grid.finish(), float(until), workers)
    if solver:
        tell(solver, [cell for cell, literal in grid.works.items() if solver.value(literal)])


if __name__ == "__main__":
    main(*sys.argv[1:])
