"""The least painful repair of a roster, in the order in which it matters.

First, where hard rules ask for more people than can be had, the least shortfall. Then calls: each counts
as much as the load that makes one worth while, so that somebody is called where a hard rule needs it or
where that much load comes back. Then the points of pain, then what the rules charge. Each step keeps
what the ones before it have reached (lexicographic optimisation).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.explain.price import new_breaches
from rota.repair.repaired import NoRepair, Repaired
from rota.solve.hold import solve_held
from rota.solve.mend_model import ASKING, MendModel
from rota.solve.strategies import FOUND
from rota.verify import verify

if TYPE_CHECKING:
    from rota.problem import Cell
    from rota.repair.case import Case
    from rota.solve.hold import Hold

CALL_SHARE, PAIN_SHARE = 0.6, 0.6
"""Of the time left, how much may go into the calls, and then into pain."""
LARGE = 20_000
"""Cells from which on only the days around the change are looked at."""
DAYS_AROUND = timedelta(days=1)
COST_SECONDS = 1.0
"""The most that may go into what the rules charge: nothing is claimed of it."""
STRATEGIES = ("core", "max_lp", "default_lp")
"""Few are called of many who could be: a search that goes by the reasons against so few proves it soonest."""
SAFE = 1e-6


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the steps have come to: the roster, and the value of each step."""

    cells: frozenset[Cell]
    calls: int
    least_calls: int
    uncovered: int
    pain: int
    shortfall: int
    least_short: bool


class Mending:
    """A case, its repair, and who comes if one who is called says no."""

    def __init__(self, case: Case, hold: Hold) -> None:
        self.case, self.hold = case, hold
        self._far = held_far(case)
        self._model = MendModel(case, held=self._far)
        self._plain = self._model.model.clone()

    def run(self) -> Repaired | NoRepair:
        """The least painful repair; with the least shortfall where none keeps every hard rule."""
        found = self._found(self._model)
        impossible = found.proved if isinstance(found, NoRepair) else bool(found.short)
        if impossible:
            found = self._found(MendModel(self.case, elastic=True, held=self._far))
        return replace(found, nearby=bool(self._far)) if isinstance(found, Repaired) else found

    def instead_of(self, agent: str, cells: frozenset[Cell], hold: Hold) -> frozenset[Cell] | None:
        """The repair `cells` if this person says no and all others who are called come.

        None where nobody can come instead, or where it is not known in time who.
        """
        own, left = self._model, self.case.left
        model = self._plain.clone()
        kept = {one for one, _ in cells ^ left} - {agent}
        for cell, variable in own.free_cells():
            if cell[0] in kept:
                model.add(variable == int(cell in cells))
            elif cell[0] == agent:
                model.add(variable == int(cell in left))
        weighed = own.calls * own.worth + own.uncovered
        solver, (status, _) = minimized(model, weighed, hold)
        if solver is None or status != cp_model.OPTIMAL:
            return None
        model.add(weighed <= solver.value(weighed))
        solver, (status, _) = minimized(model, own.pain, hold)
        if solver is None or status != cp_model.OPTIMAL:
            # Whatever is found before the end has changes in it that nobody needs.
            return None
        found = own.cells(solver)
        without = {cell for cell in cells if cell[0] != agent} | {cell for cell in left if cell[0] == agent}
        return found if found != without and self._lawful(found) else None

    def _lawful(self, cells: frozenset[Cell]) -> bool:
        problem, rules = self.case.setting
        return not new_breaches(verify(problem, rules, self.case.base), verify(problem, rules, cells))

    def _found(self, model: MendModel) -> Repaired | NoRepair:
        reached = _Search(model, self.hold).run()
        if isinstance(reached, NoRepair):
            return reached
        elastic = model.shortfall is not None
        found = _judged(self.case, reached, reached.cells)
        if isinstance(found, NoRepair) or (found.short and not elastic):
            return found
        if not self.hold.left:
            return found
        cheaper = _judged(self.case, reached, _cheapest(self.case, reached, self.hold, elastic=elastic))
        worse = isinstance(cheaper, NoRepair) or _missing(cheaper) > _missing(found)
        return found if worse else cheaper


def mend(case: Case, hold: Hold) -> Repaired | NoRepair:
    """The repair of a case alone."""
    return Mending(case, hold).run()


def held_far(case: Case) -> dict[Cell, bool]:
    """Where a problem is large, the cells further than a day from all that is given, as they are left."""
    problem = case.setting.problem
    if not case.given or len(problem.agents) * len(case.free_shifts) <= LARGE:
        return {}
    spans = [problem.shift_of[shift] for _, shift in case.given]
    first = min(shift.start for shift in spans) - DAYS_AROUND
    last = max(shift.end for shift in spans) + DAYS_AROUND
    return {
        (agent.id, shift.id): (agent.id, shift.id) in case.left
        for shift in case.free_shifts
        if shift.end <= first or last <= shift.start
        for agent in problem.agents
    }


def _cheapest(case: Case, reached: _Reached, hold: Hold, *, elastic: bool) -> frozenset[Cell]:
    """A repair that hurts no more, changes nothing on days further away, and which costs least of these."""
    problem = case.setting.problem
    changed = {problem.shift_of[shift].day for _, shift in reached.cells ^ case.base}
    days = {day + offset * DAYS_AROUND for day in changed for offset in (-1, 0, 1)}
    held = {
        (agent.id, shift.id): (agent.id, shift.id) in reached.cells
        for agent in problem.agents
        for shift in problem.shifts
        if shift.day not in days
    }
    search = _Search(MendModel(case, elastic=elastic, held=held, priced=True), hold.part(COST_SECONDS))
    return search.cheaper(reached)


def _judged(case: Case, reached: _Reached, cells: frozenset[Cell]) -> Repaired | NoRepair:
    """What the verifier says of a repair that it does not say of the roster before."""
    problem, rules = case.setting
    breaches = new_breaches(verify(problem, rules, case.base), verify(problem, rules, cells))
    asking = {rule.name for rule in case.setting.hard if rule.kind in ASKING}
    if any(breach.rule not in asking for breach in breaches):
        return NoRepair(proved=True)
    return Repaired(cells, reached.calls, reached.least_calls, breaches, reached.least_short)


def _missing(found: Repaired) -> int:
    return sum(breach.shortfall for breach in found.short)


class _Search:
    """The steps on one model."""

    def __init__(self, model: MendModel, hold: Hold) -> None:
        self.model, self.hold = model, hold
        self.solver: cp_model.CpSolver | None = None
        self.bound = 0.0

    def run(self) -> _Reached | NoRepair:
        """Shortfall, calls and pain; what is not proved in time is told in what comes back."""
        model, least_short = self.model, True
        if model.shortfall is not None:
            least_short = self._step(model.shortfall, self._part(CALL_SHARE)) == cp_model.OPTIMAL
        status = self._step(model.calls * model.worth + model.uncovered, self._part(CALL_SHARE))
        if self.solver is None:
            return NoRepair(status == cp_model.INFEASIBLE)
        calls, uncovered = self.solver.value(model.calls), self.solver.value(model.uncovered)
        least = calls
        if status != cp_model.OPTIMAL:
            least = max(0, ceil((self.bound - uncovered) / model.worth - SAFE))
        model.model.add(model.calls <= calls)
        model.model.add(model.uncovered <= uncovered)
        self._step(model.pain, self._part(PAIN_SHARE))
        pain = self.solver.value(model.pain)
        short = 0 if model.shortfall is None else self.solver.value(model.shortfall)
        return _Reached(model.cells(self.solver), calls, least, uncovered, pain, short, least_short)

    def cheaper(self, reached: _Reached) -> frozenset[Cell]:
        """The cells for which the rules charge least of those that are no worse in any step."""
        model = self.model
        model.model.add(model.calls <= reached.calls)
        model.model.add(model.uncovered <= reached.uncovered)
        model.model.add(model.pain <= reached.pain)
        if model.shortfall is not None:
            model.model.add(model.shortfall <= reached.shortfall)
        self._step(model.cost, self.hold)
        return reached.cells if self.solver is None else model.cells(self.solver)

    def _part(self, share: float) -> Hold:
        return self.hold.part(share * self.hold.left)

    def _step(self, objective: cp_model.LinearExpr, hold: Hold) -> cp_model.CpSolverStatus:
        """Minimise one thing and hold it there; what is at hand is kept where nothing is found."""
        model = self.model
        solver, status = minimized(model.model, objective, hold)
        self.bound = status[1]
        if solver:
            self.solver = solver
            model.hint(solver)
            model.model.add(objective <= solver.value(objective))
        return status[0]


def minimized(
    model: cp_model.CpModel, objective: cp_model.LinearExpr, hold: Hold
) -> tuple[cp_model.CpSolver | None, tuple[cp_model.CpSolverStatus, float]]:
    """The solver with the least that it found, None where it found nothing; its status, and its bound."""
    model.minimize(objective)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = len(STRATEGIES)
    for strategy in STRATEGIES:
        solver.parameters.subsolvers.append(strategy)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    status = solve_held(solver, model, hold)
    return (solver if status in FOUND else None), (status, solver.best_objective_bound)
