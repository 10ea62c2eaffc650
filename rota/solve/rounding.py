"""A first roster from the linear relaxation: one agent after the other gets a month of whole shifts.

The relaxation says how much of each coupling row every agent should fill. Whole months miss that a
little, and what has been missed so far is passed on to those who come next, as error diffusion does
for shades of grey (Floyd and Steinberg 1976). Each agent's month keeps all rules that are the agent's
alone, and any of them takes one pricing task, so the time grows with the agents and no faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rota.solve.lagrangian import SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.problem import Cell
    from rota.solve.columns import Generation
    from rota.solve.hold import Hold
    from rota.solve.master import Floats
    from rota.solve.split import Block, Integers, Split

AT_ONCE = 2
"""Agents who are asked side by side, and so do not know of each other."""
LEAST_SECONDS, MOST_SECONDS = 0.2, 2.0
"""For one agent's month, which need not be proved the best; the latter doubled where it was too short."""
LATE_SECONDS = 30.0
"""For any month of whoever had none by then, and has none from before."""
HARD = 3
"""What a unit away from the relaxation costs in a hard row, in dearest prices."""
ENOUGH = 0.9
"""A turn that leaves more than this share of the distance was the last."""


def _paid_for(split: Split) -> Floats:
    """By coupling row, what a unit missed costs where a shared variable of the row makes up for it."""
    price = dict(zip(split.shared, split.shared_costs.tolist(), strict=True))
    return np.array(
        [
            max(
                (
                    price.get(variable, 0) / abs(coefficient)
                    for variable, coefficient in zip(row.variables, row.coefficients, strict=True)
                ),
                default=0,
            )
            for row in split.rows
        ],
        dtype=np.float64,
    )


class Rounding:
    """How far the months chosen so far are from the relaxation, in each coupling row.

    A unit away costs what the dual values say, but `least` of its price where a row is missed at a price.
    """

    def __init__(self, generation: Generation, values: Floats, duals: Floats, *, least: float = 0.0) -> None:
        self.generation, self.values = generation, values
        self.scaled = generation.lagrangian.scaled(duals)
        rows = len(generation.split.rows)
        self.largest = np.ones(rows)
        encoding = generation.split.encoding
        ranges = np.array(encoding.high) - np.array(encoding.low)
        for block in generation.split.blocks:
            most = np.abs(block.link_coefficients) * ranges[np.array(block.variables)][block.link_places]
            np.maximum.at(self.largest, block.link_rows, most)
        # What is asked for comes before whatever is paid for.
        asked = np.array([row.rule != "" for row in generation.split.rows], dtype=np.bool_)
        paid = np.maximum(np.abs(duals), least * _paid_for(generation.split)) if least else np.abs(duals)
        self.pull = np.where(asked, HARD * encoding.dearest, paid * self.largest)
        self.missed = np.zeros(rows)
        self.most_seconds = MOST_SECONDS
        self.chosen: dict[int, Integers] = {}

    def run(self, hold: Hold, *, once: bool = False) -> frozenset[Cell] | None:
        """A month for every agent; unless `once` again, as long as that comes nearer to the relaxation.

        None where time was up before everybody had one, or one agent has none.
        """
        while hold.left:
            before = self._distance() if self._complete() else None
            done = self._everybody(hold)
            if once or not done or (before is not None and self._distance() >= ENOUGH * before):
                break
        return self.generation.split.cells_of(self.chosen) if self._complete() else None

    def _complete(self) -> bool:
        return len(self.chosen) == len(self.generation.split.blocks)

    def _distance(self) -> float:
        return float(np.square(self.missed / self.largest).sum())

    def _everybody(self, hold: Hold) -> bool:
        """A month for each agent in turn, given those of the others; whether time sufficed."""
        blocks = range(len(self.generation.split.blocks))
        for first in range(0, len(blocks), AT_ONCE):
            asked = blocks[first : first + AT_ONCE]
            for block in asked:
                self._leave(block)
            for block, values in zip(asked, self._ask(asked, hold), strict=True):
                if values is None:
                    return False
                self._choose(block, values)
        return True

    def _leave(self, number: int) -> None:
        month = self.chosen.pop(number, None)
        if month is not None:
            self.missed -= self._away(number, month)

    def _choose(self, number: int, month: Integers) -> None:
        self.chosen[number] = month
        self.missed += self._away(number, month)
        self.generation.master.add(number, month)

    def _away(self, number: int, month: Integers) -> Floats:
        """What this month of an agent has more than the relaxation's, by coupling row."""
        block = self.generation.split.blocks[number]
        return block.contribution(month, len(self.missed)) - self._wanted(block)

    def _ask(self, asked: Sequence[int], hold: Hold) -> list[Integers | None]:
        if hold.ended:
            return [None] * len(asked)
        # Whoever has no month yet gets one even when time is up: without it all the others are of no use.
        blocks = self.generation.split.blocks
        turns = max(1.0, (len(blocks) - len(self.chosen)) / AT_ONCE)
        seconds = min(self.most_seconds, max(LEAST_SECONDS, (hold.until - hold.clock.now()) / turns))
        costs = {block: self._costs(blocks[block]) for block in asked}
        answers = self.generation.ask(costs, hold, seconds=seconds, late=True)
        found = dict(zip(asked, (answer.values for answer in answers), strict=True))
        late = [block for block, values in found.items() if values is None]
        for block in late:
            found[block] = self.generation.master.cheapest(block, costs[block])
        if late and seconds == self.most_seconds:
            self.most_seconds *= 2
        unknown = {block: costs[block] for block in late if found[block] is None}
        patience = max(LEAST_SECONDS, min(LATE_SECONDS, hold.left))
        patient = self.generation.ask(unknown, hold, seconds=patience, late=True, first=True)
        found.update(zip(unknown, (answer.values for answer in patient), strict=True))
        return [found[block] for block in asked]

    def _wanted(self, block: Block) -> Floats:
        found = np.zeros(len(self.missed))
        np.add.at(
            found,
            block.link_rows,
            block.link_coefficients * self.values[np.array(block.variables)][block.link_places],
        )
        return found

    def _costs(self, block: Block) -> list[int]:
        """Reduced costs, and the price of moving away from the relaxation: the square of what is missed."""
        away = (self.missed - self._wanted(block)) / self.largest
        share = block.link_coefficients / self.largest[block.link_rows]
        costs = block.reduced(self.scaled, SCALE).astype(np.float64)
        np.add.at(
            costs,
            block.link_places,
            SCALE * self.pull[block.link_rows] * share * (2 * away[block.link_rows] + share),
        )
        return [round(cost) for cost in costs]
