"""What a relaxation is good for: bounds from its dual values, rosters from its values and its columns."""

from __future__ import annotations

from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from rota.solve.columns import ABREAST, Generation
from rota.solve.dive import dive
from rota.solve.interior import Interior
from rota.solve.master import Master
from rota.solve.relaxation import relax
from rota.solve.rounding import Rounding

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from rota.problem import Cell
    from rota.solve.incumbent import Incumbent
    from rota.solve.interior import Relaxed
    from rota.solve.master import Floats
    from rota.solve.split import Integers, Split

RELAX_SHARE, ROUND_SHARE, GENERATE_SHARE, DIVE_SHARE = 0.3, 0.4, 0.45, 0.25
"""How much of the whole time each part may take at the most."""
AGAIN_SHARE = 0.1
"""The same for a second rounding, once the optimum has come."""
BOUND_SHARE, BOUND_SECONDS = 0.15, 1.0
"""How much of the whole time a bound may take before columns; but an agent so many seconds at the least.
Where agents take longer than that, dual values that are not the optimum's prove nothing worth the time."""
DIVE_LEFT = 0.4
"""And a dive of the time that is left."""
BESIDE_SHARE = 0.8
"""The same for the relaxation where no columns wait for it: it goes on beside neighbourhoods."""
ROSTER_SECONDS = 20.0
"""How long a first roster waits for the relaxation at the most; for the bound it goes on."""


class Relaxation:
    """The linear program of one split: solved whole where that is large, by columns where it is thin."""

    def __init__(self, parts: Split, incumbent: Incumbent, executor: Executor) -> None:
        self.parts, self.incumbent = parts, incumbent
        self.before = incumbent.bound
        master = Master(parts, slack_price=10 * parts.encoding.dearest)
        self.generation = Generation(parts, master, executor, incumbent.limits.seed)
        self.duals: Floats = np.zeros(len(parts.rows))
        self.values: Floats = np.zeros(len(parts.encoding.low))
        self.exact = False
        self.dives = 0
        self._columns_left = self._seconds(GENERATE_SHARE)

    def relax(self, *, columns: bool) -> None:
        """Solve the linear program as it stands, exactly if there is time."""
        self.incumbent.enter("linear relaxation")
        seconds = max(0.5, self._seconds(RELAX_SHARE if columns else BESIDE_SHARE))
        self.hold = self.incumbent.hold.part(seconds)
        counted = self.hold.clock.counted
        self.interior = Interior(self.parts.encoding, seconds=None if counted else seconds)
        hold = self.hold.part(min(ROSTER_SECONDS, self._seconds(RELAX_SHARE)))
        self._go_by(relax(self.parts.encoding, self.interior, hold))

    @property
    def pending(self) -> bool:
        """Whether the linear program's optimum may still come."""
        return not self.exact and self.interior.is_alive()

    def better(self) -> bool:
        """Go by the linear program's optimum from here on where it has come meanwhile; whether it has."""
        if self.exact or self.interior.found is None:
            return False
        self._go_by(self.interior.found)
        return True

    def _go_by(self, found: Relaxed) -> None:
        self.exact = found is self.interior.found
        self.duals = found.duals[list(self.parts.numbers)]
        self.values = found.values

    def rounded(self, *, once: bool, least: float = 0.0) -> frozenset[Cell] | None:
        """A roster near the values of the relaxation; in one turn where a better start follows.

        `least` is what a unit missed costs in its price, whatever the dual values say.
        """
        self.incumbent.enter("rounding")
        hold = self.incumbent.hold.part(self._seconds(ROUND_SHARE))
        return Rounding(self.generation, self.values, self.duals, least=least).run(hold, once=once)

    @property
    def rounds_soon(self) -> bool:
        """Whether another rounding is worth the time that, by what agents took so far, it would take."""
        return self._pass_seconds <= self._seconds(AGAIN_SHARE)

    @property
    def _pass_seconds(self) -> float:
        return self.generation.mean_seconds * len(self.parts.blocks) / ABREAST

    def bound(self) -> None:
        """What the dual values at hand prove, and the first columns."""
        if not self.exact and self._pass_seconds > self._seconds(BOUND_SHARE):
            return
        self.incumbent.enter("bound")
        each = self._seconds(BOUND_SHARE) * ABREAST / len(self.parts.blocks)
        self.generation.round(self.duals, self.incumbent.hold, seconds=max(BOUND_SECONDS, each))
        if self.generation.bound is not None:
            self.incumbent.take_bound(self.generation.bound)

    def know(self, values: Integers) -> None:
        """Make columns of the months of a complete roster.

        Rosters that neighbourhoods have met differ by what fits together, and so say much to the master.
        """
        for number, variables in enumerate(self._variables):
            self.generation.master.add(number, values[variables])

    @cached_property
    def _variables(self) -> list[Integers]:
        """By block, the numbers of its variables."""
        return [np.array(block.variables, dtype=np.int64) for block in self.parts.blocks]

    def approach(self) -> None:
        """Columns, as long as they bring the master down quickly: what neighbourhoods may lean on."""
        self.incumbent.enter("columns")
        began = self.incumbent.hold.clock.now()
        self.generation.approach(self.incumbent.hold.part(self._columns_left))
        self._columns_left -= self.incumbent.hold.clock.now() - began
        self.values = self.generation.leaning()

    def generate(self) -> bool:
        """Columns, until the bound meets the master or time is up; whether that was of use to the bound.

        What the columns make of each variable on average is what the next rounding goes by.
        """
        self.incumbent.enter("columns")
        hold = self.incumbent.hold.part(self._columns_left)
        met = self.generation.converge(hold, self.incumbent.take_bound)
        self.values = self.generation.leaning()
        if self.generation.centre is not None:
            self.duals = self.generation.centre
        return met or self.incumbent.bound > self.before

    def dived(self, beside: Integers | None) -> frozenset[Cell] | None:
        """A roster of columns, which may break what couples agents; another one each time.

        The months of complete values are put `beside` the columns.
        """
        self.incumbent.enter("dive")
        if beside is not None:
            self.know(beside)
        self.dives += 1
        random = Random(self.incumbent.limits.seed + self.dives) if self.dives > 1 else None
        hold = self.incumbent.hold
        hold = hold.part(min(self._seconds(DIVE_SHARE), DIVE_LEFT * hold.left))
        return dive(self.generation, hold, random=random)

    def _seconds(self, share: float) -> float:
        return share * self.incumbent.limits.seconds
