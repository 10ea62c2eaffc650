"""What a day's contacts so far say of the rest of it: the forecast moves, by as much as they can be trusted.

The day's own factor has mean 1 and standard deviation g (`day_spread`); what came so far, over what was
forecast for it, shows that factor with an error of its own, of Poisson chance and of what single intervals
have beside it. With F the forecast so far and S the sum of its squares, an error variance of
(F + (c^2 - g^2) S) / F^2. The best linear estimate of the day's factor is then 1 + w (ratio - 1), with
w = g^2 / (g^2 + error variance) (credibility: H. Buehlmann, "Experience rating and credibility", ASTIN
Bulletin 4, 1967). What stays unknown of the day is g^2 (1 - w), and the quantiles of the rest are drawn in
accordingly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.forecast.gamma import rate_quantile
from rota.forecast.spread import DEFAULT_DAY_SPREAD, DEFAULT_SPREAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.forecast.volume import Volume


@dataclass(frozen=True, slots=True)
class Today:
    """A queue's day: contacts `came` and `forecast` for the same time, and what follows for the rest.

    `trust` is w in [0, 1]; `factor` is what the rest of the day is multiplied by. `assumed` says that the
    forecast tells no spread, and usual ones were taken.
    """

    queue: str
    came: float
    forecast: float
    trust: float
    factor: float
    spread: float
    assumed: bool

    @property
    def ratio(self) -> float | None:
        """What came over what was forecast; None where nothing was."""
        return self.came / self.forecast if self.forecast else None


def so_far(
    queue: str, volumes: Sequence[Volume], counts: Mapping[datetime, float], *, seconds: float
) -> Today:
    """What the counts, by start of their intervals of so many seconds, say of a queue's day.

    Of an interval of the forecast that they cover in part, that part counts.
    """
    told, squares = 0.0, 0.0
    for volume in volumes:
        share = _share(volume, counts, seconds)
        told += volume.contacts * share
        squares += (volume.contacts * share) ** 2
    spread = max((volume.spread for volume in volumes), default=0.0)
    day = max((volume.day_spread for volume in volumes), default=0.0)
    assumed = not spread
    if assumed:
        spread, day = DEFAULT_SPREAD, DEFAULT_DAY_SPREAD
    trust = _trust(told, squares, spread, day)
    came = sum(counts.values())
    factor = 1 + trust * (came / told - 1) if told else 1.0
    left = (max(0.0, spread**2 - day**2) + day**2 * (1 - trust)) ** 0.5
    return Today(queue, came, told, trust, factor, left, assumed)


def rest_of_day(volume: Volume, today: Today) -> Volume:
    """An interval that is still to come, by what is known of its day now."""
    contacts = volume.contacts * today.factor
    quantiles = tuple(
        (level, rate_quantile(contacts, spread=today.spread, level=level)) for level, _ in volume.quantiles
    )
    return replace(volume, contacts=contacts, quantiles=quantiles, spread=today.spread)


def happened(volume: Volume, counts: Mapping[datetime, float], *, seconds: float) -> Volume:
    """An interval that is over, with what came in it; without counts as it was forecast."""
    share = _share(volume, counts, seconds)
    if not share:
        return volume
    came = sum(count * _overlap(volume, start, seconds) / seconds for start, count in counts.items())
    contacts = came + volume.contacts * (1 - share)
    return replace(
        volume, contacts=contacts, quantiles=tuple((level, contacts) for level, _ in volume.quantiles)
    )


def _trust(told: float, squares: float, spread: float, day: float) -> float:
    if not told or not day:
        return 0.0
    error = (told + max(0.0, spread**2 - day**2) * squares) / told**2
    return day**2 / (day**2 + error)


def _share(volume: Volume, counts: Mapping[datetime, float], seconds: float) -> float:
    """The part of an interval that the counts cover."""
    return min(1.0, sum(_overlap(volume, start, seconds) for start in counts) / volume.seconds)


def _overlap(volume: Volume, start: datetime, seconds: float) -> float:
    begins = (start - volume.start).total_seconds()
    return max(0.0, min(volume.seconds, begins + seconds) - max(0.0, begins))
