from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from rota.forecast.history import History, history_of, intervals, weeks_of

BERLIN = "Europe/Berlin"


def hours_from(text: str, counts: list[float]) -> dict[datetime, float]:
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return {start + timedelta(hours=hour): count for hour, count in enumerate(counts)}


def day_of(contacts: dict[datetime, float], day: date) -> list[float]:
    history = history_of(
        contacts, queue="phone", zone=BERLIN, minutes=60, first=day, end=day + timedelta(days=1)
    )
    return history.counts[0].tolist()


def test_a_slot_is_what_the_wall_clock_shows() -> None:
    slots = day_of(hours_from("2027-07-05T07:00", [5, 6]), date(2027, 7, 5))
    assert (slots[9], slots[10], sum(np.isnan(slots))) == (5, 6, 22)


def test_the_hour_that_the_clocks_repeat_holds_the_mean_of_both() -> None:
    slots = day_of(hours_from("2027-10-30T22:00", [1, 2, 4, 8, 16]), date(2027, 10, 31))
    assert slots[:4] == [1, 2, 6, 16]


def test_the_hour_that_the_clocks_skip_is_unknown() -> None:
    slots = day_of(hours_from("2027-03-27T23:00", [1, 2, 4, 8]), date(2027, 3, 28))
    assert (slots[:2], np.isnan(slots[2]), slots[3:5]) == ([1, 2], True, [4, 8])


def test_the_days_of_the_clock_changes_have_an_hour_less_and_one_more() -> None:
    def slots(day: date) -> list[int]:
        return [slot for _, slot in intervals(day, zone=BERLIN, minutes=60)]

    assert slots(date(2027, 3, 28)) == [0, 1, *range(3, 24)]
    assert slots(date(2027, 10, 31)) == [0, 1, 2, 2, *range(3, 24)]


def test_weeks_end_with_the_last_day() -> None:
    weeks = weeks_of(np.arange(9.0)[:, None])
    assert np.isnan(weeks[0, :5, 0]).all()
    assert weeks[0, 5:, 0].tolist() == [0, 1]
    assert weeks[1, :, 0].tolist() == [2, 3, 4, 5, 6, 7, 8]


def test_what_was_known_on_a_day_ends_with_the_day_before() -> None:
    history = History("phone", date(2027, 3, 1), 720, np.arange(8.0).reshape(4, 2))
    assert history.until(date(2027, 3, 3)).counts.tolist() == [[0, 1], [2, 3]]
    assert history.until(date(2026, 3, 3)).counts.tolist() == []
    assert history.since(date(2027, 3, 4)).counts.tolist() == [[6, 7]]
    assert np.isnan(history.row(date(2027, 3, 5))).all()
