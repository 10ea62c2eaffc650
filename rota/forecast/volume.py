"""How many contacts a queue is expected to receive in an interval, and how far off that may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Volume:
    """Contacts that arrive in the half-open interval [start, end) of UTC instants; a mean, so fractional.

    `quantiles` pairs levels in (0, 1), ascending, with contacts: the rate of arrivals lies at or below
    them so often. It is the rate's, not the count's: what chance adds to a known rate is left to the
    formulas of staffing. `spread` is the standard deviation of the rate over its mean; `day_spread` is
    the part of it that all intervals of a local day share.
    """

    start: datetime
    end: datetime
    queue: str
    contacts: float
    quantiles: tuple[tuple[float, float], ...] = ()
    spread: float = 0.0
    day_spread: float = 0.0

    @property
    def seconds(self) -> float:
        """The length of the interval."""
        return (self.end - self.start).total_seconds()

    def at(self, level: float) -> float | None:
        """The contacts at this level of the rate; None where the forecast does not say."""
        if not self.contacts and not self.quantiles:
            return 0.0
        return dict(self.quantiles).get(level)


def scaled(volume: Volume, factor: float) -> Volume:
    """The same with so many times as many contacts at every level."""
    levels = tuple((level, contacts * factor) for level, contacts in volume.quantiles)
    return replace(volume, contacts=volume.contacts * factor, quantiles=levels)


def quantile_column(level: float) -> str:
    """The column of forecast.csv that holds a level in (0, 1): `contacts_p80` for 0.8."""
    return f"contacts_p{round(level * 100, 6):g}"
