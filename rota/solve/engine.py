"""One entry point to solving: a problem and its rules in, an outcome out, verified.

Behind it a portfolio, chosen by size and structure. CP-SAT on the whole model is strong where agents
are few and coupled tightly, by load and by who is there together. Where the model is large, a linear
relaxation comes first: from its dual values a bound, from its values a first roster. Where little
couples the agents, column generation gives bounds that CP-SAT does not reach, and a dive through its
columns the roster to go on from. Neighbourhoods polish whatever there is. Whatever comes out is recomputed
by the verifier; a disagreement is a bug of ours and raises.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.solve.farkas import refuted
from rota.solve.hard_rows import HardRows
from rota.solve.hold import interruptible
from rota.solve.incumbent import Incumbent
from rota.solve.limits import Limits
from rota.solve.outcome import Infeasible, Outcome, Solved, TimedOut
from rota.solve.polish import PATIENCE, complete, polish
from rota.solve.region import Terrain
from rota.solve.relaxed import Relaxation
from rota.solve.split import split
from rota.solve.unite import unite
from rota.solve.whole import whole_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.problem import Cell, Problem
    from rota.solve.hold import Hold
    from rota.solve.limits import Listener
    from rota.solve.master import Floats
    from rota.solve.split import Integers, Split

FEWEST_AGENTS, THIN_SHARE, THIN_ROWS, MOST_THIN_ROWS = 4, 0.1, 50, 100
"""Agents are thinly coupled by at most such a share of all rows, and so many coupling rows each: the latter
where the whole model is no way at all. With more of them in common columns seldom raise the bound."""
FEW_ROWS = 20
"""Beyond what the whole model can do, also by at most so many coupling rows each, whatever their share."""
MOST_COUPLING = 8_000
"""Coupling rows beyond which the master of columns takes longer than it is worth."""
LARGE = 8_000
"""Free cells from which on the whole model is too large to be a good start."""
HUGE, WIDE = 30_000, 0.1
"""Free cells up to which it is the way on from a roster whose gap is wide after a while: there the relaxation
says little, as where one sum of everybody is to be fair, and neighbourhoods gain slowly."""
FIRST_SHARE, FIRST_SECONDS = 0.05, 10.0
EARLY_SHARE, STALL_SHARE = 0.1, 0.05
"""How much of the time neighbourhoods have before columns are made, and again before all are: at the most,
and without much gain."""
LONG_SHARE = 0.3
"""The former where no columns follow, but perhaps the whole model."""
CATCH_SHARE = 0.5
"""Of the time left, how much a dive's roster has to become better than the best one."""
AGAIN_SHARE = 0.15
"""After so much of the time without much gain another dive is made, if as much is left for it and after."""
LEAST_PAID = (0.0, 0.3)
"""How rosters are rounded from columns: by dual values alone, and by prices too where these are low."""
WORKERS = 2
MOST_SUMMED, SUM_SECONDS, SUM_SHARE = 50_000, 3.0, 0.1
"""Rows beyond which no linear program looks for a shortage in sum first, and the time that it has."""


def solve(
    problem: Problem,
    rules: Sequence[Constraint],
    *,
    limits: Limits = Limits(),  # noqa: B008  frozen
    listen: Listener | None = None,
    start: frozenset[Cell] | None = None,
    executor: Executor | None = None,
) -> Outcome:
    """Find the cheapest roster that keeps every hard rule, within the limits.

    `start` is a roster to better: where it is lawful, what comes out costs no more. Subproblems go to
    `executor`, threads of this process where there is none. A first Ctrl-C ends the search and keeps the
    best roster found. Raises OurBug where the solver and the verifier disagree.
    """
    began = monotonic()
    with interruptible(limits.seconds, counted=limits.reproducible) as hold:
        encoding = encode(problem, rules, tight=True)
        incumbent = Incumbent(problem, rules, encoding, limits, hold, listen, began)
        if encoding.broken or _short_in_sum(encoding, hold):
            return Infeasible(incumbent.seconds)
        if executor is not None:
            return _Search(incumbent, executor, start).run()
        with ThreadPoolExecutor(max_workers=WORKERS) as threads:
            return _Search(incumbent, threads, start).run()


def _short_in_sum(encoding: Encoding, hold: Hold) -> bool:
    """Whether a linear program refutes the rules at once: a shortage in sum, on which search is lost."""
    if len(encoding.rows) > MOST_SUMMED:
        return False
    rows = HardRows(encoding)
    seconds = min(SUM_SECONDS, SUM_SHARE * hold.left)
    return refuted(rows.system(rows.reasons), seconds=seconds, counted=hold.clock.counted) is not None


class _Search:
    """The portfolio on one problem."""

    def __init__(self, incumbent: Incumbent, executor: Executor, start: frozenset[Cell] | None) -> None:
        self.incumbent, self.executor, self.start = incumbent, executor, start
        self.limits, self.hold = incumbent.limits, incumbent.hold
        self.values: Integers | None = None

    @cached_property
    def terrain(self) -> Terrain:
        """The rows as arrays, which the whole model has no use for."""
        return Terrain(self.incumbent.encoding)

    def run(self) -> Outcome:
        """Each part in its turn, as long as the gap is too wide and time is left."""
        parts = split(self.incumbent.encoding)
        cells = free_cells(self.incumbent.encoding)
        large, huge, thin = cells > LARGE, cells > HUGE, thinly_coupled(parts, cells)
        if self.start is not None:
            self._begin_with(self.start)
        if not (thin or large):
            return self._outcome(self._whole(self.limits.seconds))
        if not large:
            status = self._whole(min(FIRST_SECONDS, FIRST_SHARE * self.limits.seconds))
            if status != cp_model.UNKNOWN and (status == cp_model.INFEASIBLE or self.incumbent.good_enough()):
                return self._outcome(status)
        self._relaxed(parts, columns=thin, large=large, huge=huge)
        if self.incumbent.cells is None:
            return self._outcome(self._whole(self.limits.seconds))
        return self._outcome(cp_model.UNKNOWN)

    def _begin_with(self, cells: frozenset[Cell]) -> None:
        self.incumbent.enter("the roster given")
        self._keep(complete(self.terrain, cells, self.hold))

    def _whole(self, seconds: float) -> cp_model.CpSolverStatus:
        self.incumbent.enter("the whole model")
        return whole_model(self.incumbent, self.hold.part(seconds), hint=self.values)

    def _relaxed(self, parts: Split, *, columns: bool, large: bool, huge: bool) -> None:
        relaxation = Relaxation(parts, self.incumbent, self.executor)
        relaxation.relax(columns=columns)
        if large or self.incumbent.cells is None:
            self._keep_cells(relaxation.rounded(once=columns))
        self._bounded(relaxation)
        useful = False
        if columns and not self.incumbent.good_enough():
            # First what neighbourhoods reach quickly, since columns take their time before they help.
            self._polish_early(relaxation, None)
            relaxation.approach()
            self._polish_early(relaxation, relaxation.values)
            useful = relaxation.generate() or huge
            if not (useful and self._dived(relaxation)):
                for least in LEAST_PAID:
                    self._keep_cells(relaxation.rounded(once=not least, least=least))
        if useful:
            self._polish_and_dive(relaxation)
        elif huge:
            self._polish(self.hold)
        else:
            self._polish_or_whole(large=large)

    def _polish_or_whole(self, *, large: bool) -> None:
        """Neighbourhoods; where the relaxation says little, soon the whole model, from the best roster."""
        seconds = self.limits.seconds
        self._polish(self.hold.part(LONG_SHARE * seconds), patience=STALL_SHARE * seconds)
        if large and self.incumbent.gap <= WIDE:
            self._polish(self.hold)
        elif self._completed() is not None and not self.incumbent.good_enough():
            self._whole(seconds)

    def _polish_early(self, relaxation: Relaxation, leaning: Floats | None) -> None:
        """Neighbourhoods for as long as they gain quickly; the months that they meet become columns."""
        early, stall = (share * self.limits.seconds for share in (EARLY_SHARE, STALL_SHARE))
        hold, known = self.hold.part(early), self._completed()
        if known is not None:
            relaxation.know(known)
        self._polish(hold, leaning=leaning, met=relaxation.know, patience=stall, steps=PATIENCE)

    def _bounded(self, relaxation: Relaxation) -> None:
        """A bound, and a roster by the optimum, which may have come by now or comes while one is polished."""
        came = relaxation.better()
        if not came:
            relaxation.bound()
            if relaxation.pending:
                self._polish(relaxation.hold, until=lambda: not relaxation.pending)
                came = relaxation.better()
        if came:
            if relaxation.rounds_soon:
                self._keep_cells(relaxation.rounded(once=True))
            relaxation.bound()

    def _polish_and_dive(self, relaxation: Relaxation) -> None:
        """Neighbourhoods, and where they are stuck with time left for it, another dive to go on from."""
        stuck = AGAIN_SHARE * self.limits.seconds
        while self.hold.left > 2 * stuck and not self.incumbent.good_enough():
            self._polish(self.hold, leaning=relaxation.values, patience=stuck)
            if self.hold.left <= stuck or self.incumbent.good_enough() or not self._dived(relaxation):
                break
        self._polish(self.hold, leaning=relaxation.values)

    def _dived(self, relaxation: Relaxation) -> bool:
        """Go on from a dive through the columns, for a while also where it is dearer; whether it was lawful.

        Most of its months are those of the optimum, and neighbourhoods soon set the others right.
        """
        before, kept = self.incumbent.best, self._completed()
        cells = relaxation.dived(kept)
        values = None if cells is None else complete(self.terrain, cells, self.hold)
        if values is None:
            return False
        if before is None or kept is None or self.terrain.cost_of(values) < before:
            self._keep(values)
            return True
        self.values = values
        hold = self.hold.part(CATCH_SHARE * self.hold.left)

        def overtaken() -> bool:
            return self.incumbent.best is not None and self.incumbent.best < before

        self._polish(hold, leaning=relaxation.values, until=overtaken)
        if not overtaken():
            self.values = kept
        return True

    def _polish(
        self,
        hold: Hold,
        *,
        leaning: Floats | None = None,
        met: Callable[[Integers], None] | None = None,
        until: Callable[[], bool] | None = None,
        patience: float | None = None,
        steps: int | None = None,
    ) -> None:
        """Better the values at hand, with `patience` while that narrows the gap; `met` hears of gains."""
        values = self._completed()
        if values is None or self.incumbent.good_enough():
            return
        self.incumbent.enter("neighbourhoods")

        def told(values: Integers) -> bool:
            if met is not None:
                met(values)
            return self.incumbent.offer(self.terrain, values)

        self.values = polish(
            self.terrain,
            values,
            hold,
            seed=self.limits.seed,
            leaning=leaning,
            told=told,
            until=until,
            floor=None if patience is None else self.incumbent.bound,
            patience=patience or 0.0,
            steps=steps,
        )
        self.incumbent.settle()

    def _completed(self) -> Integers | None:
        """The values of the best roster, those of its auxiliary variables included."""
        if self.values is None and self.incumbent.cells is not None:
            self.values = complete(self.terrain, self.incumbent.cells, self.hold)
        return self.values

    def _keep_cells(self, cells: frozenset[Cell] | None) -> None:
        """Go on from these cells; where they break what couples agents, unite them if need be."""
        if cells is None:
            return
        values = complete(self.terrain, cells, self.hold)
        if values is None and self.incumbent.cells is None:
            self.incumbent.enter("uniting")
            found = self.incumbent
            united = unite(found.problem, found.rules, cells, self.hold, seed=self.limits.seed)
            values = None if united is None else complete(self.terrain, united, self.hold)
        self._keep(values)

    def _keep(self, values: Integers | None) -> None:
        """Go on from these values where they are better than those at hand."""
        if values is None:
            return
        cost = self.terrain.cost_of(values)
        if self.incumbent.cost is None or cost < self.incumbent.cost:
            self.values = values
            self.incumbent.take(self.terrain.cells_of(values), cost)

    def _outcome(self, status: cp_model.CpSolverStatus) -> Outcome:
        found = self.incumbent
        if status == cp_model.INFEASIBLE:
            return Infeasible(found.seconds)
        if found.cells is None or found.cost is None:
            return TimedOut(seconds=found.seconds)
        return Solved(found.cells, found.cost, found.bound, found.seconds, self.limits.workers)


def thinly_coupled(parts: Split, cells: int) -> bool:
    """Whether each agent's own month is the difficulty, rather than how the months fit together.

    `cells` are those that are free.
    """
    agents, rows, coupling = len(parts.blocks), len(parts.encoding.rows), len(parts.rows)
    most = THIN_ROWS if cells <= HUGE else MOST_THIN_ROWS
    thin = coupling <= min(most * agents, THIN_SHARE * rows)
    few = cells > LARGE and coupling <= FEW_ROWS * agents
    return agents >= FEWEST_AGENTS and coupling <= MOST_COUPLING and (thin or few)


def free_cells(encoding: Encoding) -> int:
    """Cells that are not settled."""
    cells = range(encoding.cell_count)
    return sum(encoding.low[cell] < encoding.high[cell] for cell in cells)
