"""Who comes in somebody's place: a repair stands, but for one person who says no.

All other calls are made as they are; one model serves the questions about everybody who is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.solve.hold import solve_held
from rota.solve.mend import STRATEGIES, held_far, lawful_repair
from rota.solve.mend_model import MendModel
from rota.solve.strategies import FOUND

if TYPE_CHECKING:
    from rota.problem import Cell
    from rota.repair.case import Case
    from rota.solve.hold import Hold


class StandIns:
    """A repair whose calls may be answered with a no."""

    def __init__(self, case: Case, cells: frozenset[Cell]) -> None:
        self.case, self.cells = case, cells
        self._model = MendModel(case, held=held_far(case))

    def instead_of(self, agent: str, hold: Hold) -> frozenset[Cell] | None:
        """The roster if this person says no and everybody else who is called comes; None: nobody can."""
        own = self._model
        model = own.model.clone()
        kept = {one for one, _ in self.cells ^ self.case.left} - {agent}
        for cell, variable in own.free_cells():
            if cell[0] in kept:
                model.add(variable == int(cell in self.cells))
            elif cell[0] == agent:
                model.add(variable == int(cell in self.case.left))
        weighed = own.calls * own.worth + own.uncovered
        solver = _solved(model, weighed, hold)
        if solver is None:
            return None
        model.add(weighed <= solver.value(weighed))
        solver = _solved(model, own.pain, hold) or solver
        found = own.cells(solver)
        without = {cell for cell in self.cells if cell[0] != agent}
        if found == without | {cell for cell in self.case.left if cell[0] == agent}:
            return None
        return found if lawful_repair(self.case, found) else None


def _solved(model: cp_model.CpModel, objective: cp_model.LinearExpr, hold: Hold) -> cp_model.CpSolver | None:
    """The best that is found of one thing; None where nothing is."""
    model.minimize(objective)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = len(STRATEGIES)
    for strategy in STRATEGIES:
        solver.parameters.subsolvers.append(strategy)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    return solver if solve_held(solver, model, hold) in FOUND else None
