"""From months that are lawful each by itself to a roster that is lawful as a whole.

Every hard row that couples agents gets a slack at a price above all others; neighbourhoods then lower
what is missed, day by day, until nothing is.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rota.encoding import SHARED, Linear, Price, encode
from rota.solve.polish import complete, polish
from rota.solve.region import Terrain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint
    from rota.encoding import Encoding, Row
    from rota.problem import Cell, Problem
    from rota.solve.hold import Hold
    from rota.solve.split import Integers

DEARER = 100
"""How many times as dear as the dearest price a unit missed of a hard row is."""


def unite(
    problem: Problem, rules: Sequence[Constraint], cells: frozenset[Cell], hold: Hold, *, seed: int
) -> frozenset[Cell] | None:
    """A roster near these cells that keeps every hard rule; None where none was found in time.

    Wishes are left aside: they are for whoever polishes the roster, and near these cells they are met.
    """
    encoding = encode(problem, [rule for rule in rules if rule.binding], tight=True)
    loose = elastic(encoding)
    slacks = range(len(encoding.low), len(loose.low))
    loose.prices += [
        Price("", variable, -1 if encoding.cell_of(variable) in cells else 1)
        for variable in range(encoding.cell_count)
        if encoding.low[variable] < encoding.high[variable]
    ]
    terrain = Terrain(loose)
    # What a rule settles for good is as it says, whatever the cells.
    begin = np.clip(terrain.values_of(cells), terrain.low, terrain.high)
    values = complete(terrain, terrain.cells_of(begin), hold)
    if values is None:
        return None

    def missed(found: Integers) -> bool:
        return bool(found[slacks.start : slacks.stop].any())

    if missed(values):
        values = polish(terrain, values, hold, seed=seed, leaning=None, told=missed)
    return None if missed(values) else terrain.cells_of(values)


def elastic(encoding: Encoding) -> Encoding:
    """The encoding with slack, at a price, in the hard rows that couple agents."""
    loose = copy(encoding)
    loose.low, loose.high, loose.owner = list(encoding.low), list(encoding.high), list(encoding.owner)
    loose.prices = list(encoding.prices)
    price = DEARER * encoding.dearest
    loose.rows = [
        _slackened(loose, row, price) if row.rule and _couples(encoding, row) else row
        for row in encoding.rows
    ]
    return loose


def _couples(encoding: Encoding, row: Row) -> bool:
    owners = {encoding.owner[variable] for variable in row.variables}
    return len(owners) > 1 or SHARED in owners


def _slackened(loose: Encoding, row: Row, price: int) -> Row:
    variables, coefficients = row.variables, row.coefficients
    least, most = loose.bounds(Linear(variables, coefficients))
    for bound, sign, reach in ((row.low, 1, least), (row.high, -1, most)):
        if bound is None or sign * (bound - reach) <= 0:
            continue
        variables, coefficients = (*variables, len(loose.low)), (*coefficients, sign)
        loose.prices.append(Price(row.rule, len(loose.low), price))
        loose.low.append(0)
        loose.high.append(sign * (bound - reach))
        loose.owner.append(SHARED)
    return replace(row, variables=variables, coefficients=coefficients)
