"""What chance decides in one replication: when contacts come, how long they take, how long they wait.

A rate of gamma distribution around the forecast, then Poisson arrivals at it: the count is negative
binomial. Every replication and queue has a seed sequence of its own (M. E. O'Neill's SeedSequence, in
numpy), so that the tenth replication is the same whether ten are made or a thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.simulate.scenario import Expected, Seconds, Server, Stream

    Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

AWAY_SECONDS = 1800.0
OF_SERVERS = 1 << 30
"""The place of the servers' generator after those of the queues."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One contact's fate: `work` is its share of a mean handle time, `patience` of a mean patience."""

    arrives: float
    work: float
    patience: float
    hands_over: bool


def generator(seed: int, replication: int, place: int) -> np.random.Generator:
    """The source of chance of a queue (by its index) or of the servers in one replication."""
    return np.random.default_rng(np.random.SeedSequence([seed, replication, place]))


def contacts(stream: Stream, random: np.random.Generator) -> list[Drawn]:
    """The contacts of one replication, by arrival."""
    expected = [entry for entry in stream.expected if entry.contacts > 0]
    if not expected:
        return []
    rates = np.array([entry.contacts for entry in expected]) * _moods(expected, random)
    counts = random.poisson(rates)
    starts = np.repeat([entry.start for entry in expected], counts)
    lengths = np.repeat([entry.end - entry.start for entry in expected], counts)
    arrives = np.sort(starts + lengths * random.random(len(starts)))
    share = stream.hand_over.share if stream.hand_over else 0.0
    columns = (
        arrives.tolist(),
        random.standard_exponential(len(arrives)).tolist(),
        random.standard_exponential(len(arrives)).tolist(),
        (random.random(len(arrives)) < share).tolist(),
    )
    return [Drawn(*row) for row in zip(*columns, strict=True)]


def held(stream: Stream, random: np.random.Generator) -> list[tuple[Drawn, float]]:
    """What becomes of the contacts that wait at the start, each with what is left of its deadline."""
    share = stream.hand_over.share if stream.hand_over else 0.0
    return [
        (fate(one.arrived, share, random), one.left_seconds)
        for one in stream.held
        for _ in range(one.contacts)
    ]


def fate(arrives: float, share: float, random: np.random.Generator) -> Drawn:
    """What becomes of one contact that is handed over and arrives at this instant."""
    work, patience = random.standard_exponential(2).tolist()
    return Drawn(arrives, work, patience, hands_over=bool(random.random() < share))


def _moods(expected: Sequence[Expected], random: np.random.Generator) -> Floats:
    """What the rates are times their means: a factor that a day shares, times one of the interval."""
    day = np.array([entry.day_spread for entry in expected])
    whole = np.maximum(np.array([entry.spread for entry in expected]), day)
    own = np.sqrt(np.maximum(0.0, (1 + whole**2) / (1 + day**2) - 1))
    days = np.array([entry.day for entry in expected])
    _, first, place = np.unique(days, return_index=True, return_inverse=True)
    return _gamma(day[first], random)[place] * _gamma(own, random)


def _gamma(spread: Floats, random: np.random.Generator) -> Floats:
    shape = 1 / np.maximum(spread, 1e-9) ** 2
    drawn = random.standard_gamma(shape) / shape
    return np.where(spread > 0, drawn, 1.0)


def there(server: Server, random: np.random.Generator) -> tuple[Seconds, ...]:
    """When the agent is there in this replication: without the half hours that shrinkage takes."""
    if not server.away:
        return server.there
    found: list[Seconds] = []
    for start, end in server.there:
        edges = [*np.arange(start, end, AWAY_SECONDS).tolist(), end]
        for begins, ends in pairwise(edges):
            if random.random() < server.away:
                continue
            if found and found[-1][1] == begins:
                found[-1] = (found[-1][0], ends)
            else:
                found.append((begins, ends))
    return tuple(found)
