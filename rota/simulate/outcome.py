"""What came out over all replications, queue by queue and interval by interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rota.simulate.band import Ratios
from rota.simulate.desk import play
from rota.simulate.tally import ABANDONED, BACKLOG, BUSY, EARLY, IN_TIME, OFFERED, OLDEST, SERVED, THERE, WAIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rota.demand.service import Definition
    from rota.simulate.band import Band
    from rota.simulate.scenario import Scenario
    from rota.simulate.tally import Table

WHOLE = -1
"""The place of the whole horizon among the intervals."""


@dataclass(frozen=True, slots=True)
class Experience:
    """What a queue's callers and agents get in an interval, or over the whole horizon.

    `offered` is the mean number of contacts, of those whose fate was known by the end. `in_time` is by
    the queue's definition, except that of those who hang up before they could be late the definition
    `virtual` leaves out what cannot be seen. `wait_seconds` is of all contacts until an agent begins or
    they leave; `busy` the share of time of the agents who can serve the queue; `backlog` and `oldest_seconds`
    are at ends of intervals, the mean of them over the whole horizon. None where nothing tells.
    """

    offered: float
    in_time: Band | None
    wait_seconds: Band | None
    abandoned: Band | None
    busy: Band | None
    backlog: Band | None
    oldest_seconds: Band | None


class Measured:
    """One queue over replications."""

    def __init__(self, steps: int, definition: Definition) -> None:
        self._definition = definition
        self._steps = steps
        names = ("in_time", "wait_seconds", "abandoned", "busy", "backlog", "oldest_seconds")
        self._ratios = {name: Ratios(steps) for name in names}
        self._offered = Ratios(steps)

    def add(self, table: Table) -> None:
        """The counts of one replication."""
        ones = np.ones(self._steps)
        self._offered.add(table[OFFERED], ones)
        of_whom = {
            "offered": table[OFFERED],
            "served": table[SERVED],
            "virtual": table[OFFERED] - table[EARLY],
        }
        self._ratios["in_time"].add(table[IN_TIME], of_whom[self._definition])
        self._ratios["wait_seconds"].add(table[WAIT], table[OFFERED])
        self._ratios["abandoned"].add(table[ABANDONED], table[OFFERED])
        self._ratios["busy"].add(table[BUSY], table[THERE])
        self._ratios["backlog"].add(table[BACKLOG], ones)
        self._ratios["oldest_seconds"].add(table[OLDEST], ones)

    def experience(self, step: int) -> Experience:
        """What came out in one interval, or with WHOLE in all."""
        most = {"in_time": 1.0, "abandoned": 1.0, "busy": 1.0}
        bands = {name: ratios.band(step, most=most.get(name)) for name, ratios in self._ratios.items()}
        return Experience(offered=self._offered.mean(step), **bands)


@dataclass(frozen=True)
class Outcome:
    """Every queue of the scenario, by id."""

    scenario: Scenario
    replications: int
    seed: int
    measured: Mapping[str, Measured]


def simulate(
    scenario: Scenario,
    definitions: Mapping[str, Definition],
    *,
    replications: int,
    seed: int,
    told: Callable[[int], None] | None = None,
) -> Outcome:
    """Play the scenario so many times; a queue without a definition counts all contacts offered.

    The same seed gives the same outcome, and the first replications are the same however many follow.
    """
    measured = {
        stream.queue: Measured(scenario.steps, definitions.get(stream.queue, "offered"))
        for stream in scenario.streams
    }
    for replication in range(replications):
        tallies = play(scenario, seed=seed, replication=replication)
        for stream, tally in zip(scenario.streams, tallies, strict=True):
            measured[stream.queue].add(tally.table)
        if told:
            told(replication + 1)
    return Outcome(scenario, replications, seed, measured)
