"""max_consecutive_days: the law, and runs counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, costs, daily, found, messages, on, person, shift, team

from constraints.max_consecutive_days import MaxConsecutiveDays
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
RULES = st.builds(
    MaxConsecutiveDays, days=st.integers(1, 4), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("days", "cost"), [(4, []), (5, []), (6, [3]), (7, [3, 3])])
def test_each_day_beyond_five_in_a_row_costs_once(days: int, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    assert costs(MaxConsecutiveDays(days=5, weight=3), problem, on(ANA, *WEEK[:days])) == cost
    assert len(found(MaxConsecutiveDays(days=5), problem, on(ANA, *WEEK[:days]))) == len(cost)


def test_too_long_a_run_is_told_with_its_length_and_its_day() -> None:
    assert found(MaxConsecutiveDays(days=2), team((ANA,), WEEK), on(ANA, *WEEK[3:6])) == [
        Violation(
            "max_consecutive_days",
            Place("ana"),
            1,
            "days",
            None,
            "Ana works 3 working days in a row up to Sat 13 Mar, 2 are allowed",
        )
    ]


def test_a_free_day_begins_a_new_run() -> None:
    cells = on(ANA, *WEEK[:2], *WEEK[3:5])
    assert found(MaxConsecutiveDays(days=2), team((ANA,), WEEK), cells) == []


def test_two_shifts_of_a_day_are_one_day() -> None:
    split = (shift("one", MONDAY, "06:00", "10:00"), shift("two", MONDAY, "14:00", "18:00"))
    assert found(MaxConsecutiveDays(days=1), team((ANA,), split), on(ANA, *split)) == []


def test_one_is_allowed() -> None:
    assert messages(MaxConsecutiveDays(days=1), team((ANA,), WEEK), on(ANA, *WEEK[:2])) == [
        "Ana works 2 working days in a row up to Tue 09 Mar, 1 is allowed"
    ]


@pytest.mark.parametrize(("before", "cost"), [(0, []), (1, []), (2, [1]), (3, [1])])
def test_a_run_goes_on_from_before_the_horizon(before: int, cost: list[int]) -> None:
    past = daily("early", MONDAY - before * DAY, before)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, *past))
    # Monday is day `before` + 1 of the run.
    assert costs(MaxConsecutiveDays(days=2, weight=1), problem, on(ANA, WEEK[0])) == cost


def test_days_before_the_horizon_on_which_nobody_worked_begin_no_run() -> None:
    past = daily("early", MONDAY - 2 * DAY, 2)
    assert found(MaxConsecutiveDays(days=1), team((ANA,), (*past, *WEEK)), on(ANA, WEEK[0])) == []


def test_a_run_may_fill_the_end_of_the_horizon_and_not_overfill_it() -> None:
    problem = team((ANA,), WEEK)
    assert found(MaxConsecutiveDays(days=2), problem, on(ANA, *WEEK[5:])) == []
    assert messages(MaxConsecutiveDays(days=2), problem, on(ANA, *WEEK[4:])) == [
        "Ana works 3 working days in a row up to Sun 14 Mar, 2 are allowed"
    ]


def test_a_day_of_twenty_three_hours_is_a_day() -> None:
    shifts = daily("early", SPRING - DAY, 3)
    problem = team((ANA,), shifts, first=SPRING - DAY)
    assert found(MaxConsecutiveDays(days=3), problem, on(ANA, *shifts)) == []
    assert costs(MaxConsecutiveDays(days=2, weight=1), problem, on(ANA, *shifts)) == [1]


def test_days_are_counted_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    night, late = shift("night", MONDAY), shift("late", MONDAY + DAY)
    problem = team((ANA, cleo), (night, late))
    # Monday 22:00 and Tuesday 14:00 in Berlin are both Tuesday in Manila.
    assert messages(MaxConsecutiveDays(days=1), problem, on(ANA, night, late) | on(cleo, night, late)) == [
        "Ana works 2 working days in a row up to Tue 09 Mar, 1 is allowed"
    ]


def test_standing_by_makes_no_working_day_unless_the_rule_says_so() -> None:
    calls = daily("call", MONDAY, 7, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), calls)
    assert found(MaxConsecutiveDays(days=5), problem, on(ANA, *calls)) == []
    assert len(found(MaxConsecutiveDays(days=5, kinds=EVERY_KIND), problem, on(ANA, *calls))) == 2


def test_no_day_at_all_cannot_be_a_limit() -> None:
    with pytest.raises(ValidationError, match="days"):
        MaxConsecutiveDays(days=0)


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxConsecutiveDays().explain() == "everybody: at most 5 working days in a row"
