"""Column generation: better and better months of single agents, and a bound on any roster.

At dual values of the master each agent is asked for the month that gains most; what nobody can gain
on is optimal for the linear program. Far from there a few agents are asked at a time and the master
is solved in between, so that nobody is asked at prices which others have answered already. Near it all
are asked at the same prices, which gives a true lower bound (`lagrangian.py`).

Prices are smoothed towards those of the best bound (Wentges 1997), the more the less the bound's own
slope points away from there (Pessoa, Sadykov, Uchoa and Vanderbeck 2018).
"""

from __future__ import annotations

from concurrent.futures import wait
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from random import Random
from time import time
from typing import TYPE_CHECKING

import numpy as np

from rota.solve.hold import POLL_SECONDS
from rota.solve.lagrangian import SCALE, Lagrangian
from rota.solve.pricing import block_model, price, unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from rota.solve.hold import Hold
    from rota.solve.master import Floats, Master, Optimum
    from rota.solve.pricing import BlockModel, Priced
    from rota.solve.split import Integers, Split

SMOOTHING, MOST_SMOOTHING, STEP = 0.85, 0.95, 0.1
"""The weight of the best bound's prices to begin with, at the most, and how fast it moves."""
TURNS, FEWEST = 5, 4
"""Far from the optimum the agents are asked in so many turns, so few at a time at the least."""
FAR_GAP = 0.02
"""How near to an agent's best month is near enough there, as a share of what it gains."""
LEAST_GAIN = 0.05
"""A pass that takes less than this share off the way from the master to the bound was hardly worth while."""
SLOW_PASSES = 2
"""So many of them in a row are the last: the first does little where rosters are among the columns."""
FIRST_SECONDS, PATIENCE = 5.0, 25.0
"""How long one agent may be thought about: in the beginning, and later in times of the mean."""
NOTHING = 1e-9
ABREAST = 2
"""Agents thought about at a time, as far as the time that they take together is reckoned."""
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
    models: list[BlockModel] = field(default_factory=list)

    def __post_init__(self) -> None:
        run = next(_runs)
        self.models = [
            block_model(f"{run}.{index}", self.split.encoding, block)
            for index, block in enumerate(self.split.blocks)
        ]
        self.lagrangian = Lagrangian(self.split)
        self._asked, self._seconds = 0, 0.0

    def approach(self, hold: Hold) -> None:
        """Columns from a few agents at a time, for as long as that brings the master down quickly."""
        if self.centre is None:
            self.round(np.zeros(len(self.split.rows)), hold)
        random = Random(self.seed)
        order = list(range(len(self.split.blocks)))
        size = max(FEWEST, ceil(len(order) / TURNS))
        optimum, slow = self.master.solve(), 0
        while optimum is not None and hold.left and slow < SLOW_PASSES:
            before = optimum.objective
            random.shuffle(order)
            for first in range(0, len(order), size):
                some = order[first : first + size]
                self.round(self._smooth(optimum.duals, SMOOTHING), hold, blocks=some, gap=FAR_GAP)
                optimum = self.master.solve()
                if optimum is None or not hold.left:
                    return
            gained = before - optimum.objective > LEAST_GAIN * (before - (self.bound or 0))
            slow = 0 if gained else slow + 1

    def converge(self, hold: Hold, told: Callable[[int], None]) -> bool:
        """Columns from everybody at the same prices, until the bound meets the master; whether it did."""
        smoothing = SMOOTHING
        while hold.left:
            optimum = self.master.solve()
            if optimum is None:
                return False
            if self._met(optimum):
                return True
            added, smoothing = self._smoothed_round(optimum, smoothing, hold)
            if not added and hold.left:
                smoothing = 0.0
                added = self.round(optimum.duals, hold)
            if self.bound is not None:
                told(self.bound)
            if not added and hold.left:
                return True
        return False

    def _met(self, optimum: Optimum) -> bool:
        return self.bound is not None and self.bound >= ceil(optimum.objective - 1e-6)

    def _smoothed_round(self, optimum: Optimum, smoothing: float, hold: Hold) -> tuple[int, float]:
        """A round between the best bound's prices and the master's; how much to smooth the next one."""
        centre = optimum.duals if self.centre is None else self.centre
        duals = self._smooth(optimum.duals, smoothing)
        scaled, costs = self._reduced(duals, self._everybody)
        answers = self.ask(costs, hold)
        added = self._take(self._everybody, answers)
        self._take_bound(scaled, duals, answers)
        months = [answer.values for answer in answers if answer.values is not None]
        if len(months) < len(answers):
            return added, smoothing
        slope = self.lagrangian.slope(scaled, months)
        if float(slope @ (optimum.duals - centre)) > 0:
            return added, max(0.0, smoothing - STEP)
        return added, min(MOST_SMOOTHING, smoothing + (1 - smoothing) * STEP)

    def _smooth(self, duals: Floats, smoothing: float) -> Floats:
        return duals if self.centre is None else smoothing * self.centre + (1 - smoothing) * duals

    def round(
        self,
        duals: Floats,
        hold: Hold,
        *,
        blocks: Sequence[int] | None = None,
        gap: float = 0.0,
        seconds: float | None = None,
    ) -> int:
        """Ask every block (or some) for its best month at these duals; how many new ones came.

        With a `gap`, a share of a month's price, a month so near to the best will do. `seconds` as in `ask`.
        """
        asked = self._everybody if blocks is None else blocks
        scaled, costs = self._reduced(duals, asked)
        answers = self.ask(costs, hold, gap=gap, seconds=seconds)
        if blocks is None:
            self._take_bound(scaled, duals, answers)
        return self._take(asked, answers)

    def leaning(self) -> Floats:
        """By variable, what the master makes it on average: where an agent's months agree, and where not."""
        found = np.zeros(len(self.split.encoding.low))
        self.master.solve()
        for weight, column in zip(self.master.weights(), self.master.columns, strict=True):
            if weight > NOTHING:
                variables = np.array(self.split.blocks[column.block].variables)
                found[variables] += weight * column.values
        return found

    def _take(self, blocks: Sequence[int], answers: Sequence[Priced]) -> int:
        added = 0
        for block, answer in zip(blocks, answers, strict=True):
            for month in answer.months:
                added += self.master.add(block, month)
        return added

    @property
    def _everybody(self) -> range:
        return range(len(self.split.blocks))

    def _reduced(self, duals: Floats, blocks: Sequence[int]) -> tuple[Integers, dict[int, list[int]]]:
        """Duals and, by block, costs of its variables at them, both scaled."""
        scaled = self.lagrangian.scaled(duals)
        return scaled, {block: self.split.blocks[block].reduced(scaled, SCALE).tolist() for block in blocks}

    def ask(
        self,
        costs: Mapping[int, Sequence[int]],
        hold: Hold,
        *,
        seconds: float | None = None,
        gap: float = 0.0,
        late: bool = False,
        first: bool = False,
    ) -> list[Priced]:
        """The cheapest month of each block at these scaled costs of its variables, side by side.

        Each block has so many `seconds`, else a multiple of what blocks took so far, but none after the time
        is up; where it may be `late` it has them all the same. With `first` the first month found will do.
        Who has not been asked when the user raises a hand has no month.
        """
        patience = self._patience(hold) if seconds is None else seconds
        until = None if late or hold.clock.counted else time() + hold.left
        tasks = {
            block: self.executor.submit(
                price,
                self.models[block],
                tuple(of_block),
                seconds=patience,
                seed=self.seed,
                gap=gap,
                counted=hold.clock.counted,
                until=until,
                first=first,
            )
            for block, of_block in costs.items()
        }
        _wait(tasks.values(), hold)
        found = [
            unanswered(self.models[block], costs[block]) if task.cancelled() else task.result()
            for block, task in tasks.items()
        ]
        self._asked += len(found)
        took = sum(answer.seconds for answer in found)
        self._seconds += took
        hold.clock.spend(took / ABREAST)
        return found

    @property
    def mean_seconds(self) -> float:
        """What a question takes."""
        return self._seconds / max(1, self._asked)

    def _patience(self, hold: Hold) -> float:
        usual = FIRST_SECONDS if self._asked < FEWEST else max(1.0, PATIENCE * self.mean_seconds)
        return max(0.05, min(usual, hold.until - hold.clock.now()))

    def _take_bound(self, scaled: Integers, duals: Floats, answers: Sequence[Priced]) -> None:
        bound = self.lagrangian.bound(scaled, [answer.bound for answer in answers])
        if self.bound is None or bound > self.bound:
            self.bound, self.centre = bound, duals


def _wait(tasks: Collection[Future[Priced]], hold: Hold) -> None:
    """Until all are done; once the hand is raised, until those are that have begun."""
    left = set(tasks)
    while left:
        left = wait(left, timeout=POLL_SECONDS).not_done
        if hold.ended:
            for task in left:
                task.cancel()
