from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rota.errors import RotaError
from rota.forecast import rivals
from rota.forecast.backtest import Trial, naive_error, origins_of, score, try_out
from rota.forecast.history import History
from rota.forecast.marks import Mark
from rota.forecast.methods import PLAIN, mean_of_weeks, seasonal_naive

MONDAY = date(2027, 1, 4)
RANDOM = np.random.default_rng(7)
SHAPE = 3 + 2 * np.sin(np.arange(24) / 24 * 2 * np.pi)
COUNTS = RANDOM.poisson(np.tile(SHAPE, (126, 1))).astype(float)


def history(counts: np.ndarray) -> History:
    return History("phone", MONDAY, 60, counts)


def days_from(origin: date, count: int) -> list[date]:
    return [origin + timedelta(days=ahead) for ahead in range(count)]


@settings(max_examples=4)
@given(origin=st.integers(84, 110), poison=st.sampled_from([np.nan, 0.0, 1e6]), shift=st.integers(1, 20))
def test_nothing_from_the_origin_on_changes_a_forecast(origin: int, poison: float, shift: int) -> None:
    begin = MONDAY + timedelta(days=origin)
    marks = {MONDAY + timedelta(days=50): Mark(MONDAY + timedelta(days=50), "reduced")}
    poisoned, shifted = COUNTS.copy(), COUNTS.copy()
    poisoned[origin:] = poison
    shifted[origin:] = np.roll(COUNTS[origin:], shift, axis=0)
    tried = [
        try_out(history(each), marks, PLAIN, [begin], weeks_ahead=2) for each in (COUNTS, poisoned, shifted)
    ]
    clean = [(trial.told.tolist(), trial.scale, trial.spread) for trial in tried[0]]
    assert [(trial.told.tolist(), trial.scale, trial.spread) for trial in tried[1]] == clean
    assert [(trial.told.tolist(), trial.scale, trial.spread) for trial in tried[2]] == clean


def test_what_came_right_before_the_origin_does_change_it() -> None:
    begin = MONDAY + timedelta(days=90)
    other = COUNTS.copy()
    other[85] += 3
    clean, changed = (
        try_out(history(each), {}, PLAIN, [begin], weeks_ahead=2)[0].told for each in (COUNTS, other)
    )
    assert not np.array_equal(clean, changed)


def test_origins_begin_after_twelve_weeks_and_follow_each_other_by_the_weeks_ahead() -> None:
    origins = origins_of(history(np.zeros((52 * 7 + 1, 24))), weeks_ahead=2)
    assert (len(origins), origins[0], origins[-1]) == (
        20,
        MONDAY + timedelta(weeks=12),
        MONDAY + timedelta(weeks=50),
    )
    assert origins_of(history(np.zeros((52 * 7, 24))), weeks_ahead=2, most=3) == origins[-3:]


def test_of_a_short_history_half_is_learned_and_every_week_is_an_origin() -> None:
    origins = origins_of(history(np.zeros((74, 24))), weeks_ahead=2)
    assert [(origin - MONDAY).days // 7 for origin in origins] == [5, 6, 7, 8]
    assert origins_of(history(np.zeros((14, 24))), weeks_ahead=2) == ()


def test_the_plain_methods_are_what_their_names_say() -> None:
    counts = np.repeat(np.arange(10.0), 7)[:, None] * np.ones(24)
    known = history(counts)
    coming = days_from(known.end, 14)
    assert np.unique(seasonal_naive(known, {}, coming)).tolist() == [9.0]
    assert np.unique(mean_of_weeks(known, {}, coming)).tolist() == [np.mean(range(2, 10))]
    assert naive_error(known) == 1.0


def test_the_naive_forecast_looks_further_back_where_a_week_is_unknown() -> None:
    counts = np.repeat(np.arange(10.0), 7)[:, None] * np.ones(24)
    counts[-7:, 3] = np.nan
    told = seasonal_naive(history(counts), {}, days_from(MONDAY + timedelta(weeks=10), 7))
    assert told[0, 2:5].tolist() == [9.0, 8.0, 9.0]


def test_scores_are_counted_by_hand() -> None:
    trial = Trial(
        method="phone",
        origin=MONDAY,
        told=np.array([[2.0, 4.0, 6.0]]),
        came=np.array([[3.0, 2.0, np.nan]]),
        scale=3.0,
        spread=0.0,
        seconds=0.5,
    )
    found = score([trial])
    assert (found.mase, found.wape, found.bias) == (0.5, 3 / 5, 1 / 5)
    # Poisson: P(X <= 3) is .86 at mean 2 and P(X <= 6) .89 at mean 4, so both counts are within 80 and 90 %.
    assert (found.in_80, found.in_90) == (1.0, 1.0)


def test_ours_is_better_than_the_plain_ones_on_noise() -> None:
    origins = origins_of(history(COUNTS), weeks_ahead=2)
    trials = try_out(history(COUNTS), {}, PLAIN, origins, weeks_ahead=2)
    ours, naive, mean = (score([trial for trial in trials if trial.method == named.name]) for named in PLAIN)
    assert ours.mase < mean.mase < naive.mase
    assert ours.pinball is not None
    assert naive.pinball is not None
    assert ours.pinball < naive.pinball
    assert ours.in_80 == pytest.approx(0.85, abs=0.05)


def test_a_library_that_is_not_installed_is_told_how_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(rivals, "import_module", missing)
    with pytest.raises(RotaError, match=r"pip install 'rota-roster\[backtest\]'"):
        rivals.rivals()
