"""One entry point to solving: a problem and its rules in, an outcome out, verified.

Behind it a small portfolio, chosen by structure. CP-SAT on the whole model is strong where agents are
coupled tightly, by load and by who is there together. Where little couples them and the difficulty is
in each agent's own month, column generation gives bounds that CP-SAT does not reach, a dive makes a
roster of its columns, and neighbourhoods polish it. Whatever comes out is recomputed by the verifier;
a disagreement is a bug of ours and raises.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.errors import OurBug
from rota.solve.columns import Generation
from rota.solve.dive import dive, leaning
from rota.solve.farkas import refuted
from rota.solve.hard_rows import HardRows
from rota.solve.hold import interruptible, solve_held
from rota.solve.limits import Limits, Progress
from rota.solve.lower import Lowered
from rota.solve.master import Master
from rota.solve.outcome import Infeasible, Outcome, Solved, TimedOut
from rota.solve.polish import complete, polish
from rota.solve.region import Terrain
from rota.solve.split import split
from rota.solve.strategies import FOUND, name_strategies
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.problem import Cell, Problem
    from rota.solve.hold import Hold
    from rota.solve.limits import Listener
    from rota.solve.split import Integers, Split

SAFE = 1e-6
"""Costs are integers: a bound is rounded up, less what floating point may have added to it."""
THIN_ROWS, THIN_SHARE, FEWEST_AGENTS = 100, 0.1, 4
"""Agents are thinly coupled by at most so many coupling rows each, and such a share of all rows."""
FIRST_SHARE, FIRST_SECONDS = 0.1, 10.0
GENERATE_SHARE, DIVE_SHARE = 0.45, 0.2
MOST_SUMMED, SUM_SECONDS, SUM_SHARE = 100_000, 3.0, 0.1
"""Rows beyond which no linear program looks for a shortage in sum first, and the time that it has."""


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
    encoding = encode(problem, rules)
    with interruptible(limits.seconds) as hold:
        search = _Search(problem, rules, encoding, limits, hold, listen)
        if encoding.broken or _short_in_sum(encoding, hold):
            return Infeasible(search.seconds())
        return search.run()


def _short_in_sum(encoding: Encoding, hold: Hold) -> bool:
    """Whether a linear program refutes the rules at once: a shortage in sum, on which search is lost."""
    if len(encoding.rows) > MOST_SUMMED:
        return False
    rows = HardRows(encoding)
    seconds = min(SUM_SECONDS, SUM_SHARE * hold.left)
    return refuted(rows.system(rows.reasons), seconds=seconds) is not None


class _Search:
    """One search: the best values and the best bound so far, and the steps that better them."""

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[Constraint],
        encoding: Encoding,
        limits: Limits,
        hold: Hold,
        listen: Listener | None,
    ) -> None:
        self.problem, self.rules, self.encoding = problem, rules, encoding
        self.limits, self.hold, self.listen = limits, hold, listen
        self.began = monotonic()
        self.cells: frozenset[Cell] | None = None
        self.cost: int | None = None
        self.bound = encoding.offset if not encoding.prices else 0

    def run(self) -> Outcome:
        """The portfolio."""
        parts = split(self.encoding)
        columns = not self.limits.reproducible and thinly_coupled(parts)
        first = min(FIRST_SECONDS, FIRST_SHARE * self.limits.seconds) if columns else self.limits.seconds
        status = self._whole_model(self.hold.part(first))
        if status == cp_model.INFEASIBLE:
            return Infeasible(self.seconds())
        if columns and not self._good_enough():
            self._by_columns(parts)
        if self.cells is None or self.cost is None:
            return TimedOut(seconds=self.seconds())
        return Solved(self.cells, self.cost, self.bound, self.seconds(), self.limits.workers)

    def _whole_model(self, hold: Hold) -> cp_model.CpSolverStatus:
        lowered = Lowered(self.encoding)
        solver = _solver(self.limits, seconds=hold.left)
        watch = _Watch(self)
        solver.best_bound_callback = watch.bound_moved
        status = solve_held(solver, lowered.model, hold, watch)
        if status not in FOUND and status not in (cp_model.INFEASIBLE, cp_model.UNKNOWN):
            raise OurBug(
                f"the solver calls the model {solver.status_name(status)}: {lowered.model.validate()}"
            )
        if status in FOUND:
            values = solver.values(lowered.variables)
            stated = round(solver.objective_value) if self.encoding.prices else self.encoding.offset
            self._take({number: int(value) for number, value in enumerate(values)}, stated)
            if self.encoding.prices:
                self._take_bound(ceil(solver.best_objective_bound - SAFE))
            if status == cp_model.OPTIMAL and self.cost is not None and not self.limits.gap:
                self._take_bound(self.cost)
        return status

    def _by_columns(self, parts: Split) -> None:
        terrain = Terrain(self.encoding)
        master = Master(
            parts, slack_price=10 * max((abs(price.weight) for price in self.encoding.prices), default=1)
        )
        with ThreadPoolExecutor(max_workers=2) as executor:
            generation = Generation(parts, master, executor, self.limits.seed)
            generate = self.hold.part(GENERATE_SHARE * self.limits.seconds)
            generation.run(hold=generate, told=self._take_bound)
            dived = dive(generation, self.hold.part(DIVE_SHARE * self.limits.seconds))
            lean = leaning(generation)
        start = None if self.cells is None else complete(terrain, self.cells, self.hold)
        if dived is not None:
            found = complete(terrain, dived, self.hold)
            if found is not None and (start is None or terrain.cost_of(found) < terrain.cost_of(start)):
                start = found
                self._improve(terrain, found)
        if start is not None and not self._good_enough():
            polish(
                terrain,
                start,
                self.hold,
                seed=self.limits.seed,
                leaning=lean,
                told=lambda values: self._improve(terrain, values),
            )

    def _improve(self, terrain: Terrain, values: Integers) -> bool:
        """Take better values; whether to go on."""
        self._take(dict(enumerate(values.tolist())), terrain.cost_of(values))
        self.tell()
        return not self._good_enough()

    def _take(self, values: dict[int, int], stated: int) -> None:
        cells = self.encoding.cells_of(values)
        verdict = verify(self.problem, self.rules, cells)
        if not verdict.lawful:
            raise OurBug(f"the solver's roster breaks a hard rule: {verdict.hard[0].message}")
        if verdict.cost > stated:
            raise OurBug(f"the roster costs {verdict.cost}, the solver says {stated}")
        if self.bound > verdict.cost:
            raise OurBug(f"a bound of {self.bound} is proved above a roster that costs {verdict.cost}")
        if self.cost is None or verdict.cost < self.cost:
            self.cells, self.cost = cells, verdict.cost

    def _take_bound(self, bound: int) -> None:
        if self.cost is not None and bound > self.cost:
            raise OurBug(f"a bound of {bound} is proved above a roster that costs {self.cost}")
        if bound > self.bound:
            self.bound = bound
            self.tell()

    def _good_enough(self) -> bool:
        gap = Progress(0.0, self.cost, self.bound).gap
        return gap is not None and gap <= self.limits.gap

    def seconds(self) -> float:
        """Since the search began."""
        return monotonic() - self.began

    def tell(self, cost: int | None = None, bound: int = 0) -> None:
        """Tell the listener what is known now."""
        if self.listen:
            known = [known for known in (cost, self.cost) if known is not None]
            self.listen(Progress(self.seconds(), min(known, default=None), max(self.bound, bound)))


def thinly_coupled(parts: Split) -> bool:
    """Whether each agent's own month is the difficulty, rather than how the months fit together."""
    agents, rows = len(parts.blocks), len(parts.encoding.rows)
    coupling = len(parts.rows)
    return agents >= FEWEST_AGENTS and coupling <= min(THIN_ROWS * agents, THIN_SHARE * rows)


def _solver(limits: Limits, *, seconds: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = limits.seed
    parameters.num_workers = limits.workers
    name_strategies(solver)
    parameters.relative_gap_limit = limits.gap
    if limits.reproducible:
        parameters.interleave_search = True
        parameters.max_deterministic_time = seconds
    else:
        parameters.max_time_in_seconds = seconds
    return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells the search of each better roster and each better bound of CP-SAT."""

    def __init__(self, search: _Search) -> None:
        super().__init__()
        self._search = search
        self._cost: int | None = None
        self._bound = 0

    def on_solution_callback(self) -> None:
        """Called by the solver at each better roster."""
        self._cost = round(self.objective_value)
        self._bound = max(self._bound, ceil(self.best_objective_bound - SAFE))
        self._search.tell(self._cost, self._bound)

    def bound_moved(self, bound: float) -> None:
        """Called by the solver at each better bound."""
        self._bound = max(self._bound, ceil(bound - SAFE))
        self._search.tell(self._cost, self._bound)
