from __future__ import annotations

import numpy as np
import pytest

from rota.forecast.level import level_of


def test_a_level_that_stays_is_steady() -> None:
    level = level_of(np.array([1.0, 1.02, 0.98, 1.01, 0.99, 1.0, 1.0, 1.01]), weeks=3)
    assert (level.way, level.ahead.tolist()) == ("steady", [1.0, 1.0, 1.0])


def test_a_few_weeks_tell_no_trend() -> None:
    assert level_of(np.array([0.5, 0.7, 0.9, 1.1, 1.3]), weeks=2).way == "steady"


def test_a_level_that_grows_goes_on_growing_by_less_and_less() -> None:
    level = level_of(1.05 ** np.arange(20), weeks=8)
    steps = np.diff(level.ahead)
    assert level.way == "trend"
    assert 0.9 * 1.05**20 < level.factor(0) < 1.02 * 1.05**20
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_a_level_that_jumped_is_followed() -> None:
    level = level_of(np.array([1.0] * 8 + [1.6] * 6), weeks=2)
    assert level.way in ("moving", "jumping")
    assert level.factor(0) == pytest.approx(1.6, rel=0.05)


def test_beyond_the_weeks_asked_for_the_last_factor_holds() -> None:
    level = level_of(1.05 ** np.arange(20), weeks=2)
    assert level.factor(7) == level.factor(1)
