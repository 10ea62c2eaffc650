"""When a queue is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.opening import Opening

MIDNIGHT = datetime(2027, 3, 8, tzinfo=UTC)
SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=5)


def at(hour: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(7, 8, False), (7.5, 8.5, True), (8, 9, True), (17.5, 18, True), (18, 19, False), (7, 19, True)],
)
def test_a_span_is_half_open_and_a_part_of_it_is_enough(start: float, end: float, expected: bool) -> None:
    assert Opening([(at(8), at(18))]).meets(at(start), at(end)) is expected


def test_without_spans_it_is_always_open_and_with_none_of_them_never() -> None:
    assert (Opening(None).meets(at(0), at(1)), Opening([]).meets(at(0), at(1))) == (True, False)


@given(spans=SPANS, start=st.integers(0, 18), length=st.integers(1, 4))
def test_it_agrees_with_asking_every_span(spans: list[tuple[int, int]], start: int, length: int) -> None:
    opening = Opening([(at(begin), at(begin + hours)) for begin, hours in spans])
    expected = any(begin < start + length and start < begin + hours for begin, hours in spans)
    assert opening.meets(at(start), at(start + length)) is expected
