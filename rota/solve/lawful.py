"""Whether some reasons can be kept together: a roster that does, a proof that none does, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import Linear
from rota.errors import OurBug
from rota.solve.counting import counted
from rota.solve.farkas import refuted
from rota.solve.hold import solve_held
from rota.solve.lower import new_variable, state_linear, state_row
from rota.solve.strategies import FOUND, name_strategies

if TYPE_CHECKING:
    from collections.abc import Collection

    from rota.encoding import Row
    from rota.explain.clash import Reason
    from rota.problem import Cell
    from rota.solve.hard_rows import HardRows, System
    from rota.solve.hold import Hold

MANY = 400
"""Reasons beyond which a proof of CP-SAT is worth asking which of them it used."""


MISSED = 1000
"""What a unit by which a requirement is missed weighs against a shift worked for nothing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The reasons can be kept: by a roster of these cells."""

    cells: frozenset[Cell]


@dataclass(frozen=True, slots=True)
class Refuted:
    """These of the reasons cannot be kept together."""

    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True)
class Undecided:
    """Time ran out."""


Answer = Kept | Refuted | Undecided


def answer(rows: HardRows, reasons: Collection[Reason], hold: Hold) -> Answer:
    """Decide it: by counting, by a linear program, by CP-SAT."""
    for reason in reasons:
        if reason in rows.false:
            return Refuted(frozenset({reason}))
    system = rows.system(reasons)
    found = counted(system) or refuted(system, seconds=hold.left)
    return _searched(rows, system, reasons, hold) if found is None else Refuted(found)


def searched(rows: HardRows, reasons: Collection[Reason], hold: Hold) -> Answer:
    """Decide it by CP-SAT alone: quicker where a roster is expected."""
    false = rows.false.intersection(reasons)
    if false:
        return Refuted(false)
    return _searched(rows, rows.system(reasons), reasons, hold)


def sparing(rows: HardRows, reasons: Collection[Reason], broken: Reason, hold: Hold) -> Kept | None:
    """A roster that keeps the reasons, misses one more by as little as can be, and has no needless work.

    None where it is not found in time.
    """
    system = rows.system([*reasons, broken])
    model = _Model(rows, system, broken=broken)
    cells = [literal for variable, literal in model.variables.items() if rows.encoding.cell_of(variable)]
    model.model.minimize(MISSED * sum(model.missed) + sum(cells))
    solver = _alone(hold)
    if solve_held(solver, model.model, hold) not in FOUND:
        return None
    return Kept(model.cells(solver))


def _searched(rows: HardRows, system: System, reasons: Collection[Reason], hold: Hold) -> Answer:
    model = _Model(rows, system)
    solver = _solver(hold)
    status = solve_held(solver, model.model, hold)
    if status in FOUND:
        return Kept(model.cells(solver))
    if status == cp_model.UNKNOWN:
        return Undecided()
    if status != cp_model.INFEASIBLE:
        raise OurBug(f"the solver calls the model {solver.status_name(status)}: {model.model.validate()}")
    return Refuted(_core(rows, system, reasons, hold) if len(reasons) > MANY else frozenset(reasons))


def _core(rows: HardRows, system: System, reasons: Collection[Reason], hold: Hold) -> frozenset[Reason]:
    """Which of the reasons a proof uses. Believed only once they are refuted alone (or-tools#5141, #2649)."""
    model = _Model(rows, system, assume=True)
    solver = _alone(hold)
    if solve_held(solver, model.model, hold) != cp_model.INFEASIBLE:
        return frozenset(reasons)
    numbers = set(solver.sufficient_assumptions_for_infeasibility())
    core = [reason for reason, literal in model.assumed.items() if literal.index in numbers]
    if not core or len(core) == len(reasons):
        return frozenset(reasons)
    alone = answer(rows, core, hold)
    return alone.reasons if isinstance(alone, Refuted) else frozenset(reasons)


class _Model:
    """A CP-SAT model of a system; with `assume`, each reason holds under an assumption of its own.

    The rows of a `broken` reason need not hold: `missed` is by how much they do not.
    """

    def __init__(
        self, rows: HardRows, system: System, *, assume: bool = False, broken: Reason | None = None
    ) -> None:
        self.rows = rows
        self.missed: list[cp_model.IntVar] = []
        self.model = cp_model.CpModel()
        self.assumed: dict[Reason, cp_model.IntVar] = {}
        touched = sorted({variable for row in system.rows for variable in row.variables})
        self.variables = {
            variable: new_variable(self.model, system.low[variable], system.high[variable])
            for variable in touched
        }
        for row, reason in zip(system.rows, system.asked, strict=True):
            if reason is not None and reason == broken:
                self._state_missed(row)
                continue
            if reason is None or not assume:
                state_row(self.model, self.variables, row)
                continue
            if reason not in self.assumed:
                self.assumed[reason] = self.model.new_bool_var("")
            state_linear(self.model, self.variables, row).only_enforce_if(self.assumed[reason])
        if assume:
            self.model.add_assumptions(list(self.assumed.values()))

    def _state_missed(self, row: Row) -> None:
        least, most = self.rows.encoding.bounds(Linear(row.variables, row.coefficients))
        short = 0 if row.low is None else max(0, row.low - least)
        over = 0 if row.high is None else max(0, most - row.high)
        amount = self.model.new_int_var(0, max(short, over), "")
        total = cp_model.LinearExpr.weighted_sum(
            [self.variables[variable] for variable in row.variables], list(row.coefficients)
        )
        if row.low is not None:
            self.model.add(total + amount >= row.low)
        if row.high is not None:
            self.model.add(total - amount <= row.high)
        self.missed.append(amount)

    def cells(self, solver: cp_model.CpSolver) -> frozenset[Cell]:
        """The cells worked, those held included; what the system does not touch is not worked."""
        values = {variable: solver.value(literal) for variable, literal in self.variables.items()}
        held = {cell for cell, works in self.rows.held.items() if works}
        return self.rows.encoding.cells_of(values) | held


def _solver(hold: Hold) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    name_strategies(solver)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    return solver


def _alone(hold: Hold) -> cp_model.CpSolver:
    """One worker: cores need it, and equal questions get equal answers."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    return solver
