from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
import pytest

from rota.demand.hindsight import LEVELS, Hindsight, hindsight, while_open
from rota.demand.opening import Opening
from rota.demand.target import LiveTarget
from rota.forecast.backtest import Trial, origins_of, try_out
from rota.forecast.history import History
from rota.forecast.methods import PLAIN

MONDAY = date(2027, 1, 4)
TARGET = LiveTarget(handle_seconds=180, max_occupancy=1.0)
OURS = PLAIN[:1]


def trial(told: list[float], came: list[float], *, spread: float = 0.0) -> Trial:
    return Trial("rota", MONDAY, np.array([told]), np.array([came]), 1.0, spread, 0.0)


def test_staffing_on_the_mean_by_hand() -> None:
    # 100 calls of 180 s in half an hour take 14 agents at 80 % within 20 s; 14 carry 108 and not 110, which
    # takes 15; 2 agents, staffed for 5, carry 7. Nothing is told of the last: nobody knows what came.
    one = trial([100.0, 100.0, 5.0, 7.0], [108.0, 110.0, 7.0, float("nan")])
    (found,) = hindsight([one], TARGET, minutes=30, levels=[None])
    assert found.all.intervals == found.busy.intervals == 3
    assert found.all.kept == pytest.approx(2 / 3)
    assert found.hours == pytest.approx((14 + 14 + 2) / (14 + 15 + 2))


def test_intervals_are_counted_by_what_was_told_and_not_by_what_came() -> None:
    one = trial([0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 3.0])
    (found,) = hindsight([one], TARGET, minutes=30, levels=[None])
    assert found.all.intervals == 2
    assert found.all.kept == 0.5
    assert found.busy.intervals == 0
    assert np.isnan([found.busy.promised, found.busy.kept]).all()


def test_what_comes_while_the_queue_is_closed_counts_nowhere() -> None:
    one = trial([5.0] * 24, [9.0] * 24)
    nine, noon = (datetime(2027, 1, 4, hour, tzinfo=UTC) for hour in (9, 12))
    (opened,) = while_open([one], Opening([(nine, noon)]), zone="UTC", minutes=60)
    assert np.flatnonzero(~np.isnan(opened.came[0])).tolist() == [9, 10, 11]


def made(seed: int, *, weeks: int = 30, spread: float = 0.3) -> History:
    """A queue of office hours whose rate scatters around an ordinary week, gamma with this spread."""
    dice = np.random.default_rng(seed)
    slots = np.arange(48)
    day = 24 * np.exp(-(((slots - 24) / 8) ** 2))
    day[(slots < 14) | (slots > 40)] = 0
    usual = np.outer(np.tile([1.0, 1.0, 0.9, 0.9, 0.8, 0.3, 0.1], weeks), day)
    rate = usual * dice.gamma(1 / spread**2, spread**2, usual.shape)
    return History("phone", MONDAY, 30, dice.poisson(rate).astype(float))


def trials_of(history: History) -> tuple[Trial, ...]:
    return try_out(history, {}, OURS, origins_of(history, weeks_ahead=2), weeks_ahead=2)


@cache
def kept(seed: int) -> tuple[Hindsight, ...]:
    return hindsight(trials_of(made(seed)), TARGET, minutes=30, levels=LEVELS)


@pytest.mark.parametrize("level", LEVELS)
def test_on_held_out_weeks_what_was_promised_is_kept_within_two_points(level: float | None) -> None:
    found = [kept(seed)[LEVELS.index(level)] for seed in (1, 2, 3)]
    for part in ("all", "busy"):
        promised, came = (
            np.mean([getattr(getattr(one, part), name) for one in found]) for name in ("promised", "kept")
        )
        assert abs(promised - came) < 0.02, (part, promised, came)


def test_a_promise_looks_at_nothing_after_its_origin() -> None:
    history = made(5)
    other = replace(history, counts=history.counts.copy())
    origin = origins_of(history, weeks_ahead=2)[-1]
    other.counts[(origin - MONDAY).days :] *= 3.0
    first, second = (
        hindsight(try_out(one, {}, OURS, [origin], weeks_ahead=2), TARGET, minutes=30, levels=[0.8])[0]
        for one in (history, other)
    )
    assert first.all.promised == second.all.promised
    assert first.all.kept > second.all.kept


def test_a_spread_that_is_told_too_narrow_is_seen() -> None:
    trials = [replace(one, spread=0.02) for one in trials_of(made(1))]
    (found,) = hindsight(trials, TARGET, minutes=30, levels=[0.8])
    assert found.busy.promised - found.busy.kept > 0.05


def test_days_are_local_days_on_both_changes_of_the_clocks() -> None:
    for origin, hours in ((date(2027, 3, 28), 23), (date(2027, 10, 31), 24)):
        one = replace(trial([5.0] * 24, [9.0] * 24), origin=origin)
        midnight = datetime.combine(origin, datetime.min.time(), UTC) - timedelta(hours=3)
        always = Opening([(midnight, midnight + timedelta(hours=30))])
        (opened,) = while_open([one], always, zone="Europe/Berlin", minutes=60)
        assert (~np.isnan(opened.came)).sum() == 24
        assert hours <= 24
