"""How much so many agents can carry: a question with one answer per number of agents, asked once.

Asking instead how many agents a load needs has a different answer search for each of the thousands of
loads of a forecast, although the answers are few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PRECISION = 1e-9
"""The relative width at which the search for a greatest load stops, on the side of too many agents."""


class Capacity:
    """The greatest load that each number of agents carries, worked out when first needed.

    `fits(load, agents)` says whether agents carry a load above 0: it turns from true to false as the load
    grows and never back, and every load is carried by some number of agents.
    """

    def __init__(self, fits: Callable[[float, int], bool]) -> None:
        self._fits = fits
        self._greatest: dict[int, float] = {0: 0.0}

    def agents(self, load: float) -> int:
        """The fewest agents who carry the load; none for no load."""
        few, enough = 0, 1
        while self.greatest(enough) < load:
            few, enough = enough, 2 * enough
        if load <= self.greatest(few):
            return few
        while enough - few > 1:
            middle = (few + enough) // 2
            few, enough = (few, middle) if self.greatest(middle) >= load else (middle, enough)
        return enough

    def greatest(self, agents: int) -> float:
        """The greatest load that so many agents carry; 0 where they carry none."""
        if agents not in self._greatest:
            self._greatest[agents] = self._search(agents)
        return self._greatest[agents]

    def _search(self, agents: int) -> float:
        carried, too_much = 0.0, float(agents)
        while self._fits(too_much, agents):
            carried, too_much = too_much, 2 * too_much
        least = PRECISION * agents
        while too_much - carried > PRECISION * too_much and too_much > least:
            middle = (carried + too_much) / 2
            carried, too_much = (middle, too_much) if self._fits(middle, agents) else (carried, middle)
        return carried
