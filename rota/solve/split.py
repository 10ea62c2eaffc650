"""An encoding cut in two: what concerns one agent alone, and what couples agents.

Nobody declares it. A row whose variables all belong to one agent goes into that agent's block; any
other row, and every variable that belongs to nobody, is coupling. This is the Dantzig-Wolfe view of
the model (Dantzig and Wolfe 1960): a block's feasible points are that agent's possible months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rota.encoding import SHARED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.encoding import Encoding, Row
    from rota.problem import Cell

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class Block:
    """One agent's variables and own rows. `costs` has the price of each variable, in their order.

    `link_rows`, `link_places` and `link_coefficients` say how the variables enter the coupling rows:
    the row's number, the variable's place in `variables`, its coefficient there.
    """

    owner: int
    variables: tuple[int, ...]
    rows: tuple[Row, ...]
    costs: Integers
    link_rows: Integers
    link_places: Integers
    link_coefficients: Integers

    def contribution(self, values: Integers, row_count: int) -> Integers:
        """What the block with these values adds to each coupling row."""
        found = np.zeros(row_count, dtype=np.int64)
        np.add.at(found, self.link_rows, self.link_coefficients * values[self.link_places])
        return found

    def reduced(self, duals: Integers, scale: int) -> Integers:
        """The scaled costs of the variables less what the coupling rows pay for them, exactly."""
        found = self.costs * scale
        np.subtract.at(found, self.link_places, duals[self.link_rows] * self.link_coefficients)
        return found


@dataclass(frozen=True)
class Split:
    """Blocks by agent, the coupling rows, and the shared variables with their prices.

    `numbers` are the places of the coupling rows among the encoding's.
    """

    encoding: Encoding
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    shared: tuple[int, ...]
    shared_costs: Integers

    def cells_of(self, months: Mapping[int, Integers]) -> frozenset[Cell]:
        """The cells worked where these blocks, by their numbers, have these months."""
        values: dict[int, int] = {}
        for block, month in months.items():
            values.update(zip(self.blocks[block].variables, month.tolist(), strict=True))
        return self.encoding.cells_of(values)


def split(encoding: Encoding) -> Split:
    """Cut an encoding by the owners of its variables."""
    owner = encoding.owner
    own_rows: dict[int, list[Row]] = {}
    coupling: list[Row] = []
    numbers: list[int] = []
    for number, row in enumerate(encoding.rows):
        owners = {owner[variable] for variable in row.variables}
        first = next(iter(owners))
        if len(owners) == 1 and first != SHARED:
            own_rows.setdefault(first, []).append(row)
        else:
            coupling.append(row)
            numbers.append(number)
    variables: dict[int, list[int]] = {}
    place: dict[int, int] = {}
    for variable, whose in enumerate(owner):
        mine = variables.setdefault(whose, [])
        place[variable] = len(mine)
        mine.append(variable)
    costs = {whose: np.zeros(len(mine), dtype=np.int64) for whose, mine in variables.items()}
    for price in encoding.prices:
        costs[owner[price.variable]][place[price.variable]] += price.weight
    links: dict[int, list[tuple[int, int, int]]] = {}
    for number, row in enumerate(coupling):
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            links.setdefault(owner[variable], []).append((number, place[variable], coefficient))
    blocks = tuple(
        _block(whose, mine, own_rows.get(whose, []), costs[whose], links.get(whose, []))
        for whose, mine in sorted(variables.items())
        if whose != SHARED
    )
    none = np.zeros(0, dtype=np.int64)
    return Split(
        encoding,
        blocks,
        tuple(coupling),
        tuple(numbers),
        tuple(variables.get(SHARED, ())),
        costs.get(SHARED, none),
    )


def _block(
    owner: int, variables: list[int], rows: list[Row], costs: Integers, links: list[tuple[int, int, int]]
) -> Block:
    table = np.array(links, dtype=np.int64).reshape(-1, 3)
    return Block(owner, tuple(variables), tuple(rows), costs, table[:, 0], table[:, 1], table[:, 2])
