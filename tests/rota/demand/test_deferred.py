"""Deferred work: deadlines met first come first served, at the least possible peak."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.demand.deferred import Arrival, spread

if TYPE_CHECKING:
    from collections.abc import Set

MONDAY = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORK = st.integers(0, 9)


def hourly(work: list[int], closed: Set[int] = frozenset()) -> list[Arrival]:
    return [
        Arrival(MONDAY + HOUR * hour, MONDAY + HOUR * (hour + 1), amount, hour not in closed)
        for hour, amount in enumerate(work)
    ]


def finish_hours(arrivals: list[Arrival], done: tuple[float, ...]) -> list[int | None]:
    """First come first served, by hand: in which hour the last bit of each hour's arrivals is done."""
    totals = list(accumulate(done))
    return [
        next((hour for hour, total in enumerate(totals) if total >= reached - 1e-9), None)
        for reached in accumulate(arrival.work for arrival in arrivals)
    ]


def flat_need(work: list[int], deadline: int) -> float:
    """max over s < t of (A(t - D) - A(s)) / (t - s), by trying all pairs."""
    arrived = [0, *accumulate(work)]
    ends = range(1, len(arrived))
    return max(
        (arrived[max(0, end - deadline)] - arrived[start]) / (end - start)
        for end in ends
        for start in range(end)
    )


@pytest.mark.parametrize(
    ("work", "closed", "deadline", "expected"),
    [
        # no time to wait: each hour's own work
        ([3, 0, 5], set(), 0, (3.0, 0.0, 5.0)),
        # one burst and three hours for it, its own included
        ([6, 0, 0, 0], set(), 2, (2.0, 2.0, 2.0, 0.0)),
        # the deadline of the last hour's work lies beyond the horizon: carried over
        ([6, 0, 0, 4], set(), 2, (2.0, 2.0, 2.0, 0.0)),
        # arrives while closed, due while closed: done by the end of the next open hour
        ([0, 6, 0, 0, 0], {1, 2}, 1, (0.0, 0.0, 0.0, 6.0, 0.0)),
        # arrives while open, due while closed: done before closing
        ([4, 2, 0, 0, 0], {2, 3}, 2, (3.0, 3.0, 0.0, 0.0, 0.0)),
        # arrives while closed, due an hour after opening
        ([0, 6, 0, 0, 0], {1, 2}, 3, (0.0, 0.0, 0.0, 3.0, 3.0)),
        # never open again: carried over
        ([1, 5, 0, 0], {1, 2, 3}, 1, (1.0, 0.0, 0.0, 0.0)),
        ([5, 5], {0, 1}, 1, (0.0, 0.0)),
        ([], set(), 1, ()),
    ],
)
def test_work_is_spread_by_hand_counted_amounts(
    work: list[int], closed: set[int], deadline: int, expected: tuple[float, ...]
) -> None:
    assert spread(hourly(work, closed), deadline=HOUR * deadline) == pytest.approx(expected)


def test_a_deadline_between_two_intervals_counts_down_to_whole_ones() -> None:
    arrivals = hourly([6, 0, 0, 0])
    assert spread(arrivals, deadline=timedelta(minutes=119)) == spread(arrivals, deadline=HOUR)


@pytest.mark.parametrize(
    ("work", "closed", "deadline", "expected"),
    [
        # an hour of the two is left when it closes, and runs on when it opens
        ([0, 6, 0, 0, 0, 0], {2, 3}, 1, (0.0, 3.0, 0.0, 0.0, 3.0, 0.0)),
        # what arrives while closed has the whole time from the opening on
        ([0, 6, 0, 0, 0, 0], {1, 2}, 2, (0.0, 0.0, 0.0, 3.0, 3.0, 0.0)),
        ([0, 6, 0, 0, 0, 0], {1, 2}, 0, (0.0, 0.0, 0.0, 6.0, 0.0, 0.0)),
        # two open hours are left of three: carried over
        ([0, 0, 6, 0, 0, 0], {2, 3}, 3, (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_a_deadline_in_open_hours_stands_still_while_closed(
    work: list[int], closed: set[int], deadline: int, expected: tuple[float, ...]
) -> None:
    done = spread(hourly(work, closed), deadline=HOUR * deadline, clock="open")
    assert done == pytest.approx(expected)


@given(
    work=st.lists(WORK, min_size=1, max_size=30),
    closed=st.sets(st.integers(0, 29)),
    deadline=st.integers(1, 8),
)
def test_open_hours_are_as_if_closed_ones_did_not_exist(
    work: list[int], closed: set[int], deadline: int
) -> None:
    quiet = [0 if hour in closed else amount for hour, amount in enumerate(work)]
    alone = [amount for hour, amount in enumerate(quiet) if hour not in closed]
    done = spread(hourly(quiet, closed), deadline=HOUR * deadline, clock="open")
    opened = tuple(amount for hour, amount in enumerate(done) if hour not in closed)
    assert opened == pytest.approx(spread(hourly(alone), deadline=HOUR * deadline))


@given(work=st.lists(WORK, min_size=1, max_size=30), deadline=st.integers(0, 8))
def test_the_peak_is_the_flat_capacity_that_is_needed(work: list[int], deadline: int) -> None:
    done = spread(hourly(work), deadline=HOUR * deadline)
    assert max(done) == pytest.approx(flat_need(work, deadline))


@given(
    work=st.lists(WORK, min_size=1, max_size=30),
    closed=st.sets(st.integers(0, 29)),
    deadline=st.integers(0, 8),
)
def test_first_come_first_served_meets_every_deadline(
    work: list[int], closed: set[int], deadline: int
) -> None:
    arrivals = hourly(work, closed)
    done = spread(arrivals, deadline=HOUR * deadline)
    last = len(work) - 1
    for hour, finished in enumerate(finish_hours(arrivals, done)):
        due = hour + deadline
        opens = [later for later in range(hour, last + 1) if later not in closed]
        if due <= last and opens:
            assert finished is not None
            assert finished <= max(due, opens[0])


@given(
    work=st.lists(WORK, min_size=1, max_size=30),
    closed=st.sets(st.integers(0, 29)),
    deadline=st.integers(0, 8),
)
def test_nothing_is_done_while_closed_or_before_it_arrives(
    work: list[int], closed: set[int], deadline: int
) -> None:
    done = spread(hourly(work, closed), deadline=HOUR * deadline)
    early = [
        total > arrived + 1e-9 for total, arrived in zip(accumulate(done), accumulate(work), strict=True)
    ]
    assert [done[hour] for hour in sorted(closed) if hour < len(work)] == [0.0] * len(
        [hour for hour in closed if hour < len(work)]
    )
    assert early == [False] * len(work)
    assert min(done) >= 0.0


@given(
    work=st.lists(WORK, min_size=1, max_size=24),
    closed=st.sets(st.integers(0, 23)),
    deadline=st.integers(0, 8),
)
def test_no_smaller_flat_capacity_meets_the_deadlines(
    work: list[int], closed: set[int], deadline: int
) -> None:
    arrivals = hourly(work, closed)
    peak = max(spread(arrivals, deadline=HOUR * deadline))
    backlog, done = 0.0, []
    for arrival in arrivals:
        backlog += arrival.work
        done.append(min(backlog, 0.97 * peak) if arrival.open else 0.0)
        backlog -= done[-1]
    late = []
    for hour, finished in enumerate(finish_hours(arrivals, tuple(done))):
        opens = [later for later in range(hour, len(work)) if later not in closed]
        if hour + deadline < len(work) and opens and work[hour]:
            late.append(finished is None or finished > max(hour + deadline, opens[0]))
    assert any(late) == (peak > 0)
