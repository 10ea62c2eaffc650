"""Which part of a roster to set free next: a few agents, a few days, the days that cost, or where months
disagree.

Large-neighbourhood search (Shaw 1998), adaptive in kind and size (Ropke and Pisinger 2006): a kind
that gains is chosen more often; a part solved to the end grows, one that runs out of time shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from rota.encoding import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from rota.solve.master import Floats
    from rota.solve.region import Flags, Terrain
    from rota.solve.split import Integers

    Pick = Callable[[float, Integers], Flags]

GROW, SHRINK, MOST = 1.15, 0.8, 1.0
FEWEST_CELLS, MOST_CELLS = 100, 3_000
"""The size of a part at the least; and to begin with at the most."""
FIRST_DAYS = 150
"""To begin with a part has so many days of agents: a week of twenty, say."""
FORGET, FORGET_SECONDS, LEAST_SECONDS = 0.85, 0.7, 0.1
DISPUTED, AGREED = 4, 0.01
"""How many times as much is looked at where only cells in dispute are set free; a difference that is none."""
ALL_AGENTS, HOPS = 0.5, 3
"""How often dear days are those of everybody; how many rows away from a price its shifts may be."""


@dataclass
class Kind:
    """A way to choose cells: `pick` takes a share of everything and gives the cells to free."""

    name: str
    pick: Pick
    share: float
    least: float = 0.02
    merit: float = 1.0
    seconds: float = 1.0

    def learn(self, *, gained: bool, finished: bool, seconds: float) -> None:
        """Take the outcome of a step of so many seconds into account."""
        self.seconds = FORGET_SECONDS * self.seconds + (1 - FORGET_SECONDS) * max(LEAST_SECONDS, seconds)
        self.merit = FORGET * self.merit + (1 - FORGET) * (4.0 if gained else 0.1)
        if finished and not gained:
            self.share = min(MOST, self.share * GROW)
        elif not finished:
            self.share = max(self.least, self.share * SHRINK)


@dataclass
class Neighbourhoods:
    """The kinds for one encoding; `leaning` is what the linear program makes of each variable."""

    terrain: Terrain
    random: Random
    leaning: Floats | None = None
    kinds: list[Kind] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.encoding = self.terrain.encoding
        problem = self.encoding.problem
        self._agents, self._shifts = len(problem.agents), len(problem.shifts)
        starts = np.array([(shift.start - problem.start).total_seconds() / 86400 for shift in problem.shifts])
        self._days = starts
        self._length = max(1.0, float(starts.max(initial=0.0)))
        ways: list[tuple[str, Pick]] = [
            ("agents", self._some_agents),
            ("days", self._some_days),
            ("block", self._agents_and_days),
            ("dear days", self._dear_days),
            ("dear agents", self._dear_agents),
        ]
        cells = max(1, self.encoding.cell_count)
        least = min(0.5, FEWEST_CELLS / cells)
        first = min(0.2, MOST_CELLS / cells, FIRST_DAYS / (self._agents * self._length))
        self.kinds = [Kind(name, pick, first, least) for name, pick in ways]
        if self.leaning is not None:
            self.kinds += [
                Kind(
                    f"{name} in dispute",
                    self._disputed(pick, self.leaning),
                    min(0.5, DISPUTED * first),
                    least,
                )
                for name, pick in ways
                if name in ("agents", "days", "dear days")
            ]

    def choose(self) -> Kind:
        """A kind, by how often it gains in a second."""
        return self.random.choices(self.kinds, [kind.merit / kind.seconds for kind in self.kinds])[0]

    def _flags(self, agents: np.ndarray, shifts: np.ndarray) -> Flags:
        free = np.zeros(len(self.encoding.low), dtype=np.bool_)
        free[: self.encoding.cell_count] = np.outer(agents, shifts).ravel()
        return free

    def _random_agents(self, share: float) -> np.ndarray:
        count = max(2, round(share * self._agents))
        chosen = self.random.sample(range(self._agents), min(count, self._agents))
        return np.isin(np.arange(self._agents), chosen)

    def _window(self, share: float) -> np.ndarray:
        width = max(1.0, share * self._length)
        begin = self.random.uniform(-width / 2, self._length - width / 2)
        return (self._days >= begin) & (self._days <= begin + width)

    def _some_agents(self, share: float, _: Integers) -> Flags:
        return self._flags(self._random_agents(share), np.ones(self._shifts, dtype=np.bool_))

    def _some_days(self, share: float, _: Integers) -> Flags:
        return self._flags(np.ones(self._agents, dtype=np.bool_), self._window(share))

    def _agents_and_days(self, share: float, _: Integers) -> Flags:
        side = share**0.5
        return self._flags(self._random_agents(side), self._window(side))

    def _dear_days(self, share: float, values: Integers) -> Flags:
        """The days around one that is paid for, chosen by its price: those of all agents, or of some."""
        near = self._shifts_near(values)
        if not len(near):
            return self._agents_and_days(share, values)
        side = share if self.random.random() < ALL_AGENTS else share**0.5
        agents = np.ones(self._agents, dtype=np.bool_) if side == share else self._random_agents(side)
        middle = self._days[near[self.random.randrange(len(near))]]
        return self._flags(agents, np.abs(self._days - middle) <= max(1.0, side * self._length) / 2)

    def _dear_agents(self, share: float, values: Integers) -> Flags:
        """The whole months of agents, half of them chosen by what is paid for them."""
        count = min(self._agents, max(2, round(share * self._agents)))
        near = [self._near(values, self._owned) for _ in range(count // 2)]
        owners = [self.random.choice(self.terrain.owner[one].tolist()) for one in near if len(one)]
        chosen = set(owners)
        others = [agent for agent in range(self._agents) if agent not in chosen]
        chosen.update(self.random.sample(others, count - len(chosen)))
        agents = np.isin(np.arange(self._agents), list(chosen))
        return self._flags(agents, np.ones(self._shifts, dtype=np.bool_))

    def _shifts_near(self, values: Integers) -> np.ndarray:
        """The shifts that a price paid now is about."""
        return np.unique(self._near(values, self._cell) % self._shifts)

    def _near(self, values: Integers, wanted: Callable[[Integers], Flags]) -> Integers:
        """The wanted variables nearest to one that is paid for now: itself, or through rows around it."""
        paid = self.terrain.cost * (values - self.terrain.low)
        dear = np.flatnonzero(paid > 0)
        if not len(dear):
            return dear
        near = np.array(self.random.choices(dear.tolist(), paid[dear].tolist()))
        for _ in range(HOPS):
            if wanted(near).any():
                break
            near = self.terrain.beside(near)
        return near[wanted(near)]

    def _cell(self, variables: Integers) -> Flags:
        return variables < self.encoding.cell_count

    def _owned(self, variables: Integers) -> Flags:
        return np.asarray(self.terrain.owner[variables] != SHARED, dtype=np.bool_)

    @staticmethod
    def _disputed(pick: Pick, leaning: Floats) -> Pick:
        """Of what a kind sets free, the cells on which roster and linear program differ."""

        def disputed(share: float, values: Integers) -> Flags:
            return pick(share, values) & (np.abs(leaning - values) > AGREED)

        return disputed
