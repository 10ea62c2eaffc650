"""What staffing on past forecasts would have brought: how many intervals kept to their target.

Each interval of a backtest is staffed on the forecast, or on a quantile of its rate, and held against the
contacts that came: do its agents keep to the target with so many, by the same formula? Beside it what was
promised from the same origin: the probability of that by the forecast's spread, with whole agents
(`rota.demand.certainty`). Neither looks at anything from the origin on but the contacts to compare with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from rota.demand.certainty import most_contacts
from rota.demand.erlang import scheduled
from rota.demand.staffing import live_agents
from rota.forecast.counts import DIGITS, count_shares
from rota.forecast.gamma import rate_quantile
from rota.forecast.history import intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.demand.opening import Opening
    from rota.demand.target import LiveTarget
    from rota.forecast.backtest import Trial
    from rota.forecast.history import Floats

LEVELS = (None, 0.7, 0.8, 0.9)
BUSY = 3.0
"""Contacts expected in an interval from which on the least staffing of one or two agents no longer rules."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The shares of so many intervals promised to keep to the target, and that did; nan for none."""

    intervals: int
    promised: float
    kept: float


@dataclass(frozen=True, slots=True)
class Hindsight:
    """Staffing on a level of the rate (None: its mean). `hours` are over those that the contacts ask for.

    `all` intervals in which contacts were expected; `busy` ones, with 3 or more expected.
    """

    level: float | None
    hours: float
    all: Kept
    busy: Kept


def hindsight(
    trials: Sequence[Trial],
    target: LiveTarget,
    *,
    minutes: int,
    levels: Sequence[float | None] = LEVELS,
) -> tuple[Hindsight, ...]:
    """One method's trials, each with its spread, staffed on each level; unknown counts are left out."""
    parts = [_held(trial, target, minutes * 60.0, levels) for trial in trials]
    told, agents, asked, promised, kept = (np.concatenate(part, axis=-1) for part in zip(*parts, strict=True))
    busy = told >= BUSY
    return tuple(
        Hindsight(
            level,
            float(agents[place].sum() / max(asked.sum(), 1.0)),
            _kept(promised[place], kept[place]),
            _kept(promised[place][busy], kept[place][busy]),
        )
        for place, level in enumerate(levels)
    )


def while_open(trials: Sequence[Trial], opening: Opening, *, zone: str, minutes: int) -> tuple[Trial, ...]:
    """The trials without what came while the queue was closed."""
    length = timedelta(minutes=minutes)
    found: list[Trial] = []
    for trial in trials:
        came = trial.came.copy()
        for row in range(len(came)):
            day = trial.origin + timedelta(days=row)
            for start, slot in intervals(day, zone=zone, minutes=minutes):
                if not opening.meets(start, start + length):
                    came[row, slot] = np.nan
        found.append(replace(trial, came=came))
    return tuple(found)


def _held(
    trial: Trial, target: LiveTarget, seconds: float, levels: Sequence[float | None]
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Told, agents by level, agents that what came asks for, promised and kept by level, by interval."""
    spread = trial.spread or 0.0
    # Chosen by what was told alone: choosing those in which somebody came would choose those that fail.
    looked_at = ~np.isnan(trial.came) & (trial.told > 0)
    told, came = np.round(trial.told[looked_at], DIGITS), trial.came[looked_at]
    rates = [
        told * (1.0 if level is None else rate_quantile(1.0, spread=spread, level=level)) for level in levels
    ]
    agents = np.array([_scheduled(rate, target, seconds) for rate in rates])
    most = np.array([[most_contacts(int(one), target, seconds=seconds) for one in row] for row in agents])
    promised = count_shares(told, spread, most)
    return told, agents, _scheduled(came, target, seconds), promised, (came <= most).astype(np.float64)


def _scheduled(rates: Floats, target: LiveTarget, seconds: float) -> Floats:
    return np.array(
        [
            max(target.minimum, scheduled(live_agents(rate, seconds, target), shrinkage=target.shrinkage))
            for rate in rates.tolist()
        ],
        dtype=np.float64,
    )


def _kept(promised: Floats, kept: Floats) -> Kept:
    if not len(kept):
        return Kept(0, float("nan"), float("nan"))
    return Kept(len(kept), float(promised.mean()), float(kept.mean()))
