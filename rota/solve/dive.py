"""From fractions of months to whole ones: fix the surest agents, let the others answer, and again."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rota.problem import Cell
    from rota.solve.columns import Generation
    from rota.solve.hold import Hold

SURE = 0.9
TOLERANCE = 1e-6
ROUNDS, LEAST_GAIN = 5, 2e-4
"""How often the agents still open may answer to what has been fixed, and what an answer must bring."""
SHARE = 0.1
"""Of the agents still open, how many are fixed at a step at the least."""


def dive(generation: Generation, hold: Hold) -> frozenset[Cell] | None:
    """A roster of one column an agent; None where it would break a row that a rule asks for.

    When time runs out, whoever is still open gets the column that weighs most.
    """
    master = generation.master
    chosen: dict[int, int] = {}
    try:
        while len(chosen) < len(generation.split.blocks):
            if not _settle(generation, chosen, hold):
                return None
            _choose(generation, chosen, everyone=not hold.left)
            _hold_chosen(generation, chosen)
        master.solve()
        if master.slack >= TOLERANCE:
            return None
        months = {block: master.columns[index].values for block, index in chosen.items()}
        return generation.split.cells_of(months)
    finally:
        master.allow([True] * len(master.columns))


def _settle(generation: Generation, chosen: dict[int, int], hold: Hold) -> bool:
    """Let the agents still open answer to what is fixed until that gains little; False: no optimum."""
    master = generation.master
    left = [block for block in range(len(generation.split.blocks)) if block not in chosen]
    optimum = master.solve()
    for _ in range(ROUNDS):
        if optimum is None or not hold.left:
            break
        before = optimum
        added = generation.round(before.duals, hold, blocks=left)
        _hold_chosen(generation, chosen)
        optimum = master.solve()
        if (
            optimum is None
            or not added
            or before.objective - optimum.objective <= LEAST_GAIN * before.objective
        ):
            break
    return optimum is not None


def _choose(generation: Generation, chosen: dict[int, int], *, everyone: bool) -> None:
    """Fix every agent who is as good as whole, and at least the surest few."""
    weights = generation.master.weights()
    best: dict[int, tuple[float, int]] = {}
    for index, column in enumerate(generation.master.columns):
        if column.block not in chosen:
            best[column.block] = max(best.get(column.block, (-1.0, -1)), (float(weights[index]), index))
    ranked = sorted(best.items(), key=lambda item: item[1], reverse=True)
    least = len(ranked) if everyone else ceil(SHARE * len(ranked))
    for place, (block, (weight, index)) in enumerate(ranked):
        if place < least or weight >= SURE:
            chosen[block] = index


def _hold_chosen(generation: Generation, chosen: dict[int, int]) -> None:
    generation.master.allow(
        [
            column.block not in chosen or chosen[column.block] == index
            for index, column in enumerate(generation.master.columns)
        ]
    )


def leaning(generation: Generation) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """By variable, what the linear program makes it on average: where its months agree, and where not."""
    found = np.zeros(len(generation.split.encoding.low))
    generation.master.solve()
    weights = generation.master.weights()
    for weight, column in zip(weights, generation.master.columns, strict=True):
        if weight > 1e-9:
            variables = np.array(generation.split.blocks[column.block].variables)
            found[variables] += weight * column.values
    return found
