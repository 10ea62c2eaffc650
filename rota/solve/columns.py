"""Column generation: better and better months of single agents, and a bound on any roster.

At dual values of the master each agent is asked for the month that gains most; what nobody can gain
on is optimal for the linear program. Every round gives a true lower bound (Lagrange): dual values are
rounded to fractions of one denominator first, so that the bound is computed in whole numbers. Dual
values are smoothed towards those of the best bound (Wentges 1997), which steadies them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from rota.solve.pricing import block_model, price

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor

    from rota.solve.hold import Hold
    from rota.solve.master import Floats, Master
    from rota.solve.pricing import Priced
    from rota.solve.split import Integers, Split

SCALE = 1 << 12
"""Dual values are multiples of 1/SCALE."""
SMOOTHING = 0.4
_runs = count()


@dataclass
class Generation:
    """The state of column generation on one split: the master, the bound so far, where duals stand."""

    split: Split
    master: Master
    executor: Executor
    seed: int = 1
    bound: int | None = None
    centre: Floats | None = None
    models: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        run = next(_runs)
        self.models = [
            block_model(f"{run}.{index}", self.split.encoding, block)
            for index, block in enumerate(self.split.blocks)
        ]

    def run(self, *, hold: Hold, told: Callable[[int], None]) -> bool:
        """Generate columns until the bound meets the master, or time is up; whether it did meet."""
        until = hold.until
        if not self.master.columns:
            self.round(np.zeros(len(self.split.rows)), until=until)
        while hold.left:
            optimum = self.master.solve()
            if optimum is None:
                return False
            duals = optimum.duals
            smooth = duals if self.centre is None else SMOOTHING * self.centre + (1 - SMOOTHING) * duals
            added = self.round(smooth, until=until)
            if not added and hold.left:
                added = self.round(duals, until=until)
            if self.bound is not None:
                told(self.bound)
                if self.bound >= np.ceil(optimum.objective - 1e-6) or not added:
                    return True
        return False

    def round(self, duals: Floats, *, until: float, blocks: Sequence[int] | None = None) -> int:
        """Ask every block (or some) for its best month at these duals; how many new ones came."""
        scaled = np.rint(duals * SCALE).astype(np.int64)
        asked = range(len(self.split.blocks)) if blocks is None else blocks
        costs = {block: self.split.blocks[block].reduced(scaled, SCALE).tolist() for block in asked}
        found = self.ask(costs, seconds=max(0.05, until - monotonic()))
        if blocks is None:
            self._take_bound(scaled, duals, [answer.bound for answer in found])
        added = 0
        for block, answer in zip(asked, found, strict=True):
            if answer.values is not None:
                added += self.master.add(block, answer.values)
            for other in answer.others:
                self.master.add(block, other)
        return added

    def ask(self, costs: Mapping[int, Sequence[int]], *, seconds: float) -> list[Priced]:
        """The cheapest month of each block at these scaled costs of its variables, side by side."""
        question = partial(price, seconds=seconds, seed=self.seed)
        tasks = [
            self.executor.submit(question, self.models[block], tuple(of_block))
            for block, of_block in costs.items()
        ]
        return [task.result() for task in tasks]

    def _take_bound(self, scaled: Integers, duals: Floats, blocks: list[int]) -> None:
        """The Lagrangian bound at these duals, in whole numbers of 1/SCALE, rounded up to a cost."""
        encoding, split = self.split.encoding, self.split
        total = SCALE * encoding.offset + sum(blocks)
        reduced = split.shared_costs * SCALE
        place = {variable: index for index, variable in enumerate(split.shared)}
        for dual, row in zip(scaled.tolist(), split.rows, strict=True):
            if not dual:
                continue
            # A row's dual pays at the bound that it presses against; at none, the bound is worth nothing.
            pressed = row.low if dual > 0 else row.high
            if pressed is None:
                return
            total += dual * pressed
            for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
                if variable in place:
                    reduced[place[variable]] -= dual * coefficient
        for variable, cost in zip(split.shared, reduced.tolist(), strict=True):
            total += min(cost * encoding.low[variable], cost * encoding.high[variable])
        bound = -(-total // SCALE)
        if self.bound is None or bound > self.bound:
            self.bound, self.centre = bound, duals
