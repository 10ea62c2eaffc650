"""The cheapest roster near one at hand in which some cells are held otherwise: what a wish would cost.

The days around are set free and all else stays, warm-started from the roster at hand; where that is not
enough for a lawful roster, more days are, up to all. The same region is searched without the wish too,
so that what the search finds anyway is not counted for the wish.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.encoding import encode
from rota.errors import OurBug
from rota.solve.hold import interruptible, solve_held
from rota.solve.polish import complete, step
from rota.solve.region import Terrain
from rota.solve.strategies import FOUND
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.constraint import Constraint
    from rota.problem import Cell, Problem
    from rota.solve.hold import Hold
    from rota.solve.region import Flags
    from rota.solve.split import Integers

DAYS_AROUND = (1, 2, 4, 10, 1000)
"""Days before and after those of the wish that are set free: first these, then more while time is left."""
BASE_SHARE, WISH_SHARE = 0.3, 0.6
"""Of the time left, how much may go into bettering the roster at hand, and then into the wish."""
LEAST_SECONDS, LIKEST_SECONDS, LIKEST_SHARE = 1.0, 2.5, 0.3


@dataclass(frozen=True, slots=True)
class NextBest:
    """What the best roster found with the wish costs more than the best one without, and what it takes.

    `cells` has the wish, costs no more than the roster at hand, `base`, and the `price`; of the rosters
    found of which that is true it changes the fewest shifts. `gained`: what the roster at hand could be made
    cheaper in the same region without the wish. `days` around the wish were searched to the end: no price is
    less of rosters that are the same on all other days; 0 where not even the first search ended.
    `everywhere`: these were all.
    """

    cells: frozenset[Cell]
    base: frozenset[Cell]
    price: int
    gained: int
    days: int
    everywhere: bool


@dataclass(frozen=True, slots=True)
class NotFound:
    """No roster with the wish was found; `impossible`: none exists at all."""

    impossible: bool


@dataclass(frozen=True)
class Start:
    """A lawful roster, ready to be asked about: all its values, auxiliary ones too."""

    rules: tuple[Constraint, ...]
    terrain: Terrain
    values: Integers


def start_at(
    problem: Problem, rules: Sequence[Constraint], cells: frozenset[Cell], *, seconds: float
) -> Start | None:
    """Make ready a lawful roster; None where time ran out."""
    terrain = Terrain(encode(problem, rules))
    with interruptible(seconds) as hold:
        values = complete(terrain, cells, hold)
    return None if values is None else Start(tuple(rules), terrain, values)


def next_best(start: Start, held: Mapping[Cell, bool], *, seconds: float) -> NextBest | NotFound:
    """Search around the roster for the best one in which the `held` cells are as they are held."""
    with interruptible(seconds) as hold:
        likest = min(LIKEST_SECONDS, LIKEST_SHARE * hold.left)
        search = _Search(start, held, hold.part(hold.left - likest))
        for days in DAYS_AROUND:
            if not search.widened(days):
                break
        return search.found(hold)


class _Search:
    """The best values so far without the wish and with it, and how far around they are proved."""

    def __init__(self, start: Start, held: Mapping[Cell, bool], hold: Hold) -> None:
        self.start, self.terrain, self.held, self.hold = start, start.terrain, held, hold
        self.base: Integers = start.values
        self.best: Integers | None = None
        self.free: Flags = np.zeros(len(self.terrain.low), dtype=np.bool_)
        self.days, self.everywhere, self.impossible = 0, False, False

    def widened(self, days: int) -> bool:
        """Search so many days around; whether to go on with more."""
        if self.best is not None and self.hold.left < LEAST_SECONDS:
            return False
        free, everywhere = _region(self.terrain, self.held, days)
        found, base_proved = self._better(self.base, free, {}, BASE_SHARE)
        base = self.base if found is None else found
        start = base if self.best is None else self.best
        best, best_proved = self._better(start, free, self.held, WISH_SHARE)
        if best is None:
            self.impossible = everywhere and best_proved
            return self.best is None and not everywhere and self.hold.left > 0
        proved = base_proved and best_proved
        if proved or self.best is None:
            # What a search that did not end has found is worth less than what one has proved.
            self.base, self.best, self.free = base, best, free
        if proved:
            self.days, self.everywhere = days, everywhere
        return proved and not everywhere

    def _better(
        self, values: Integers, free: Flags, held: Mapping[Cell, bool], share: float
    ) -> tuple[Integers | None, bool]:
        """The best values of a region with cells held, and whether they are proved to be; None for none."""
        with _held(self.terrain, held):
            found, proved = step(
                self.terrain, values, free, self.hold, seconds=share * self.hold.left, seed=1
            )
        lawful = all(values[self.terrain.number_of(cell)] == works for cell, works in held.items())
        if found is None or (lawful and self.terrain.cost_of(values) <= self.terrain.cost_of(found)):
            return (values if lawful else None), proved
        return found, proved

    def found(self, hold: Hold) -> NextBest | NotFound:
        """What the search came to."""
        if self.best is None:
            return NotFound(self.impossible)
        terrain, hand = self.terrain, self.start.values
        most = self._cost(hand) + self._cost(self.best) - self._cost(self.base)
        best = self.best
        between = hand != best
        between[terrain.encoding.cell_count :] = False
        for free in (terrain.spread(between), self.free):
            with _held(terrain, self.held):
                best = _likest(terrain, hand, best, free, hold, most=most)
        self._cost(best)
        gained = self._cost(hand) - self._cost(self.base)
        price = most - self._cost(hand)
        cells = terrain.cells_of(best)
        return NextBest(cells, terrain.cells_of(hand), price, gained, self.days, self.everywhere)

    def _cost(self, values: Integers) -> int:
        """What the verifier says that a roster costs."""
        verdict = verify(self.terrain.encoding.problem, self.start.rules, self.terrain.cells_of(values))
        if not verdict.lawful:
            raise OurBug(f"the solver's roster breaks a hard rule: {verdict.hard[0].message}")
        return verdict.cost


@contextmanager
def _held(terrain: Terrain, held: Mapping[Cell, bool]) -> Iterator[None]:
    """The cells of the wish have no other values for a while."""
    low, high = terrain.low.copy(), terrain.high.copy()
    for cell, works in held.items():
        number = terrain.number_of(cell)
        terrain.low[number] = terrain.high[number] = int(works)
    yield
    terrain.low, terrain.high = low, high


def _likest(
    terrain: Terrain, base: Integers, best: Integers, free: Flags, hold: Hold, *, most: int
) -> Integers:
    """Of the rosters of a region that cost no more than `most`, the one most like the base; `best` is one."""
    region = terrain.region(best, free)
    changed = []
    for number, variable in region.variables.items():
        if number < terrain.encoding.cell_count:
            changed.append(1 - variable if base[number] else variable)
    costs = [int(terrain.cost[number]) for number in region.variables]
    cost = cp_model.LinearExpr.weighted_sum(list(region.variables.values()), costs)
    region.model.add(cost <= most - region.constant)
    region.model.minimize(sum(changed))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = max(0.01, hold.left)
    if solve_held(solver, region.model, hold) not in FOUND:
        return best
    found = best.copy()
    for number, variable in region.variables.items():
        found[number] = solver.value(variable)
    return found


def _region(terrain: Terrain, held: Mapping[Cell, bool], days: int) -> tuple[Flags, bool]:
    """Every agent's cells of the days around, and the days of the agents concerned a week further."""
    problem = terrain.encoding.problem
    starts = [problem.shift_of[shift].start for _, shift in held]
    first, last = min(starts) - timedelta(days=days), max(starts) + timedelta(days=days)
    near = np.array([first <= shift.start <= last for shift in problem.shifts])
    free = np.zeros(len(terrain.low), dtype=np.bool_)
    free[: terrain.encoding.cell_count] = np.tile(near, len(problem.agents))
    return terrain.spread(free), bool(near.all())
