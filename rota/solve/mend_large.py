"""The steps of a repair in a large team: by the linear relaxation, and by those whom it would call.

The relaxation shares few calls out among a few people more than are needed. A search among these is soon
at an end and leaves a good repair, from which the search among everybody begins.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.solve.program import Answer, Program
from rota.solve.strategies import FOUND

if TYPE_CHECKING:
    from rota.solve.hold import Hold
    from rota.solve.mend_model import MendModel

FEW_SHARE = 0.6
"""Of the time of a step, how much may go into those alone whom the relaxation would call."""
HALF_CALLED = 1e-6
SAFE = 1e-6
"""What floating point may have added to a bound, as a share of it: all that is minimised is whole."""

Least = tuple[cp_model.CpSolver | None, cp_model.CpSolverStatus, float]


def least(
    model: MendModel,
    objective: cp_model.LinearExpr,
    hold: Hold,
    begin: cp_model.CpSolver | None,
    *,
    among_few: bool,
) -> Least:
    """The least of an objective that was found, how it was proved, and a bound; as CP-SAT would say it.

    Where `among_few` are enough, nobody is looked at whom the relaxation would not call.
    """
    model.model.minimize(objective)
    program = Program(model.model)
    relaxed = program.relaxed(hold)
    if relaxed.impossible:
        return None, cp_model.INFEASIBLE, 0.0
    best = _values(begin)
    idle = dict.fromkeys(_idle(model, relaxed, best), 0)
    found = program.solved(hold.part(FEW_SHARE * hold.left), begin=best, held=idle)
    solver, bound = _checked(model, found) or begin, max(0.0, relaxed.bound)
    if not (_reached(solver, objective, bound) or (among_few and solver)):
        found = program.solved(hold, begin=found.values or best)
        if found.impossible:
            return None, cp_model.INFEASIBLE, bound
        solver, bound = _checked(model, found) or solver, max(bound, found.bound)
    if solver is None:
        return None, cp_model.UNKNOWN, bound
    return solver, cp_model.OPTIMAL if _reached(solver, objective, bound) else cp_model.FEASIBLE, bound


def _reached(solver: cp_model.CpSolver | None, objective: cp_model.LinearExpr, bound: float) -> bool:
    """Whether what was found is no more than a bound, which is a whole number where it is proved."""
    return solver is not None and solver.value(objective) <= ceil(bound * (1 - SAFE) - SAFE)


def _values(begin: cp_model.CpSolver | None) -> tuple[float, ...]:
    """The values of every variable, where there are any."""
    return tuple(begin.response_proto.solution) if begin else ()


def _idle(model: MendModel, relaxed: Answer, best: tuple[float, ...]) -> list[int]:
    """The calls that neither the relaxation makes, not even in part, nor the best so far."""
    return [
        call.index
        for call in model.call
        if (not relaxed.values or relaxed.values[call.index] < HALF_CALLED)
        and (not best or not best[call.index])
    ]


def _checked(model: MendModel, found: Answer) -> cp_model.CpSolver | None:
    """The rounded values held against the model in whole numbers; None where it does not take them."""
    if not found.values:
        return None
    held = model.model.clone()
    for variable, value in zip(held.proto.variables, map(round, found.values), strict=True):
        low, *_, high = variable.domain
        if not low <= value <= high:
            return None
        variable.domain.clear()
        variable.domain.extend([value, value])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver if solver.solve(held) in FOUND else None
