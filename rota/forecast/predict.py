"""From a queue's history to volumes with quantiles for the coming days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rota.forecast.fit import Fitted, fit
from rota.forecast.gamma import rate_quantile
from rota.forecast.history import intervals
from rota.forecast.spread import Spread, spread_of
from rota.forecast.volume import Volume

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from rota.forecast.history import History
    from rota.forecast.marks import Mark

DIGITS = 4


@dataclass(frozen=True, eq=False)
class Prediction:
    """A queue's volumes in time order, and what they rest on."""

    history: History
    fitted: Fitted
    spread: Spread
    volumes: tuple[Volume, ...]


def predict(
    history: History,
    marks: Mapping[date, Mark],
    *,
    zone: str,
    first: date,
    weeks: int,
    levels: Sequence[float] = (),
) -> Prediction:
    """The volumes of so many weeks of local days from `first`, which is not before the history's end."""
    ahead = -(-(first - history.end).days // 7) + weeks
    fitted = fit(history, marks, weeks=ahead)
    spread = spread_of(history, marks)
    days = [first + timedelta(days=offset) for offset in range(weeks * 7)]
    volumes = tuple(
        volume for day in days for volume in _volumes(history, fitted, spread, day, zone, sorted(levels))
    )
    return Prediction(history, fitted, spread, volumes)


def _volumes(
    history: History, fitted: Fitted, spread: Spread, day: date, zone: str, levels: Sequence[float]
) -> Iterator[Volume]:
    told = fitted.day(day)
    rates = [(level, rate_quantile(1.0, spread=spread.interval, level=level)) for level in levels]
    for start, slot in intervals(day, zone=zone, minutes=history.minutes):
        contacts = float(told[slot])
        yield Volume(
            start,
            start + timedelta(minutes=history.minutes),
            history.queue,
            round(contacts, DIGITS),
            tuple((level, round(contacts * rate, DIGITS)) for level, rate in rates),
            round(spread.interval, DIGITS),
            round(spread.day, DIGITS),
        )
