from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rota.errors import InputError
from rota.load.contacts import read_contacts
from rota.load.histories import Histories, histories_of

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2027, 1, 4)  # noqa: DTZ001 - a wall-clock time, a Monday


def read(
    days: int, count: Callable[[datetime], int | None], *, minutes: int = 60, wanted: int = 0
) -> Histories:
    """Histories of one queue with these counts; intervals without one are left out."""
    starts = (START + timedelta(minutes=minutes * step) for step in range(days * 24 * 60 // minutes))
    rows = "".join(f"{start.isoformat()},{count(start)}\n" for start in starts if count(start) is not None)
    contacts = read_contacts("h.csv", f"ds,y\n{rows}".encode(), zone="UTC", queue="all")
    return histories_of(contacts, minutes=wanted)


def test_every_interval_has_its_place() -> None:
    (history,) = read(14, lambda start: start.hour).histories
    assert (history.first, history.end, history.minutes) == (date(2027, 1, 4), date(2027, 1, 18), 60)
    assert history.counts.tolist() == [list(range(24))] * 14


def test_hours_that_are_never_counted_are_closed() -> None:
    found = read(14, lambda start: start.hour % 3 if 8 <= start.hour < 18 else None)
    assert not np.isnan(found.histories[0].counts[1:-1]).any()
    assert found.notes == ("h.csv: queue `all` is never counted in 98 hours of the week: taken for closed",)


def test_where_no_zero_is_written_what_is_left_out_is_zero() -> None:
    found = read(14, lambda start: None if (start.day * 7 + start.hour) % 5 == 0 else 3)
    assert (found.histories[0].counts == 0).sum() == (found.histories[0].counts != 3).sum()
    assert (
        found.notes[-1] == "h.csv: queue `all` has no interval with 0 contacts: 68 left out are taken for 0"
    )


def test_a_hole_is_unknown_and_said_with_the_line_after_it() -> None:
    found = read(21, lambda start: start.hour if not (start.day == 20 and 9 <= start.hour < 14) else None)
    row = found.histories[0].counts[16]
    assert np.flatnonzero(np.isnan(row)).tolist() == [9, 10, 11, 12, 13]
    assert found.notes == ("h.csv:395: queue `all` has a hole of 5 h before this, from Wed 20 Jan 09:00",)


def test_of_many_holes_the_longest_are_said() -> None:
    found = read(21, lambda start: None if start.hour == 9 and start.day > 15 else start.hour % 2)
    assert len(found.notes) == 4
    assert found.notes[-1] == "h.csv: queue `all` has 6 more holes, 6 h in all"


def test_short_intervals_are_joined() -> None:
    found = read(7, lambda start: 2, minutes=5)
    assert (found.histories[0].minutes, found.histories[0].counts[3].tolist()) == (30, [12.0] * 48)
    assert read(7, lambda start: 2, minutes=5, wanted=60).histories[0].counts[3].tolist() == [24.0] * 24


def test_a_queue_that_never_rings_is_said() -> None:
    assert read(7, lambda start: 0).notes == ("queue `all` never rings in the history: 0 is forecast",)


def test_less_than_a_week_is_refused() -> None:
    with pytest.raises(InputError, match="queue `all` has a history of 6 days, a week is needed"):
        read(6, lambda start: 1)


def test_intervals_cannot_be_made_shorter() -> None:
    with pytest.raises(InputError, match="intervals of 60 min cannot be joined to 30 min"):
        read(7, lambda start: 1, wanted=30)
