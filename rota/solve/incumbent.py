"""The best roster and the best bound that a search has so far, and who is told of them."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from rota.errors import OurBug
from rota.solve.limits import Progress
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint
    from rota.encoding import Encoding
    from rota.problem import Cell, Problem
    from rota.solve.hold import Hold
    from rota.solve.limits import Limits, Listener
    from rota.solve.region import Terrain
    from rota.solve.split import Integers

REST = 10.0
"""Times as long as a verification took until the next one: a large roster is not verified at each gain."""


class Incumbent:
    """Better rosters and better bounds come in; each is held against the verifier and the other."""

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[Constraint],
        encoding: Encoding,
        limits: Limits,
        hold: Hold,
        listen: Listener | None,
        began: float,
    ) -> None:
        self.problem, self.rules, self.encoding = problem, rules, encoding
        self.limits, self.hold, self._listen = limits, hold, listen
        self.began = began
        self.stage = ""
        self.cells: frozenset[Cell] | None = None
        self.cost: int | None = None
        self.bound = encoding.offset if not encoding.prices else 0
        self._waiting: tuple[Terrain, Integers, int] | None = None
        self._verify_from = 0.0
        self._told_bound = self.bound

    def enter(self, stage: str) -> None:
        """Say which part of the portfolio is at work now."""
        self.stage = stage
        self.tell()

    def take(self, cells: frozenset[Cell], stated: int) -> None:
        """A roster that the solver says costs `stated`; raises OurBug where the verifier disagrees."""
        verdict = verify(self.problem, self.rules, cells)
        if not verdict.lawful:
            raise OurBug(f"the solver's roster breaks a hard rule: {verdict.hard[0].message}")
        if verdict.cost > stated:
            raise OurBug(f"the roster costs {verdict.cost}, the solver says {stated}")
        self._hold_together(self.bound, verdict.cost)
        if self.cost is None or verdict.cost <= self.cost:
            self.cells, self.cost = cells, verdict.cost
            self.tell()

    def offer(self, terrain: Terrain, values: Integers) -> bool:
        """Better values, verified now or, where that was done a moment ago, soon; whether to go on."""
        stated = terrain.cost_of(values)
        if self.cost is not None and stated >= self.cost:
            return not self.good_enough()
        self._waiting = (terrain, values, stated)
        now = monotonic()
        if now >= self._verify_from:
            self.settle()
            self._verify_from = monotonic() + REST * (monotonic() - now)
        else:
            self.tell(cost=stated)
        return not self.good_enough()

    def settle(self) -> None:
        """Verify what was offered last."""
        if self._waiting is None:
            return
        terrain, values, stated = self._waiting
        self._waiting = None
        if self.cost is None or stated < self.cost:
            self.take(terrain.cells_of(values), stated)

    def take_bound(self, bound: int) -> None:
        """A proved lower bound of any roster's cost."""
        if self.cost is not None:
            self._hold_together(bound, self.cost)
        if bound > self.bound:
            self.bound = bound
            self.tell()

    @staticmethod
    def _hold_together(bound: int, cost: int) -> None:
        if bound > cost:
            raise OurBug(f"a bound of {bound} is proved above a roster that costs {cost}")

    def good_enough(self) -> bool:
        """Whether the gap is as small as was asked for."""
        return self.best is not None and self.gap <= self.limits.gap

    @property
    def gap(self) -> float:
        """The gap as a share of the cost; 1 before the first roster."""
        found = Progress(0.0, self.best, self.bound).gap
        return 1.0 if found is None else found

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return monotonic() - self.began

    def tell(self, cost: int | None = None, bound: int = 0) -> None:
        """Tell the listener what is known now."""
        if self._listen:
            known = [known for known in (cost, self.best) if known is not None]
            self._told_bound = max(self._told_bound, self.bound, bound)
            self._listen(Progress(self.seconds, min(known, default=None), self._told_bound, self.stage))

    @property
    def best(self) -> int | None:
        """The lowest cost so far, that of a roster not verified yet included."""
        return self.cost if self._waiting is None else self._waiting[2]
