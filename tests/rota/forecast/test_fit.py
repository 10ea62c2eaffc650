from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from rota.forecast.fit import fit
from rota.forecast.history import History
from rota.forecast.marks import Group, Mark
from rota.forecast.outliers import Outlier

MONDAY = date(2027, 1, 4)
DAY = np.array([0.0] * 8 + [20.0] * 10 + [0.0] * 6)
FLAT = np.tile(DAY, (70, 1))


def history(counts: np.ndarray) -> History:
    return History("phone", MONDAY, 60, counts)


def mark(offset: int, group: Group, factor: float | None = None) -> dict[date, Mark]:
    day = MONDAY + timedelta(days=offset)
    return {day: Mark(day, group, factor=factor)}


def test_what_always_came_comes_again() -> None:
    fitted = fit(history(FLAT), {})
    assert fitted.days([fitted.end, fitted.end + timedelta(days=20)]) == pytest.approx(FLAT[:2])
    assert fitted.outliers == ()


def test_a_day_far_off_its_kind_is_named_and_left_out() -> None:
    counts = FLAT.copy()
    counts[30] *= 3
    fitted = fit(history(counts), {})
    assert fitted.outliers == (Outlier(MONDAY + timedelta(days=30), 3.0, 200.0),)
    assert fitted.profile.week == pytest.approx(FLAT[:7])


def test_a_silence_in_busy_hours_is_named_and_left_out() -> None:
    counts = FLAT.copy()
    counts[30, 10:13] = 0
    fitted = fit(history(counts), {})
    assert [(one.day, one.slots) for one in fitted.outliers] == [(MONDAY + timedelta(days=30), (10, 12))]
    assert fitted.profile.week == pytest.approx(FLAT[:7])


def test_a_silence_of_days_is_named_even_where_a_day_of_it_would_be_chance() -> None:
    counts = np.zeros((84, 24))
    counts[:, 9:19] = 1
    counts[40:46] = 0
    fitted = fit(history(counts), {})
    assert [(one.day - MONDAY).days for one in fitted.outliers] == [40, 41, 42, 43, 44, 45]
    assert {one.slots for one in fitted.outliers} == {(9, 18)}
    assert fitted.profile.week[:, 9:19].min() > 0.99


def test_busy_days_of_a_queue_that_seldom_rings_are_examples_like_others() -> None:
    counts = np.zeros((70, 24))
    counts[::5, 12] = 1
    counts[33, 12] = 9
    assert fit(history(counts), {}).outliers == ()


def test_a_holiday_is_no_example_and_its_share_is_learned() -> None:
    counts = FLAT.copy()
    counts[24] *= 0.1
    counts[45] *= 0.1
    marks = mark(24, "reduced") | mark(45, "reduced") | mark(73, "reduced")
    fitted = fit(history(counts), marks)
    coming = MONDAY + timedelta(days=73)
    assert fitted.profile.week == pytest.approx(FLAT[:7])
    assert fitted.factors["reduced"].days == 2
    assert fitted.share(coming) == pytest.approx((0.4 + 0.1 + 0.1) / 3)
    assert fitted.day(coming) == pytest.approx(DAY * 0.2)


def test_the_factor_of_a_mark_goes_before_what_was_learned() -> None:
    fitted = fit(history(FLAT), mark(73, "closed", factor=0.7))
    assert fitted.share(MONDAY + timedelta(days=73)) == 0.7


def test_a_week_is_enough_and_all_zeros_are_no_trouble() -> None:
    week = np.full((7, 24), 5.0)
    assert fit(history(week), {}).day(MONDAY + timedelta(days=7)) == pytest.approx(week[0])
    assert not fit(history(FLAT * 0), {}).day(MONDAY + timedelta(days=70)).any()


def test_nothing_later_than_the_end_changes_what_was_learned() -> None:
    poisoned = FLAT.copy()
    poisoned[50:] = 1e6
    origin = MONDAY + timedelta(days=50)
    days = [origin + timedelta(days=ahead) for ahead in range(14)]
    clean, dirty = (fit(history(counts).until(origin), {}).days(days) for counts in (FLAT, poisoned))
    assert clean.tolist() == dirty.tolist()
