"""How sure it is that the agents of an interval keep to their target, with whatever contacts come.

Agents keep to a target up to a greatest load, so up to a greatest number of contacts. That so many or
fewer come is a matter of the forecast's spread and of chance: negative binomial (`rota.forecast.counts`).
As agents are whole, so many of them carry more than the quantile of the rate that asked for them, in a
calm interval much more; so more intervals keep to their target than that quantile alone would promise.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from rota.demand.carried import handle_seconds_of, most_load
from rota.demand.erlang import ROUNDING
from rota.forecast.counts import count_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.demand.staffing import Staffed
    from rota.demand.target import LiveTarget


def most_contacts(agents: int, target: LiveTarget, *, seconds: float) -> float:
    """The most contacts in an interval of so many seconds at which scheduled agents keep to the target.

    The target is what callers are promised, not how busy agents may be. The share `shrinkage` of the agents
    is away; who is left is counted in whole agents.
    """
    promise = _promise(target)
    at_work = floor(agents * (1 - target.shrinkage) + ROUNDING)
    return most_load(at_work, promise) * seconds / handle_seconds_of(target) * (1 + ROUNDING)


def certainties(entries: Sequence[Staffed], target: LiveTarget) -> tuple[float, ...]:
    """For each of these intervals of a queue the probability that its agents keep to the target.

    Intervals whose forecast and target tell no spread are taken to have none but chance.
    """
    found = [1.0] * len(entries)
    by_spread: dict[float, list[int]] = {}
    for place, entry in enumerate(entries):
        by_spread.setdefault(entry.volume.spread or target.dispersion, []).append(place)
    for spread, places in by_spread.items():
        mine = [entries[place] for place in places]
        means = np.array([entry.volume.contacts for entry in mine])
        most = np.array([most_contacts(one.agents, target, seconds=one.volume.seconds) for one in mine])
        for place, share in zip(places, count_shares(means, spread, most).tolist(), strict=True):
            found[place] = share
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def _promise(target: LiveTarget) -> LiveTarget:
    return replace(target, max_occupancy=1.0)
