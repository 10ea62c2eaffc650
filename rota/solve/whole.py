"""CP-SAT on the whole model."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.errors import OurBug
from rota.solve.hold import solve_held
from rota.solve.lower import Lowered
from rota.solve.strategies import FOUND, limit, name_strategies, spent

if TYPE_CHECKING:
    from rota.solve.hold import Hold
    from rota.solve.incumbent import Incumbent
    from rota.solve.limits import Limits
    from rota.solve.split import Integers

SAFE = 1e-6
"""Costs are integers: a bound is rounded up, less what floating point may have added to it."""


def whole_model(incumbent: Incumbent, hold: Hold, *, hint: Integers | None = None) -> cp_model.CpSolverStatus:
    """Search for better rosters and bounds; `hint` has complete values to start from."""
    encoding = incumbent.encoding
    lowered = Lowered(encoding)
    if hint is not None:
        for variable, value in zip(lowered.variables, hint.tolist(), strict=True):
            lowered.model.add_hint(variable, value)
    solver = new_solver(incumbent.limits, seconds=hold.left)
    watch = _Watch(incumbent)
    solver.best_bound_callback = watch.bound_moved
    status = solve_held(solver, lowered.model, hold, watch)
    hold.clock.spend(spent(solver, counted=True))
    if status not in FOUND and status not in (cp_model.INFEASIBLE, cp_model.UNKNOWN):
        raise OurBug(f"the solver calls the model {solver.status_name(status)}: {lowered.model.validate()}")
    if status in FOUND:
        values = solver.values(lowered.variables)
        stated = round(solver.objective_value) if encoding.prices else encoding.offset
        cells = encoding.cells_of({number: int(value) for number, value in enumerate(values)})
        incumbent.take(cells, stated)
        if encoding.prices:
            incumbent.take_bound(ceil(solver.best_objective_bound - SAFE))
        if status == cp_model.OPTIMAL and incumbent.cost is not None and not incumbent.limits.gap:
            incumbent.take_bound(incumbent.cost)
    return status


def new_solver(limits: Limits, *, seconds: float) -> cp_model.CpSolver:
    """A solver with the strategies named and the limits set."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers
    name_strategies(solver)
    parameters.relative_gap_limit = limits.gap
    if limits.reproducible:
        parameters.interleave_search = True
    limit(solver, seconds, counted=limits.reproducible)
    return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells of each better roster and each better bound of CP-SAT."""

    def __init__(self, incumbent: Incumbent) -> None:
        super().__init__()
        self._incumbent = incumbent
        self._cost: int | None = None
        self._bound = 0

    def on_solution_callback(self) -> None:
        """Called by the solver at each better roster."""
        self._cost = round(self.objective_value)
        self._bound = max(self._bound, ceil(self.best_objective_bound - SAFE))
        self._incumbent.tell(self._cost, self._bound)

    def bound_moved(self, bound: float) -> None:
        """Called by the solver at each better bound."""
        self._bound = max(self._bound, ceil(bound - SAFE))
        self._incumbent.tell(self._cost, self._bound)
