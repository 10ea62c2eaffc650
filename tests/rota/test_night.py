"""Minutes of the night, counted by hand and by walking them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import AUTUMN, BERLIN, MONDAY, SPRING, at, person, shift, team

from rota.localtime import DAY, zone_of
from rota.night import Night, night_minutes

DIRECTIVE = Night()


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("22:00", "06:00", 420),
        ("14:00", "22:00", 0),
        ("15:00", "23:00", 0),
        ("15:00", "23:01", 1),
        ("05:59", "14:00", 1),
        ("06:00", "14:00", 0),
        ("00:00", "00:00", 420),
        ("00:00", "05:00", 300),
    ],
)
def test_minutes_from_eleven_to_six_are_night(begins: str, ends: str, minutes: int) -> None:
    one = shift("one", MONDAY, begins, ends)
    assert night_minutes(one.start, one.end, BERLIN, DIRECTIVE) == minutes


@pytest.mark.parametrize(("sunday", "minutes"), [(SPRING, 360), (AUTUMN, 480)])
def test_a_night_over_a_change_of_clocks_is_as_long_as_it_lasts(sunday, minutes: int) -> None:
    night = shift("night", sunday - DAY)
    assert night_minutes(night.start, night.end, BERLIN, DIRECTIVE) == minutes


def test_a_night_may_begin_at_midnight_or_last_all_day() -> None:
    start, end = at(MONDAY, "22:00"), at(MONDAY + DAY, "06:00")
    assert night_minutes(start, end, BERLIN, Night(time(0), time(5), 60)) == 300
    assert night_minutes(start, end, BERLIN, Night(time(1), time(2), 60)) == 60
    assert night_minutes(start, end, BERLIN, Night(time(22), time(22), 60)) == 480


def test_a_long_night_may_begin_in_the_afternoon_before() -> None:
    # Of the night that began at noon the day before, an hour is left.
    start, end = at(MONDAY, "10:00"), at(MONDAY, "11:30")
    assert night_minutes(start, end, BERLIN, Night(time(12), time(11), 60)) == 60


def test_a_week_on_call_has_seven_nights() -> None:
    assert night_minutes(at(MONDAY, "12:00"), at(MONDAY + 7 * DAY, "12:00"), BERLIN, DIRECTIVE) == 7 * 420


def test_a_night_is_one_where_the_agent_lives() -> None:
    night = shift("night", MONDAY)
    # 22:00 to 06:00 in Berlin: 05:00 to 13:00 in Manila, 16:00 to midnight in New York.
    assert night_minutes(night.start, night.end, "Asia/Manila", DIRECTIVE) == 60
    assert night_minutes(night.start, night.end, "America/New_York", DIRECTIVE) == 60


@pytest.mark.parametrize(("ends", "is_night"), [("01:59", False), ("02:00", True)])
def test_a_shift_is_a_night_from_three_hours_of_it(ends: str, is_night: bool) -> None:
    ana, evening = person("Ana"), shift("evening", MONDAY, "18:00", ends)
    assert team((ana,), (evening,)).is_night(ana, evening) is is_night


@settings(max_examples=150)
@given(
    start=st.integers(0, 9 * 24 * 4).map(
        lambda quarter: datetime(2027, 3, 22, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    ),
    quarters=st.integers(0, 60),
    zone=st.sampled_from([BERLIN, "America/New_York", "Asia/Manila"]),
    night=st.sampled_from([DIRECTIVE, Night(time(0), time(5)), Night(time(22), time(7))]),
)
def test_night_minutes_are_those_at_which_the_wall_shows_night(start, quarters, zone, night) -> None:
    moments = (start + timedelta(minutes=15 * quarter) for quarter in range(quarters))
    clocks = [moment.astimezone(zone_of(zone)).time() for moment in moments]
    wraps = night.ends <= night.begins
    dark = [
        (clock >= night.begins or clock < night.ends) if wraps else (night.begins <= clock < night.ends)
        for clock in clocks
    ]
    end = start + timedelta(minutes=15 * quarters)
    assert night_minutes(start, end, zone, night) == 15 * sum(dark)
