"""Neighbourhood search: from any complete roster to better ones, never to a worse one.

Two parts of the roster are set free at a time, each searched by one worker. What one gains is laid over
what the other has gained meanwhile, and taken where together they are lawful and cheaper.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.solve.hold import solve_held
from rota.solve.neighbourhoods import Neighbourhoods
from rota.solve.strategies import FOUND, limit, name_strategies, spent

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, Future

    from rota.problem import Cell
    from rota.solve.hold import Clock, Hold
    from rota.solve.master import Floats
    from rota.solve.neighbourhoods import Kind
    from rota.solve.region import Flags, Terrain
    from rota.solve.split import Integers

    Step = tuple[Integers | None, bool]

STEP_SECONDS, MERGE_SECONDS = 4.0, 1.0
WAIT_SHARE = 0.3
"""Without a gain a step may take so much of the time since the last one: what is left wants more thought."""
AT_ONCE = 2
"""Parts searched side by side."""
FEWEST, PATIENCE, LEAST_GAIN = 6, 20, 0.25
"""Steps that together take less than this share off the gap are a stall: so many, or fewer over some time."""


def complete(terrain: Terrain, cells: frozenset[Cell], hold: Hold) -> Integers | None:
    """The cheapest values of all auxiliary variables where exactly these cells are worked.

    None where there are none, since a hard rule is broken, or time ran out.
    """
    free = np.zeros(len(terrain.low), dtype=np.bool_)
    free[terrain.encoding.cell_count :] = True
    values = terrain.values_of(cells)
    if terrain.broken(values, free):
        return None
    return step(terrain, values, free, hold, seconds=hold.left, seed=1)[0]


def polish(
    terrain: Terrain,
    values: Integers,
    hold: Hold,
    *,
    seed: int,
    leaning: Floats | None,
    told: Callable[[Integers], bool],
    until: Callable[[], bool] | None = None,
    floor: int | None = None,
    patience: float = 0.0,
    steps: int | None = PATIENCE,
) -> Integers:
    """Improve complete values until time is up; `told` hears of each gain and says whether to go on.

    It ends also once `until` is true, and where a `floor` is given, a cost that no roster goes below, once it
    has come hardly nearer for `patience` seconds or so many steps.
    """
    search = _Polish(terrain, values, hold, seed, leaning)
    stall = None if floor is None else _Stall(search.cost, floor, patience, steps, hold.clock)

    def enough() -> bool:
        return (until is not None and until()) or (stall is not None and stall.reached(search.cost))

    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        search.run(threads, told, enough)
    return search.values


class _Stall:
    """Whether the last steps, or those of the last seconds, were hardly worth while together."""

    def __init__(self, cost: int, floor: int, patience: float, steps: int | None, clock: Clock) -> None:
        self.floor, self.patience, self.clock = floor, patience, clock
        self.before: deque[tuple[float, int]] = deque([(clock.now(), cost)], maxlen=steps)

    def reached(self, cost: int) -> bool:
        """Take the cost after a step into account."""
        (since, earlier), now = self.before[0], self.clock.now()
        some = len(self.before) >= FEWEST and now >= since + self.patience
        if some or len(self.before) == self.before.maxlen:
            if earlier - cost <= LEAST_GAIN * (earlier - self.floor):
                return True
            self.before.popleft()
        self.before.append((now, cost))
        return False


@dataclass(frozen=True)
class _Attempt:
    """A part set free from values that may have been bettered elsewhere by the time it is solved."""

    kind: Kind
    base: Integers
    free: Flags
    began: float
    seconds: float
    seed: int


class _Polish:
    """Parts of the best values, set free side by side; what they gain is put together where it fits."""

    def __init__(
        self,
        terrain: Terrain,
        values: Integers,
        hold: Hold,
        seed: int,
        leaning: Floats | None,
    ) -> None:
        self.terrain, self.values, self.seed = terrain, values, seed
        self.hold = hold.below()
        self.clock = hold.clock
        self.cost = terrain.cost_of(values)
        self.neighbourhoods = Neighbourhoods(terrain, Random(seed), leaning)
        self.steps = 0
        self.gained = self.clock.now()

    def run(self, threads: Executor, told: Callable[[Integers], bool], enough: Callable[[], bool]) -> None:
        """Until time is up, `told` has heard enough, or it is `enough` after a step."""
        under_way: dict[Future[Step], _Attempt] = {}
        while self.hold.left or under_way:
            # All are prepared before any is begun: the work of one must not tell on how another begins.
            for attempt in self._attempts(AT_ONCE - len(under_way)):
                task = threads.submit(
                    step,
                    self.terrain,
                    attempt.base,
                    attempt.free,
                    self.hold,
                    seconds=attempt.seconds,
                    seed=attempt.seed,
                    workers=1,
                )
                under_way[task] = attempt
            # Where equal searches are to go equally, which of two ends first must not matter.
            wait(under_way, return_when=ALL_COMPLETED if self.clock.counted else FIRST_COMPLETED)
            for task in [task for task in under_way if task.done()]:
                gained = self._end(under_way.pop(task), *task.result())
                if (gained and not told(self.values)) or enough():
                    self.hold.raised.set()

    def _attempts(self, most: int) -> list[_Attempt]:
        """So many parts to set free next, fewer where time is up."""
        found: list[_Attempt] = []
        while self.hold.left and len(found) < most:
            self.steps += 1
            kind = self.neighbourhoods.choose()
            cells = kind.pick(kind.share, self.values)
            if not cells.any():
                kind.learn(gained=False, finished=True, seconds=0.0)
                continue
            now = self.clock.now()
            free = self.terrain.spread(cells)
            seconds = min(self.hold.left, max(STEP_SECONDS, WAIT_SHARE * (now - self.gained)))
            found.append(_Attempt(kind, self.values, free, now, seconds, self.seed + self.steps))
        return found

    def _end(self, attempt: _Attempt, found: Integers | None, finished: bool) -> bool:
        """Take what an attempt has found; whether that is a gain."""
        merged = found if found is None or attempt.base is self.values else self._over(attempt, found)
        cost = self.cost if merged is None else self.terrain.cost_of(merged)
        gained = cost < self.cost
        now = self.clock.now()
        attempt.kind.learn(gained=gained, finished=finished, seconds=now - attempt.began)
        if gained:
            self.gained = now
        # Equal cost is taken as well: it moves the search along a plateau.
        if merged is not None and cost <= self.cost:
            self.values, self.cost = merged, cost
        return gained

    def _over(self, attempt: _Attempt, found: Integers) -> Integers | None:
        """What an attempt has changed, laid over what others have; None where it does not fit.

        Where both moved the same sums, these are worked out again.
        """
        merged = np.where(found != attempt.base, found, self.values)
        nothing = np.zeros(len(merged), dtype=np.bool_)
        fits = not self.terrain.broken(merged, nothing, kept=self.values)
        if fits and self.terrain.cost_of(merged) <= self.cost:
            return merged
        sums = attempt.free.copy()
        sums[: self.terrain.encoding.cell_count] = False
        if self.terrain.broken(merged, sums, kept=self.values):
            return None
        seconds = min(self.hold.left, MERGE_SECONDS)
        return step(self.terrain, merged, sums, self.hold, seconds=seconds, seed=self.seed, workers=1)[0]


def step(
    terrain: Terrain,
    values: Integers,
    free: Flags,
    hold: Hold,
    *,
    seconds: float,
    seed: int,
    workers: int = 2,
) -> Step:
    """The best values with the region set free, and whether they are proved best."""
    region, counted = terrain.region(values, free), hold.clock.counted
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    if workers > 1:
        name_strategies(solver)
        solver.parameters.interleave_search = counted
    else:
        solver.parameters.linearization_level = 2
        # A part is small and solved once: what is looked for in it beforehand costs more than it brings.
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
    solver.parameters.random_seed = seed % (1 << 30)
    limit(solver, max(0.01, seconds), counted=counted)
    status = solve_held(solver, region.model, hold)
    hold.clock.spend(spent(solver, counted=True) / AT_ONCE)
    if status not in FOUND:
        return None, status == cp_model.INFEASIBLE
    found = values.copy()
    found[region.numbers] = np.array(solver.response_proto.solution, dtype=np.int64)
    return found, status == cp_model.OPTIMAL
