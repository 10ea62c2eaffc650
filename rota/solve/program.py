"""The rows of a CP-SAT model as an integer program: its linear relaxation (GLOP), and itself (SCIP).

Where load is met by many together, the linear relaxation says nearly all that can be said against a
few, and CP-SAT, which counts up to it, says that late. What comes back is in floating point: whoever
takes values from here has them held against the model itself. A raised hand is heard once a search has
ended: SCIP as OR-Tools ships it cannot be told to stop.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]  # it ships no types

from rota.errors import OurBug
from rota.solve.lower import INFINITY
from rota.solve.stated import between, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ortools.sat.python import cp_model
    from ortools.sat.python.cp_model_helper import ConstraintProto

    from rota.solve.hold import Hold
    from rota.solve.stated import Stated

    Terms = Iterable[tuple[int, int]]

LEAST_SECONDS = 0.01
FOUND = (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.FEASIBLE)
NONE = (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED)
"""Every variable has bounds, so that nothing is unbounded."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Values of all variables, where there are any, and what the objective cannot be less than.

    `optimal`: nothing is less than these values; `impossible`: there are none at all.
    """

    values: tuple[float, ...]
    bound: float
    optimal: bool = False
    impossible: bool = False


class Program:
    """An integer program with the variables, rows and objective that a CP-SAT model has now.

    The model may have linear rows, clauses, cliques and implications, and each domain is in one piece.
    """

    def __init__(self, model: cp_model.CpModel) -> None:
        self._bounds = [_ends(variable.domain) for variable in model.proto.variables]
        rows = (
            _bounded(terms, low, high)
            for constraint in model.proto.constraints
            for terms, low, high in _rows(constraint)
        )
        objective = model.proto.objective
        costs, constant = _merged(zip(objective.vars, objective.coeffs, strict=True))
        self._model = stated(self._bounds, costs, constant + objective.offset, rows, whole=True)
        self._variables = list(self._model.variables())

    def relaxed(self, hold: Hold) -> Answer:
        """The optimum with whole numbers given up, if it is known in time."""
        # Nobody called is nearly feasible for the dual of a repair: a third of the primal method's time.
        simplex = mathopt.SolveParameters(lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX)
        for variable in self._variables:
            variable.integer = False
        try:
            return self._run(mathopt.SolverType.GLOP, simplex, hold)
        finally:
            for variable in self._variables:
                variable.integer = True

    def solved(
        self, hold: Hold, *, begin: Sequence[float] = (), held: Mapping[int, int] | None = None
    ) -> Answer:
        """The best whole numbers found in time, from `begin` on, with some variables held at a value."""
        for number, value in (held or {}).items():
            self._bound(number, value, value)
        try:
            return self._run(mathopt.SolverType.GSCIP, mathopt.SolveParameters(), hold, begin)
        finally:
            for number in held or {}:
                self._bound(number, *self._bounds[number])

    def _bound(self, number: int, low: int, high: int) -> None:
        self._variables[number].lower_bound = low
        self._variables[number].upper_bound = high

    def _run(
        self,
        solver: mathopt.SolverType,
        parameters: mathopt.SolveParameters,
        hold: Hold,
        begin: Sequence[float] = (),
    ) -> Answer:
        parameters.time_limit = timedelta(seconds=max(LEAST_SECONDS, hold.left))
        start = mathopt.ModelSolveParameters()
        if begin:
            values = dict(zip(self._variables, begin, strict=True))
            start.solution_hints.append(mathopt.SolutionHint(variable_values=values))
        return self._read(mathopt.solve(self._model, solver, params=parameters, model_params=start))

    def _read(self, result: mathopt.SolveResult) -> Answer:
        reason, bound = result.termination.reason, result.best_objective_bound()
        if reason not in FOUND:
            return Answer((), bound, impossible=reason in NONE)
        values = tuple(result.variable_values(self._variables))
        return Answer(values, bound, optimal=reason == mathopt.TerminationReason.OPTIMAL)


def _rows(constraint: ConstraintProto) -> Iterable[tuple[Terms, int, int]]:
    """A row of the model as linear ones."""
    unless = [-literal - 1 for literal in constraint.enforcement_literal]
    if constraint.has_bool_and():
        # An implication is a clause: what is not, or what follows.
        for literal in constraint.bool_and.literals:
            yield _each([literal, *unless]), 1, INFINITY
    elif unless:
        raise OurBug("a row of a repair holds under a condition")
    elif constraint.has_linear():
        row = constraint.linear
        yield zip(row.vars, row.coeffs, strict=True), *_ends(row.domain)
    elif constraint.has_at_most_one():
        yield _each(constraint.at_most_one.literals), -INFINITY, 1
    elif constraint.has_exactly_one():
        yield _each(constraint.exactly_one.literals), 1, 1
    elif constraint.has_bool_or():
        yield _each(constraint.bool_or.literals), 1, INFINITY
    else:
        raise OurBug("a row of a repair is neither linear nor a clause nor a clique")


def _bounded(terms: Terms, low: int, high: int) -> Stated:
    """A row with each variable once, the constants of literals below zero taken off its bounds."""
    coefficients, constant = _merged(terms)
    return coefficients, *between(
        None if low <= -INFINITY else low - constant, None if high >= INFINITY else high - constant
    )


def _each(literals: Iterable[int]) -> Terms:
    return ((literal, 1) for literal in literals)


def _ends(domain: Iterable[int]) -> tuple[int, int]:
    low, *_, high = domain
    return low, high


def _merged(terms: Terms) -> tuple[Mapping[int, int], int]:
    """The sum with each variable once; a literal below zero is one less the variable."""
    found: defaultdict[int, int] = defaultdict(int)
    constant = 0
    for literal, coefficient in terms:
        if literal < 0:
            found[-literal - 1] -= coefficient
            constant += coefficient
        else:
            found[literal] += coefficient
    return {variable: coefficient for variable, coefficient in found.items() if coefficient}, constant
