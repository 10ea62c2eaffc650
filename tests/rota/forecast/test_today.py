from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from rota.forecast.today import happened, rest_of_day, so_far
from rota.forecast.volume import Volume

START = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def volumes(contacts: float, hours: int, *, spread: float = 0.3, day: float = 0.2) -> list[Volume]:
    return [
        Volume(
            START + hour * HOUR,
            START + (hour + 1) * HOUR,
            "phone",
            contacts,
            ((0.8, contacts * 1.2),),
            spread,
            day,
        )
        for hour in range(hours)
    ]


def counts(*numbers: float, minutes: int = 60) -> dict[datetime, float]:
    return {START + timedelta(minutes=minutes * place): number for place, number in enumerate(numbers)}


def test_the_trust_is_the_days_variance_over_all_of_it() -> None:
    today = so_far("phone", volumes(10, 24), counts(15, 15, 15, 15), seconds=3600)
    # F = 40, S = 400: the error is (40 + (0.09 - 0.04) 400) / 1600 = 0.0375, and w = 0.04 / 0.0775.
    assert (today.came, today.forecast, today.ratio) == (60, 40, 1.5)
    assert today.trust == pytest.approx(0.04 / 0.0775)
    assert today.factor == pytest.approx(1 + 0.5 * 0.04 / 0.0775)
    assert today.spread == pytest.approx((0.05 + 0.04 * (1 - 0.04 / 0.0775)) ** 0.5)


def test_the_more_has_come_the_more_it_is_trusted() -> None:
    trusts = [
        so_far("phone", volumes(rate, 24), counts(rate, rate), seconds=3600).trust for rate in (1, 10, 100)
    ]
    assert trusts == sorted(trusts)
    assert trusts[0] < 0.1 < 0.5 < trusts[2]


def test_the_best_trust_leaves_the_least_error() -> None:
    random = np.random.default_rng(2)
    day = random.gamma(25, 1 / 25, 4000)
    came = random.poisson(day * 40)
    later = random.poisson(day * 40)
    (trust,) = {so_far("phone", volumes(10, 24, spread=0.2), counts(10, 10, 10, 10), seconds=3600).trust}
    errors = {
        weight: float(np.mean((40 * (1 + weight * (came / 40 - 1)) - later) ** 2))
        for weight in (0.0, trust - 0.15, trust, trust + 0.15, 1.0)
    }
    assert min(errors, key=lambda weight: errors[weight]) == trust


def test_without_a_forecast_nothing_moves() -> None:
    today = so_far("phone", volumes(0, 24), counts(3, 4), seconds=3600)
    assert (today.ratio, today.trust, today.factor) == (None, 0.0, 1.0)


def test_a_forecast_without_spread_gets_the_usual_one() -> None:
    today = so_far("phone", volumes(10, 24, spread=0.0, day=0.0), counts(20), seconds=3600)
    assert today.assumed
    assert 0 < today.trust < 1


def test_intervals_that_are_shorter_or_cut_count_for_their_part() -> None:
    today = so_far("phone", volumes(10, 24), counts(3, 4, 5, 6, 7, 8, minutes=15), seconds=900)
    assert (today.came, today.forecast) == (33, 15)


def test_what_is_still_to_come_moves_with_its_quantiles() -> None:
    today = so_far("phone", volumes(10, 24), counts(15, 15, 15, 15), seconds=3600)
    moved = rest_of_day(volumes(10, 24)[20], today)
    assert moved.contacts == pytest.approx(10 * today.factor)
    assert moved.spread == today.spread
    told = moved.at(0.8)
    assert told is not None
    assert moved.contacts < told < moved.contacts * 1.3


def test_what_is_over_is_what_came() -> None:
    one, two = volumes(10, 2)
    told = counts(3, 4, 5, 6, 7, 8, minutes=15)
    assert happened(one, told, seconds=900).contacts == 18
    assert happened(two, told, seconds=900).contacts == 15 + 5
    assert happened(two, {}, seconds=900) == two
