from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rota.errors import InputError
from rota.forecast.volume import Volume
from rota.load.forecast import read_forecast
from rota.localtime import midnight, zone_of

HEADER = "start,queue,contacts\n"


def read(text: str, *, zone: str = "Europe/Berlin") -> tuple[Volume, ...]:
    return read_forecast("forecast.csv", text.encode(), zone=zone, queues=("chat", "phone"))


def volume(start: str, minutes: int, queue: str, contacts: float) -> Volume:
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return Volume(begins, begins + timedelta(minutes=minutes), queue, contacts)


def test_a_forecast_is_read_in_utc_and_sorted() -> None:
    text = HEADER + "2027-03-08T00:30,phone,4.5\n2027-03-08 00:00,phone,3\n2027-03-08T00:00+02:00,chat,0\n"

    assert read(text) == (
        volume("2027-03-07T22:00", 30, "chat", 0.0),
        volume("2027-03-07T23:00", 30, "phone", 3.0),
        volume("2027-03-07T23:30", 30, "phone", 4.5),
    )


@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_the_length_of_an_interval_is_found_from_the_data(minutes: int) -> None:
    rows = "".join(f"2027-03-08T{at // 60:02}:{at % 60:02}Z,phone,1\n" for at in range(0, 240, minutes))

    assert {one.end - one.start for one in read(HEADER + rows)} == {timedelta(minutes=minutes)}


def test_byte_order_mark_semicolons_other_columns_and_windows_line_ends_are_accepted() -> None:
    text = (
        "\ufeffstart;queue;contacts;p90\r\n2027-03-08T00:00Z;phone;3;4,5\r\n2027-03-08T01:00Z;phone;1;2\r\n"
    )

    assert read(text) == (
        volume("2027-03-08T00:00", 60, "phone", 3.0),
        volume("2027-03-08T01:00", 60, "phone", 1.0),
    )


def test_the_autumn_hour_written_twice_is_first_the_first_then_the_second() -> None:
    clocks = ("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")
    rows = (f"2027-10-31T{clock},phone,{number}\n" for number, clock in enumerate(clocks))

    assert read(HEADER + "".join(rows)) == (
        volume("2027-10-30T23:30", 30, "phone", 0.0),
        volume("2027-10-31T00:00", 30, "phone", 1.0),
        volume("2027-10-31T00:30", 30, "phone", 2.0),
        volume("2027-10-31T01:00", 30, "phone", 3.0),
        volume("2027-10-31T01:30", 30, "phone", 4.0),
        volume("2027-10-31T02:00", 30, "phone", 5.0),
    )


def test_the_autumn_hour_written_three_times_is_a_duplicate() -> None:
    rows = "".join(f"2027-10-31T{clock},phone,1\n" for clock in ("01:00", "02:00", "02:00", "02:00", "03:00"))

    with pytest.raises(InputError) as caught:
        read(HEADER + rows)

    assert [(fault.line, fault.message) for fault in caught.value.faults] == [
        (5, "queue `phone` has this interval twice")
    ]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_the_grid_may_lie_beside_the_hours_of_utc(zone: str) -> None:
    rows = "".join(f"2027-02-08T{hour:02}:00,phone,1\n" for hour in range(24))

    volumes = read(HEADER + rows, zone=zone)

    assert [one.start for one in volumes] == [
        midnight(date(2027, 2, 8), zone) + timedelta(hours=hour) for hour in range(24)
    ]


@pytest.mark.parametrize(("day", "hours"), [("2027-03-28", 23), ("2027-10-31", 25), ("2027-06-01", 24)])
def test_a_day_written_from_a_wall_clock_is_read_without_hole(day: str, hours: int) -> None:
    start = midnight(date.fromisoformat(day), "Europe/Berlin")
    instants = [start + timedelta(minutes=15 * step) for step in range(hours * 4)]
    shown = (instant.astimezone(zone_of("Europe/Berlin")).strftime("%Y-%m-%dT%H:%M") for instant in instants)

    volumes = read(HEADER + "".join(f"{clock},phone,1\n" for clock in shown))

    assert [one.start for one in volumes] == instants


def test_quantiles_and_spreads_are_read_where_the_file_has_them() -> None:
    text = (
        "start,queue,contacts,contacts_p97.5,contacts_p80,spread,day_spread\n"
        "2027-03-08T00:00Z,phone,3,9.5,4,.38,0.2\n2027-03-08T01:00Z,phone,0,0,0,0.38,0.2\n"
    )

    first, second = read(text)

    assert (first.quantiles, first.spread, first.day_spread) == (((0.8, 4.0), (0.975, 9.5)), 0.38, 0.2)
    assert (first.at(0.8), first.at(0.975), first.at(0.9)) == (4.0, 9.5, None)
    assert (second.at(0.8), second.at(0.9)) == (0.0, None)


def test_a_quantile_below_a_lower_one_is_named() -> None:
    text = (
        "start,queue,contacts,contacts_p50,contacts_p80\n"
        "2027-03-08T00:00Z,phone,3,3,2\n2027-03-08T01:00Z,phone,1,1,-1\n"
    )

    with pytest.raises(InputError) as caught:
        read(text)

    assert [(fault.line, fault.column, fault.message) for fault in caught.value.faults] == [
        (2, 29, "`contacts_p80` is 2, below `contacts_p50`, which is 3"),
        (3, 29, "`contacts_p80` is `-1`, at least 0 is expected"),
    ]
