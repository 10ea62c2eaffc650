"""Neighbourhood search: from any complete roster to better ones, never to a worse one."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.solve.hold import solve_held
from rota.solve.neighbourhoods import Neighbourhoods
from rota.solve.strategies import FOUND, name_strategies

if TYPE_CHECKING:
    from collections.abc import Callable

    from rota.problem import Cell
    from rota.solve.hold import Hold
    from rota.solve.region import Flags, Terrain
    from rota.solve.split import Integers

STEP_SECONDS = 4.0


def complete(terrain: Terrain, cells: frozenset[Cell], hold: Hold) -> Integers | None:
    """The cheapest values of all auxiliary variables where exactly these cells are worked.

    None where there are none, since a hard rule is broken, or time ran out.
    """
    free = np.zeros(len(terrain.low), dtype=np.bool_)
    free[terrain.encoding.cell_count :] = True
    values = terrain.values_of(cells)
    return None if terrain.broken(values, free) else step(terrain, values, free, hold, seed=1)[0]


def polish(
    terrain: Terrain,
    values: Integers,
    hold: Hold,
    *,
    seed: int,
    leaning: np.ndarray[tuple[int], np.dtype[np.float64]] | None,
    told: Callable[[Integers], bool],
) -> Integers:
    """Improve complete values until time is up; `told` hears of each gain and says whether to go on."""
    neighbourhoods = Neighbourhoods(terrain, Random(seed), leaning)
    cost = terrain.cost_of(values)
    steps = 0
    while hold.left:
        steps += 1
        kind = neighbourhoods.choose()
        cells = kind.pick(kind.share, values)
        if not cells.any():
            kind.learn(gained=False, finished=True)
            continue
        found, finished = step(
            terrain, values, terrain.spread(cells), hold.part(STEP_SECONDS), seed=seed + steps
        )
        gained = found is not None and terrain.cost_of(found) < cost
        kind.learn(gained=gained, finished=finished)
        # Equal cost is taken as well: it moves the search along a plateau.
        if found is not None and terrain.cost_of(found) <= cost:
            values, cost = found, terrain.cost_of(found)
        if gained and not told(values):
            break
    return values


def step(
    terrain: Terrain, values: Integers, free: Flags, hold: Hold, *, seed: int
) -> tuple[Integers | None, bool]:
    """The best values with the region set free, and whether they are proved best."""
    region = terrain.region(values, free)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    name_strategies(solver)
    solver.parameters.random_seed = seed % (1 << 30)
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    status = solve_held(solver, region.model, hold)
    if status not in FOUND:
        return None, status == cp_model.INFEASIBLE
    found = values.copy()
    for number, variable in region.variables.items():
        found[number] = solver.value(variable)
    return found, status == cp_model.OPTIMAL
