"""Refutation by a linear program: more is asked for in sum than there is, fractions of people allowed.

Where rows cannot all hold, some multiples of them add up to a row that is false within the bounds of
its variables (Farkas 1902); the duals of the program that breaks rows by the least are such
multiples. They come in floating point and are therefore checked in whole numbers: what is returned is
proved. Shortages of hours over a month, on which search by cases is lost, are seen at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]  # it ships no types

from rota.solve.counting import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.encoding import Row
    from rota.explain.clash import Reason
    from rota.solve.counting import Settled
    from rota.solve.hard_rows import System

SCALE = 1 << 24
"""Duals are rounded to multiples of one over this."""
TINY = 1e-7


def refuted(system: System, *, seconds: float, counted: bool = False) -> frozenset[Reason] | None:
    """Reasons that cannot hold together, whole or in fractions; None where that is not shown in time.

    Where work is `counted`, seconds are units of it.
    """
    settled = settle(system)
    numbers = [number for number, row in enumerate(system.rows) if _kept(system, number, row)]
    duals = _duals(system, settled, numbers, seconds, counted=counted)
    if duals is None:
        return None
    factors = {number: round(dual * SCALE) for number, dual in duals.items() if abs(dual) > TINY}
    return _checked(system, settled, factors)


def _kept(system: System, number: int, row: Row) -> bool:
    return len(row.variables) > 1 or system.asked[number] is None


def _duals(
    system: System, settled: Settled, numbers: list[int], seconds: float, *, counted: bool
) -> Mapping[int, float] | None:
    """The duals where rules' rows may be broken at a price of 1 a unit; None if none has to be."""
    program = pywraplp.Solver.CreateSolver("GLOP")
    if counted:
        program.SetSolverSpecificParametersAsString(f"max_deterministic_time: {seconds}")
    else:
        program.SetTimeLimit(max(1, int(1000 * seconds)))
    objective, infinity = program.Objective(), program.infinity()
    made: dict[int, pywraplp.Variable] = {}
    stated = {}
    for number in numbers:
        row = system.rows[number]
        low = -infinity if row.low is None else row.low
        stated[number] = program.Constraint(low, infinity if row.high is None else row.high)
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            if variable not in made:
                made[variable] = program.NumVar(
                    settled.low.get(variable, system.low[variable]),
                    settled.high.get(variable, system.high[variable]),
                    "",
                )
            stated[number].SetCoefficient(made[variable], coefficient)
        for bound, sign in ((row.low, 1), (row.high, -1)):
            if bound is not None and system.asked[number]:
                slack = program.NumVar(0, infinity, "")
                objective.SetCoefficient(slack, 1)
                stated[number].SetCoefficient(slack, sign)
    objective.SetMinimization()
    if program.Solve() != pywraplp.Solver.OPTIMAL or objective.Value() < TINY:
        return None
    return {number: row.dual_value() for number, row in stated.items()}


def _checked(system: System, settled: Settled, factors: Mapping[int, int]) -> frozenset[Reason] | None:
    """Who asks for what is summed up, where the sum is false in whole numbers; else None."""
    asked, sums = 0, dict[int, int]()
    used: set[Reason] = set()
    for number, factor in factors.items():
        row, reason = system.rows[number], system.asked[number]
        bound = row.low if factor > 0 else row.high
        if bound is None:
            continue
        asked += factor * bound
        if reason:
            used.add(reason)
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            sums[variable] = sums.get(variable, 0) + factor * coefficient
    for variable, coefficient in sums.items():
        if coefficient > 0:
            asked -= coefficient * settled.high.get(variable, system.high[variable])
            used |= {settled.by_high[variable]} if variable in settled.by_high else set()
        elif coefficient < 0:
            asked -= coefficient * settled.low.get(variable, system.low[variable])
            used |= {settled.by_low[variable]} if variable in settled.by_low else set()
    return frozenset(used) if asked > 0 else None
