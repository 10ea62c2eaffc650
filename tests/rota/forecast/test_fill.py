"""Gaps in a forecast become intervals in which nothing arrives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rota.forecast.fill import fill
from rota.forecast.volume import Volume

START = datetime(2027, 3, 8, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_gaps_before_between_and_after_are_filled_in_half_hours_at_most() -> None:
    given = [Volume(at(40), at(60), "phone", 2.0), Volume(at(75), at(90), "phone", 3.0)]
    assert fill(given, queues=["phone"], start=at(0), end=at(100)) == (
        Volume(at(0), at(30), "phone", 0.0),
        Volume(at(30), at(40), "phone", 0.0),
        Volume(at(40), at(60), "phone", 2.0),
        Volume(at(60), at(75), "phone", 0.0),
        Volume(at(75), at(90), "phone", 3.0),
        Volume(at(90), at(100), "phone", 0.0),
    )


def test_a_queue_that_the_forecast_does_not_mention_gets_the_whole_horizon() -> None:
    given = [Volume(at(0), at(60), "phone", 2.0)]
    assert fill(given, queues=["phone", "l2"], start=at(0), end=at(60)) == (
        Volume(at(0), at(30), "l2", 0.0),
        Volume(at(0), at(60), "phone", 2.0),
        Volume(at(30), at(60), "l2", 0.0),
    )


def test_a_forecast_beyond_the_horizon_is_kept_and_leaves_nothing_to_fill() -> None:
    given = [Volume(at(-30), at(90), "phone", 2.0), Volume(at(90), at(120), "phone", 1.0)]
    assert fill(given, queues=["phone"], start=at(0), end=at(60)) == tuple(given)


def test_a_forecast_wholly_after_the_horizon_leaves_all_of_it_to_fill() -> None:
    given = [Volume(at(90), at(120), "phone", 1.0)]
    assert fill(given, queues=["phone"], start=at(0), end=at(30)) == (
        Volume(at(0), at(30), "phone", 0.0),
        *given,
    )
