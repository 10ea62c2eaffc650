"""One entry point to solving: a problem and its rules in, an outcome out, verified.

Whatever the solver returns is recomputed by the verifier; a disagreement is a bug of ours and raises.
"""

from __future__ import annotations

from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.errors import OurBug
from rota.solve.limits import Limits, Progress
from rota.solve.lower import Lowered
from rota.solve.outcome import Infeasible, Outcome, Solved, TimedOut
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.problem import Cell, Problem
    from rota.solve.limits import Listener

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
STRATEGIES = ("max_lp", "default_lp")
"""The full searches, named: left to the number of workers CP-SAT runs LP-heavy search from eight on only,
which on two cores starves it. Workers beyond these improve the roster by neighbourhoods."""
SAFE = 1e-6
"""Costs are integers: a bound is rounded up, less what floating point may have added to it."""


def solve(
    problem: Problem,
    rules: Sequence[Constraint],
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    listen: Listener | None = None,
) -> Outcome:
    """Find the cheapest roster that keeps every hard rule, within the limits.

    A first Ctrl-C ends the search and keeps the best roster found. Raises OurBug where the solver and
    the verifier disagree.
    """
    began = monotonic()
    encoding = encode(problem, rules)
    if encoding.broken:
        return _explain(problem, rules, encoding, limits, began)
    solver = _solver(limits, seconds=limits.seconds)
    lowered = Lowered(encoding)
    watch = _Watch(began, listen)
    solver.best_bound_callback = watch.bound_moved
    status = solver.solve(lowered.model, watch)
    if status == cp_model.INFEASIBLE:
        return _explain(problem, rules, encoding, limits, began)
    if status == cp_model.UNKNOWN:
        return TimedOut(seconds=monotonic() - began)
    if status not in FOUND:
        raise OurBug(f"the solver calls the model {solver.status_name(status)}: {lowered.model.validate()}")
    cells = _cells(encoding, lowered, solver)
    cost = _verified_cost(problem, rules, cells, stated=round(solver.objective_value))
    bound = ceil(solver.best_objective_bound - SAFE) if encoding.prices else encoding.offset
    if status == cp_model.OPTIMAL:
        bound = cost
    if bound > cost:
        raise OurBug(f"the solver proves a bound of {bound} above a roster that costs {cost}")
    return Solved(cells, cost, max(0, bound), monotonic() - began, limits.workers)


def _solver(limits: Limits, *, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers
    for strategy in STRATEGIES:
        parameters.subsolvers.append(strategy)
    parameters.relative_gap_limit = limits.gap
    if limits.reproducible:
        parameters.interleave_search = True
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds
    return solver


def _cells(encoding: Encoding, lowered: Lowered, solver: cp_model.CpSolver) -> frozenset[Cell]:
    return encoding.cells_of(
        {index: int(solver.value(lowered.variables[index])) for index in range(encoding.cell_count)}
    )


def _verified_cost(
    problem: Problem, rules: Sequence[Constraint], cells: frozenset[Cell], *, stated: int
) -> int:
    verdict = verify(problem, rules, cells)
    if not verdict.lawful:
        raise OurBug(f"the solver's roster breaks a hard rule: {verdict.hard[0].message}")
    if verdict.cost > stated:
        raise OurBug(f"the roster costs {verdict.cost}, the solver says {stated}")
    return verdict.cost


def _explain(
    problem: Problem, rules: Sequence[Constraint], encoding: Encoding, limits: Limits, began: float
) -> Infeasible:
    """The roster that gives up the fewest requirements, and what the verifier says against it."""
    lowered = Lowered(encoding, elastic=True)
    solver = _solver(limits, seconds=max(10.0, limits.seconds / 2))
    status = solver.solve(lowered.model)
    if status not in FOUND:
        return Infeasible((), least=False, seconds=monotonic() - began)
    verdict = verify(problem, rules, _cells(encoding, lowered, solver))
    return Infeasible(verdict.hard, least=status == cp_model.OPTIMAL, seconds=monotonic() - began)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells the listener of each better roster and each better bound."""

    def __init__(self, began: float, listen: Listener | None) -> None:
        super().__init__()
        self._began = began
        self._listen = listen
        self._cost: int | None = None
        self._bound = 0

    def on_solution_callback(self) -> None:
        """Called by the solver at each better roster."""
        self._cost = round(self.objective_value)
        self._bound = max(self._bound, ceil(self.best_objective_bound - SAFE))
        self._tell()

    def bound_moved(self, bound: float) -> None:
        """Called by the solver at each better bound."""
        self._bound = max(self._bound, ceil(bound - SAFE))
        self._tell()

    def _tell(self) -> None:
        if self._listen:
            self._listen(Progress(monotonic() - self._began, self._cost, self._bound))
