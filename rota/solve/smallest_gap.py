"""How small the largest gap to a fair share can be: proved by the limits that no roster keeps.

The limit is lowered, one whole unit at a time, from the gap of a roster at hand. A limit that some
lawful roster keeps is a smaller gap, and the search goes on from there; one that none keeps is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.solve.hold import solve_held
from rota.solve.lower import Lowered
from rota.solve.strategies import FOUND, name_strategies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.solve.hold import Hold


@dataclass(frozen=True, slots=True)
class SmallestGap:
    """The largest gap of some lawful roster is `reached` whole units; `proved`: none has a smaller one."""

    reached: int
    proved: bool


def smallest_gap(
    problem: Problem,
    hard: Sequence[Constraint],
    limited: Callable[[int], Constraint],
    *,
    present: int,
    hold: Hold,
) -> SmallestGap:
    """Lower the gap of a roster at hand, `present`, as far as the hard rules and the time let it.

    `limited` gives the rule that allows a gap of so many whole units at the most.
    """
    reached = present
    while reached:
        status = _status(problem, [*hard, limited(reached - 1)], hold)
        if status == cp_model.INFEASIBLE:
            return SmallestGap(reached, proved=True)
        if status not in FOUND:
            return SmallestGap(reached, proved=False)
        reached -= 1
    return SmallestGap(0, proved=True)


def _status(problem: Problem, rules: Sequence[Constraint], hold: Hold) -> cp_model.CpSolverStatus:
    encoding = encode(problem, rules, tight=True)
    if encoding.broken:
        return cp_model.INFEASIBLE
    model = Lowered(encoding).model
    model.clear_objective()  # type: ignore[no-untyped-call]  # untyped in ortools
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 3
    name_strategies(solver)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    return solve_held(solver, model, hold)
