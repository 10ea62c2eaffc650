from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rota.load.span import Span, merge

ORIGIN = datetime(2027, 3, 1, tzinfo=UTC)


def span(start: int, end: int) -> Span:
    return Span(ORIGIN + timedelta(hours=start), ORIGIN + timedelta(hours=end))


def test_spans_that_overlap_or_touch_become_one_and_are_clipped() -> None:
    spans = [span(5, 7), span(-9, 1), span(7, 8), span(1, 1), span(6, 6), span(10, 99), span(30, 40)]

    merged = merge(spans, start=ORIGIN, end=ORIGIN + timedelta(hours=24))

    assert merged == (span(0, 1), span(5, 8), span(10, 24))


@given(st.lists(st.tuples(st.integers(-4, 14), st.integers(-4, 14)), max_size=8))
def test_the_merged_spans_cover_the_same_hours_of_the_window(pairs: list[tuple[int, int]]) -> None:
    merged = merge([span(*pair) for pair in pairs], start=ORIGIN, end=ORIGIN + timedelta(hours=10))

    covered = [
        any(one.start <= ORIGIN + timedelta(hours=hour) < one.end for one in merged) for hour in range(-4, 15)
    ]
    assert covered == [0 <= hour < 10 and any(a <= hour < b for a, b in pairs) for hour in range(-4, 15)]
    assert all(one.start < one.end for one in merged)
    assert all(earlier.end < later.start for earlier, later in pairwise(merged))
