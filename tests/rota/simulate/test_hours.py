from __future__ import annotations

from math import inf

import pytest

from rota.simulate.hours import Hours, due_at, merged, without
from rota.simulate.scenario import Stream

DAYS = [(100.0, 200.0), (300.0, 400.0)]


def test_spans_that_touch_or_overlap_become_one() -> None:
    assert merged([(5, 9), (0, 2), (2, 4), (8, 12), (20, 20)]) == ((0, 4), (5, 12))


def test_gaps_are_cut_out_of_spans() -> None:
    assert without([(0, 10), (20, 30)], [(4, 6), (8, 22), (30, 40)]) == ((0, 4), (6, 8), (22, 30))


@pytest.mark.parametrize(
    ("instant", "expected"), [(99, False), (100, True), (199, True), (200, False), (500, False)]
)
def test_hours_are_half_open(instant: float, expected: bool) -> None:
    assert Hours(DAYS).is_open(instant) is expected


@pytest.mark.parametrize(
    ("instant", "seconds", "expected"),
    [(150, 50, 200), (150, 51, 301), (0, 10, 110), (250, 100, 400), (350, 51, inf)],
)
def test_an_open_clock_stands_still_while_closed(instant: float, seconds: float, expected: float) -> None:
    assert Hours(DAYS).deadline(instant, seconds) == expected


def test_without_hours_it_is_always_open_and_with_none_never() -> None:
    assert (Hours(None).is_open(7), Hours(None).deadline(7, 5), Hours(None).next_opening(7)) == (True, 12, 7)
    assert (Hours([]).is_open(7), Hours([]).deadline(7, 5), Hours([]).next_opening(7)) == (False, inf, inf)


@pytest.mark.parametrize(
    ("clock", "arrives", "expected"),
    [("open", 190, 320), ("always", 190, 220), ("always", 250, 300 + 1800), ("always", 280, 310)],
)
def test_work_that_nobody_could_do_in_time_is_due_after_the_next_opening(
    clock: str, arrives: float, expected: float
) -> None:
    stream = Stream("mail", 1, False, (60,), (), deadline_seconds=30, clock=clock)  # type: ignore[arg-type]  # drawn
    assert due_at(stream, Hours(DAYS), arrives) == expected
