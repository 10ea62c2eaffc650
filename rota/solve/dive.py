"""From converged columns to a roster: the surest months are fixed, the others asked anew at the prices left.

A dive through the tree of a branch-and-price search (Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa 2019,
"Primal heuristics for branch and price") that never turns back, but may be made again with some chance. The
first half of the agents get months that cost next to nothing over the bound; the last few take what is left,
which is dear, but near: neighbourhoods set it right in seconds, where they need minutes from a roster that
only looks better.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from rota.solve.columns import ABREAST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from rota.problem import Cell
    from rota.solve.columns import Generation
    from rota.solve.hold import Hold
    from rota.solve.master import Optimum

SURE = 0.999
LEAST_SHARE, MOST_SHARE = 0.15, 0.34
"""How many of the agents left are fixed at a time at the least, and where time is short."""
ROUNDS = 6
"""How often those left are asked at a time."""
CHANCE = 0.3
"""How much of a column's weight may be taken off by chance."""
LEAST_GAIN = 0.1
"""The last time is the one that takes less than this share off what the fixing has added."""


def dive(generation: Generation, hold: Hold, *, random: Random | None = None) -> frozenset[Cell] | None:
    """The cells of a month for every agent; None where the master has no optimum.

    Where time is up the columns at hand have to do. With `random` chance has a say in who is surest.
    """
    master, blocks = generation.master, len(generation.split.blocks)
    share = _share(generation, hold)
    fixed: dict[int, int] = {}
    optimum = master.solve()
    while optimum is not None and len(fixed) < blocks:
        surest = _surest(generation, fixed, random)
        sure = [block for block, (weight, _) in surest.items() if weight > SURE]
        least = ceil(share * len(surest))
        taken = sure if len(sure) >= least else list(surest)[:least]
        for block in taken:
            fixed[block] = surest[block][1]
            master.fix(fixed[block])
        optimum = _asked_anew(generation, [block for block in surest if block not in fixed], optimum, hold)
    master.free(fixed.values())
    if optimum is None:
        return None
    months = {block: master.columns[column].values for block, column in fixed.items()}
    return generation.split.cells_of(months)


def _share(generation: Generation, hold: Hold) -> float:
    """So that asking those left twice each time fits into the time."""
    pass_seconds = len(generation.split.blocks) * generation.mean_seconds / ABREAST
    return min(MOST_SHARE, max(LEAST_SHARE, 2 * pass_seconds / max(1e-3, hold.left)))


def _surest(
    generation: Generation, fixed: Mapping[int, int], random: Random | None
) -> dict[int, tuple[float, int]]:
    """By agent not fixed yet the largest weight of a column, and its number; the surest agent first."""
    weights = generation.master.weights()
    if random is not None:
        weights = weights * np.array([1 - CHANCE * random.random() for _ in weights])
    found: dict[int, tuple[float, int]] = {}
    for number, (weight, column) in enumerate(zip(weights.tolist(), generation.master.columns, strict=True)):
        if column.block not in fixed and weight > found.get(column.block, (-1.0, 0))[0]:
            found[column.block] = (weight, number)
    return dict(sorted(found.items(), key=lambda item: -item[1][0]))


def _asked_anew(generation: Generation, left: list[int], before: Optimum, hold: Hold) -> Optimum | None:
    """The master's optimum with what is fixed, and better months of those left as long as they help."""
    optimum = generation.master.solve()
    for _ in range(ROUNDS):
        if optimum is None or not left or not hold.left:
            break
        last = optimum.objective
        generation.round(optimum.duals, hold, blocks=left)
        optimum = generation.master.solve()
        if optimum is None or last - optimum.objective <= LEAST_GAIN * (last - before.objective):
            break
    return optimum
