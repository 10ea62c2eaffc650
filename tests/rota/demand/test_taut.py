"""The taut string between two walls, by hand and against its own optimality."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.taut import taut

STEPS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def walls(steps: list[tuple[int, int, int]]) -> tuple[list[int], list[int], list[int]]:
    """Places, a lower wall and an upper one that never lies below it."""
    along = list(accumulate(run for run, _, _ in steps))
    lower = list(accumulate(low for _, low, _ in steps))
    upper = list(accumulate(high for _, _, high in steps))
    return along, lower, list(accumulate(map(max, lower, upper), max))


def slopes(along: list[int], heights: tuple[float, ...]) -> list[float]:
    places = list(pairwise((0, *along)))
    rises = list(pairwise((0.0, *heights)))
    return [(high - low) / (right - left) for (left, right), (low, high) in zip(places, rises, strict=True)]


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        ([], [], ()),
        # nothing in the way: a straight line
        ([0, 0, 6], [9, 9, 9], (2.0, 4.0, 6.0)),
        # the lower wall pushes the line up early
        ([4, 4, 6], [9, 9, 9], (4.0, 5.0, 6.0)),
        # the upper wall holds it down
        ([0, 0, 6], [1, 9, 9], (1.0, 3.5, 6.0)),
        # first up, then down, then straight
        ([3, 3, 3, 9], [4, 4, 4, 9], (3.0, 3.5, 4.0, 9.0)),
        # no room at all
        ([1, 1, 5], [1, 1, 5], (1.0, 1.0, 5.0)),
        # the end is the end of the lower wall: no more than it must
        ([0, 1], [5, 5], (0.5, 1.0)),
    ],
)
def test_the_string_bends_only_at_the_walls(
    lower: list[float], upper: list[float], expected: tuple[float, ...]
) -> None:
    assert taut([1.0 + place for place in range(len(lower))], lower, upper) == expected


@given(STEPS)
def test_the_string_ascends_between_the_walls_to_the_end_of_the_lower_one(
    steps: list[tuple[int, int, int]],
) -> None:
    along, lower, upper = walls(steps)
    heights = taut(along, lower, upper)
    between = [
        low - 1e-9 <= height <= high + 1e-9 for low, height, high in zip(lower, heights, upper, strict=True)
    ]
    assert between == [True] * len(steps)
    assert min(slopes(along, heights)) >= -1e-9
    assert heights[-1] == lower[-1]


@given(STEPS)
def test_the_string_bends_up_only_at_the_upper_wall_and_down_only_at_the_lower(
    steps: list[tuple[int, int, int]],
) -> None:
    along, lower, upper = walls(steps)
    heights = taut(along, lower, upper)
    turns = [after - before for before, after in pairwise(slopes(along, heights))]
    # These are the conditions of optimality for every convex function of the slope.
    for turn, height, low, high in zip(turns, heights, lower, upper, strict=False):
        assert turn < 1e-9 or height == pytest.approx(high)
        assert turn > -1e-9 or height == pytest.approx(low)


@given(STEPS, st.data())
def test_no_other_way_between_the_walls_is_flatter(
    steps: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    along, lower, upper = walls(steps)
    shares = data.draw(st.lists(st.sampled_from([0, 0.25, 0.5, 1]), min_size=len(along), max_size=len(along)))
    drawn = [low + share * (high - low) for low, share, high in zip(lower, shares, upper, strict=True)]
    other = (*accumulate(drawn[:-1], max), float(lower[-1])) if len(drawn) > 1 else (float(lower[-1]),)
    ours, theirs = slopes(along, taut(along, lower, upper)), slopes(along, other)
    runs = [right - left for left, right in pairwise((0, *along))]
    assert max(ours) <= max(theirs) + 1e-9
    assert sum(run * one**2 for run, one in zip(runs, ours, strict=True)) <= 1e-9 + sum(
        run * one**2 for run, one in zip(runs, theirs, strict=True)
    )
