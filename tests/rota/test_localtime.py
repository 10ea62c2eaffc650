"""Wall clocks and instants, over the hours that clocks skip and repeat."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import instant

from rota.localtime import (
    DAY,
    clock_text,
    hours_text,
    local_day,
    local_days,
    midnight,
    minutes_between,
    overlap_minutes,
    resolve,
    zone_of,
)

BERLIN, LORD_HOWE = "Europe/Berlin", "Australia/Lord_Howe"
ZONES = (BERLIN, LORD_HOWE, "America/New_York", "Asia/Kolkata", "Asia/Manila", "Africa/Casablanca", "UTC")
INSTANTS = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        (date(2027, 3, 28), "01:59", BERLIN, "2027-03-28T00:59"),
        (date(2027, 3, 28), "02:00", BERLIN, "2027-03-28T01:00"),
        (date(2027, 3, 28), "02:30", BERLIN, "2027-03-28T01:30"),
        (date(2027, 3, 28), "03:00", BERLIN, "2027-03-28T01:00"),
        # Lord Howe moves by half an hour only, on 3 October 2027 at 02:00.
        (date(2027, 10, 3), "01:59", LORD_HOWE, "2027-10-02T15:29"),
        (date(2027, 10, 3), "02:10", LORD_HOWE, "2027-10-02T15:40"),
        (date(2027, 10, 3), "02:30", LORD_HOWE, "2027-10-02T15:30"),
    ],
)
def test_a_time_that_is_skipped_moves_forward_by_the_gap(day, clock, zone, expected) -> None:
    assert resolve(day, time.fromisoformat(clock), zone) == instant(expected)
    assert resolve(day, time.fromisoformat(clock), zone, fold=1) == instant(expected)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "first", "second"),
    [
        (date(2027, 10, 31), "02:00", BERLIN, "2027-10-31T00:00", "2027-10-31T01:00"),
        (date(2027, 10, 31), "02:59", BERLIN, "2027-10-31T00:59", "2027-10-31T01:59"),
        (date(2027, 10, 31), "03:00", BERLIN, "2027-10-31T02:00", "2027-10-31T02:00"),
        # On 4 April 2027 Lord Howe shows 01:30 to 02:00 twice.
        (date(2027, 4, 4), "01:45", LORD_HOWE, "2027-04-03T14:45", "2027-04-03T15:15"),
        (date(2027, 4, 4), "02:00", LORD_HOWE, "2027-04-03T15:30", "2027-04-03T15:30"),
    ],
)
def test_a_time_that_is_repeated_means_its_first_unless_the_second_is_asked_for(
    day, clock, zone, first, second
) -> None:
    assert resolve(day, time.fromisoformat(clock), zone) == instant(first)
    assert resolve(day, time.fromisoformat(clock), zone, fold=1) == instant(second)


@settings(max_examples=300)
@given(moment=INSTANTS, zone=st.sampled_from(ZONES))
def test_what_a_wall_shows_means_the_instant_at_which_it_shows_it(moment: datetime, zone: str) -> None:
    shown = moment.astimezone(zone_of(zone))
    assert resolve(shown.date(), shown.time().replace(tzinfo=None), zone, fold=shown.fold) == moment


@settings(max_examples=300)
@given(moment=INSTANTS, zone=st.sampled_from(ZONES))
def test_an_instant_lies_between_the_midnights_of_its_day(moment: datetime, zone: str) -> None:
    day = local_day(moment, zone)
    assert midnight(day, zone) <= moment < midnight(day + timedelta(days=1), zone)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2027, 3, 27), 7), (date(2027, 10, 30), 9), (date(2027, 5, 1), 8)]
)
def test_a_night_from_ten_to_six_lasts_what_the_clocks_make_of_it(day: date, hours: int) -> None:
    ends = resolve(day + timedelta(days=1), time(6), BERLIN)
    assert minutes_between(resolve(day, time(22), BERLIN), ends) == hours * 60


def test_a_calendar_day_is_one_date_on() -> None:
    assert date(2027, 3, 27) + DAY == date(2027, 3, 28)


@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2027, 4, 4), 24 * 60 + 30), (date(2027, 10, 3), 24 * 60 - 30)]
)
def test_a_day_on_lord_howe_changes_by_half_an_hour(day: date, minutes: int) -> None:
    ends = midnight(day + timedelta(days=1), LORD_HOWE)
    assert minutes_between(midnight(day, LORD_HOWE), ends) == minutes


def test_minutes_are_negative_backwards() -> None:
    one, two = instant("2027-03-08T06:00"), instant("2027-03-08T07:30")
    assert (minutes_between(one, two), minutes_between(two, one)) == (90, -90)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("03:00", "04:00", 0),
        ("05:59", "05:59", 0),
        ("05:00", "06:00", 0),
        ("05:00", "06:01", 1),
        ("07:00", "07:30", 30),
        ("13:59", "15:00", 1),
        ("14:00", "15:00", 0),
    ],
)
def test_spans_that_touch_share_no_minute(start: str, end: str, minutes: int) -> None:
    six, two = instant("2027-03-08T06:00"), instant("2027-03-08T14:00")
    other = instant(f"2027-03-08T{start}"), instant(f"2027-03-08T{end}")
    assert overlap_minutes(six, two, *other) == minutes
    assert overlap_minutes(*other, six, two) == minutes


def test_a_clock_is_said_as_people_of_the_zone_say_it() -> None:
    assert clock_text(instant("2027-03-27T21:00"), BERLIN) == "Sat 27 Mar 22:00"
    assert clock_text(instant("2027-03-27T21:00"), "Asia/Manila") == "Sun 28 Mar 05:00"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 h"),
        (1, "1 min"),
        (-1, "-1 min"),
        (30, "30 min"),
        (59, "59 min"),
        (60, "1 h"),
        (61, "1 h 1 min"),
        (450, "7 h 30 min"),
        (560, "9 h 20 min"),
        (660, "11 h"),
        (6000, "100 h"),
        (-45, "-45 min"),
        (-90, "-1 h 30 min"),
        (-61, "-1 h 1 min"),
    ],
)
def test_minutes_are_said_as_hours_without_needless_digits(minutes: int, text: str) -> None:
    assert hours_text(minutes) == text


@pytest.mark.parametrize("name", ["Europe/Berlino", "", "../etc/passwd", "/etc/localtime", "Europe"])
def test_a_zone_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"unknown zone `{re.escape(name)}`$"):
        zone_of(name)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2027-03-27T21:00", "2027-03-27T23:00", [27]),
        ("2027-03-27T21:00", "2027-03-27T23:01", [27, 28]),
        # Sunday has 23 hours: it ends at 22:00 UTC.
        ("2027-03-27T23:00", "2027-03-28T22:00", [28]),
        ("2027-03-27T22:59", "2027-03-28T22:01", [27, 28, 29]),
    ],
)
def test_the_days_of_a_span_are_those_with_a_minute_in_it(start: str, end: str, days: list[int]) -> None:
    found = local_days(instant(start), instant(end), BERLIN)
    assert found == [date(2027, 3, day) for day in days]
