"""A queue's history, understood: its ordinary week, its level, its special days, what was left out.

Only the history given is looked at: the fit of `history.until(day)` is what could be known on that day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from rota.forecast.history import DAYS_A_WEEK, weeks_of
from rota.forecast.level import Level, level_of
from rota.forecast.outliers import Outlier, odd_days, outages
from rota.forecast.profile import Profile, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from rota.forecast.history import Floats, History
    from rota.forecast.marks import Group, Mark

LEARNED_WEEKS = 26
DEFAULTS: dict[Group, float] = {"closed": 0.0, "reduced": 0.4, "eve": 1.0, "after": 1.0, "ignore": 1.0}
"""The share of an ordinary day that a special one is taken for before any was seen."""
PRIOR_DAYS = 1.0
"""As many seen days as the default weighs."""
MOST_TIMES = 3.0


@dataclass(frozen=True, slots=True)
class Factor:
    """The share of an ordinary day that a group of special days receives, from so many seen days."""

    factor: float
    days: int


@dataclass(frozen=True, eq=False)
class Fitted:
    """What was learned by the beginning of the day `end`; days beyond it are told from it."""

    end: date
    profile: Profile
    level: Level
    factors: Mapping[Group, Factor]
    marks: Mapping[date, Mark]
    outliers: tuple[Outlier, ...]

    def day(self, day: date) -> Floats:
        """The contacts expected in each slot of a day, `end` or later; the mean of their rate."""
        ahead = (day - self.end).days
        ordinary = self.profile.week[ahead % DAYS_A_WEEK] * self.level.factor(max(0, ahead) // DAYS_A_WEEK)
        told: Floats = ordinary * self.share(day)
        return told

    def share(self, day: date) -> float:
        """The share of an ordinary day: 1 for an ordinary one."""
        mark = self.marks.get(day)
        if mark is None:
            return 1.0
        return mark.factor if mark.factor is not None else self.factors[mark.group].factor

    def days(self, days: Sequence[date]) -> Floats:
        """The same for many days: a row each."""
        return np.array([self.day(day) for day in days])


def fit(history: History, marks: Mapping[date, Mark], *, weeks: int = 4) -> Fitted:
    """Learn from the last 26 weeks (factors of special days: from all) for so many weeks to come.

    The history has at least a week. `marks` may reach beyond it.
    """
    recent = history.since(history.end - timedelta(weeks=LEARNED_WEEKS))
    ordinary = _without(recent, [day for day in recent.days if day in marks])
    odd = odd_days(ordinary)
    ordinary = _without(ordinary, [outlier.day for outlier in odd])
    profile = profile_of(weeks_of(ordinary.counts))
    silent = outages(ordinary, _repeated(profile, len(recent.counts)))
    if silent:
        ordinary = _without_slots(ordinary, silent)
        profile = profile_of(weeks_of(ordinary.counts))
    levels = _levels(ordinary.counts, profile)
    return Fitted(
        end=history.end,
        profile=profile,
        level=level_of(levels[~np.isnan(levels)], weeks=max(weeks, 1)),
        factors=_factors(history, marks),
        marks=marks,
        outliers=tuple(sorted((*odd, *silent), key=lambda one: (one.day, one.slots or (0, 0)))),
    )


def _without(history: History, days: Iterable[date]) -> History:
    """The history with these days unknown."""
    counts = history.counts.copy()
    for day in days:
        counts[(day - history.first).days] = np.nan
    return replace(history, counts=counts)


def _without_slots(history: History, silent: Iterable[Outlier]) -> History:
    counts = history.counts.copy()
    for outage in silent:
        if outage.slots:
            counts[(outage.day - history.first).days, outage.slots[0] : outage.slots[1] + 1] = np.nan
    return replace(history, counts=counts)


def _repeated(profile: Profile, days: int) -> Floats:
    """The ordinary week for as many days, ending with its last one."""
    weeks = -(-days // DAYS_A_WEEK)
    return np.tile(profile.week, (weeks, 1))[weeks * DAYS_A_WEEK - days :]


def _levels(counts: Floats, profile: Profile) -> Floats:
    """What came in each week over what the ordinary week says, where known; nan for an unknown week."""
    weeks = weeks_of(counts)
    known = ~np.isnan(weeks)
    usual = (known * profile.week).sum(axis=(1, 2))
    came = np.nansum(weeks, axis=(1, 2))
    enough = usual >= profile.week.sum() / DAYS_A_WEEK
    levels: Floats = np.divide(came, usual, out=np.full(len(weeks), np.nan), where=enough & (usual > 0))
    return levels


def _factors(history: History, marks: Mapping[date, Mark]) -> dict[Group, Factor]:
    """The share that each group received of its neighbours' mean day, drawn towards the default."""
    seen: dict[Group, list[float]] = {group: [] for group in DEFAULTS}
    totals = {
        day: float(row.sum())
        for day, row in zip(history.days, history.counts, strict=True)
        if not np.isnan(row).any()
    }
    for day in totals.keys() & marks.keys():
        near = [
            totals[other]
            for week in (-4, -3, -2, -1, 1, 2, 3, 4)
            if (other := day + timedelta(weeks=week)) in totals and other not in marks
        ]
        usual = float(np.median(near)) if near else 0.0
        if usual > 0:
            seen[marks[day].group].append(min(MOST_TIMES, totals[day] / usual))
    return {
        group: Factor((PRIOR_DAYS * DEFAULTS[group] + sum(ratios)) / (PRIOR_DAYS + len(ratios)), len(ratios))
        for group, ratios in seen.items()
    }
