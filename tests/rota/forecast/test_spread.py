from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from rota.forecast.history import History
from rota.forecast.spread import Spread, spread_between, spread_of


def test_the_spread_of_gamma_rates_is_found_again_and_shared_out() -> None:
    random = np.random.default_rng(11)
    day, interval = 0.2, 0.3
    told = np.tile(10 + 8 * np.sin(np.arange(48) / 8), (2000, 1))
    days = random.gamma(1 / day**2, day**2, (2000, 1))
    rest = (1 + interval**2) / (1 + day**2) - 1
    rates = told * days * random.gamma(1 / rest, rest, told.shape)
    found = spread_between(told, random.poisson(rates).astype(float), days=2000)
    assert (found.interval, found.day) == (pytest.approx(0.3, rel=0.03), pytest.approx(0.2, rel=0.03))


def test_poisson_counts_have_no_spread() -> None:
    told = np.full((4000, 24), 6.0)
    found = spread_between(told, np.random.default_rng(3).poisson(told).astype(float), days=4000)
    assert (found.interval, found.day) == (pytest.approx(0, abs=0.06), pytest.approx(0, abs=0.06))


def test_a_week_of_history_leaves_the_spread_assumed() -> None:
    history = History("phone", date(2027, 1, 4), 60, np.full((7, 24), 5.0))
    assert spread_of(history, {}) == Spread()


def test_a_queue_that_never_rings_has_none() -> None:
    history = History("phone", date(2027, 1, 4), 60, np.zeros((42, 24)))
    assert spread_of(history, {}) == Spread(0.0, 0.0, 35)
