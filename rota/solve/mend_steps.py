"""The steps of a repair on one model, and the proof that no fewer calls do."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.repair.repaired import NoRepair
from rota.solve.hold import solve_held
from rota.solve.mend_large import least
from rota.solve.strategies import FOUND

if TYPE_CHECKING:
    from rota.problem import Cell
    from rota.solve.hold import Hold
    from rota.solve.mend_model import MendModel

CALL_SHARE, PAIN_SHARE = 0.6, 0.6
"""Of the time left, how much may go into the calls, and then into pain."""
NOBODY_SECONDS = 10.0
STRATEGIES = ("core", "max_lp", "default_lp")
"""Few are called of many who could be: a search that goes by the reasons against so few proves it soonest."""
SAFE = 1e-6


@dataclass(frozen=True, slots=True)
class Reached:
    """What the steps have come to: the roster, and the value of each step."""

    cells: frozenset[Cell]
    calls: int
    least_calls: int
    uncovered: int
    pain: int
    shortfall: int
    least_short: bool
    no_more: bool


class Steps:
    """The steps on one model: shortfall, calls and pain, each held while the next is made least."""

    def __init__(self, model: MendModel, hold: Hold) -> None:
        self.model, self.hold = model, hold
        self.solver: cp_model.CpSolver | None = None
        self.bound = 0.0
        self.least_short, self.no_more, self.least_calls = True, False, 0

    def run(self) -> Reached | NoRepair:
        """Shortfall, calls and pain; what is not proved in time is told in what comes back."""
        none = self.fewest()
        if none:
            return none
        self.gentlest()
        return self.reached()

    def at_once(self) -> NoRepair | None:
        """Calls and pain in one search, for few days; nothing found is what comes back."""
        model = self.model
        status = self._step(model.all_at_once, self._part(CALL_SHARE))
        self.no_more = status == cp_model.OPTIMAL
        return None if self.solver else NoRepair(status == cp_model.INFEASIBLE)

    def fewest(self) -> NoRepair | None:
        """Shortfall and calls, and how many calls at least there are; nothing found is what comes back."""
        model = self.model
        if model.shortfall is not None:
            self.least_short = self._step(model.shortfall, self._part(CALL_SHARE)) == cp_model.OPTIMAL
        if model.large and model.shortfall is None:
            self._begin_with_nobody()
        status = self._step(model.weighed, self._part(CALL_SHARE))
        if self.solver is None:
            return NoRepair(status == cp_model.INFEASIBLE)
        self.no_more = status == cp_model.OPTIMAL
        self.least_calls = self.calls
        if not self.no_more:
            self.least_calls = at_least(model, self.bound, self.solver.value(model.uncovered))
        return None

    def _begin_with_nobody(self) -> None:
        """Where that is lawful, calling nobody is what a search in a large team improves on."""
        model = self.model
        alone = model.model.clone()
        alone.add(model.calls == 0)
        solver, status = minimized(alone, model.weighed, self.hold.part(NOBODY_SECONDS), workers=1)
        if status in FOUND:
            self.solver = solver
            model.hint(solver)
            model.model.add(model.weighed <= solver.value(model.weighed))

    @property
    def calls(self) -> int:
        """The calls of the repair that was found."""
        return self._found.value(self.model.calls)

    @property
    def weighed(self) -> int:
        """Its calls and its load left open, in the units of the model."""
        return self._found.value(self.model.weighed)

    def gentlest(self) -> None:
        """The least pain with no more calls and no more load left open."""
        model = self.model
        model.model.add(model.calls <= self.calls)
        model.model.add(model.uncovered <= self._found.value(model.uncovered))
        # Nothing is claimed of the pain, so that in a large team a few are looked at.
        self._step(model.pain, self._part(PAIN_SHARE), among_few=True)

    def reached(self) -> Reached:
        """What the steps have come to."""
        model, solver = self.model, self._found
        return Reached(
            model.cells(solver),
            solver.value(model.calls),
            self.least_calls,
            solver.value(model.uncovered),
            solver.value(model.pain),
            0 if model.shortfall is None else solver.value(model.shortfall),
            self.least_short,
            self.no_more,
        )

    def cheaper(self, reached: Reached) -> frozenset[Cell]:
        """The cells for which the rules charge least of those that are no worse in any step."""
        model = self.model
        model.begin(reached.cells)
        model.model.add(model.calls <= reached.calls)
        model.model.add(model.uncovered <= reached.uncovered)
        model.model.add(model.pain <= reached.pain)
        if model.shortfall is not None:
            model.model.add(model.shortfall <= reached.shortfall)
        self._step(model.cost, self.hold)
        return reached.cells if self.solver is None else model.cells(self.solver)

    @property
    def _found(self) -> cp_model.CpSolver:
        if self.solver is None:
            raise RuntimeError("a step was taken before anything was found")
        return self.solver

    def _part(self, share: float) -> Hold:
        return self.hold.part(share * self.hold.left)

    def _step(
        self, objective: cp_model.LinearExpr, hold: Hold, *, among_few: bool = False
    ) -> cp_model.CpSolverStatus:
        """Minimise one thing and hold it there; what is at hand is kept where nothing is found."""
        model = self.model
        if model.large:
            solver, status, self.bound = least(model, objective, hold, self.solver, among_few=among_few)
        else:
            solver, status = minimized(model.model, objective, hold)
            self.bound = solver.best_objective_bound
        if solver and status in FOUND:
            self.solver = solver
            model.hint(solver)
            model.model.add(objective <= solver.value(objective))
        return status


@dataclass(frozen=True, slots=True)
class Fewer:
    """Of repairs with fewer calls that are no worse in all: one, or the calls that are necessary."""

    better: cp_model.CpSolver | None
    least_calls: int


def fewer(model: MendModel, weighed: int, calls: int, hold: Hold) -> Fewer:
    """Whether fewer calls do; where that is not known in time, how many are necessary at least.

    Asked as a question of yes or no: probing each call then settles most of it, where a search for the
    least would go by the linear relaxation, which knows of half calls.
    """
    trial = model.model.clone()
    trial.clear_objective()  # type: ignore[no-untyped-call]  # untyped in ortools
    trial.add(model.calls <= calls - 1)
    trial.add(model.weighed <= weighed - 1)
    solver, status = answered(trial, hold, workers=1)
    return Fewer(solver if status in FOUND else None, calls if status == cp_model.INFEASIBLE else 0)


def at_least(model: MendModel, bound: float, uncovered: int) -> int:
    """The calls of a repair that leaves no more load open, where all of them together weigh so much."""
    return max(0, ceil((bound - uncovered) / model.worth - SAFE))


def minimized(
    model: cp_model.CpModel, objective: cp_model.LinearExpr, hold: Hold, *, workers: int = len(STRATEGIES)
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """The solver with the least that it found, if anything, and its status."""
    model.minimize(objective)
    return answered(model, hold, workers=workers)


def answered(
    model: cp_model.CpModel, hold: Hold, *, workers: int
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """The solver with what it found, if anything, and its status."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    for strategy in STRATEGIES if workers > 1 else ():
        solver.parameters.subsolvers.append(strategy)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    return solver, solve_held(solver, model, hold)
