"""The roster that gives up the fewest requirements: what it breaks is one way to see why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.errors import OurBug
from rota.solve.hold import interruptible, solve_held
from rota.solve.lower import Lowered
from rota.solve.strategies import FOUND, name_strategies
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint, Violation
    from rota.problem import Problem
    from rota.solve.limits import Limits


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What a roster that gives up little breaks; `least`: proved that none breaks fewer requirements."""

    broken: tuple[Violation, ...]
    least: bool


def give_up(problem: Problem, rules: Sequence[Constraint], *, limits: Limits) -> GivenUp:
    """Look for the roster that breaks the fewest requirements, and these by as little as can be.

    For rules that no roster keeps; raises OurBug where the verifier finds one that keeps them.
    """
    lowered = Lowered(encode(problem, rules), elastic=True)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    name_strategies(solver)
    solver.parameters.max_time_in_seconds = limits.seconds
    with interruptible(limits.seconds) as hold:
        status = solve_held(solver, lowered.model, hold)
    if status not in FOUND:
        return GivenUp((), least=False)
    values = solver.values(lowered.variables)
    cells = lowered.encoding.cells_of({number: int(value) for number, value in enumerate(values)})
    verdict = verify(problem, rules, cells)
    if verdict.lawful:
        raise OurBug("the solver finds no roster that keeps every rule, the verifier nothing against one")
    return GivenUp(verdict.hard, least=status == cp_model.OPTIMAL)
