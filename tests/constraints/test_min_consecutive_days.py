"""min_consecutive_days: the law, and blocks of working days counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, costs, daily, found, leave, messages, on, person, shift, team

from constraints.min_consecutive_days import MinConsecutiveDays
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.when import When

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
RULES = st.builds(
    MinConsecutiveDays, days=st.integers(2, 4), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("days", "cost"), [(0, []), (1, [14]), (2, [7]), (3, []), (4, [])])
def test_each_day_short_of_three_costs_once(days: int, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    assert costs(MinConsecutiveDays(days=3, weight=7), problem, on(ANA, *WEEK[1 : 1 + days])) == cost
    assert len(found(MinConsecutiveDays(days=3), problem, on(ANA, *WEEK[1 : 1 + days]))) == len(cost)


def test_a_block_too_short_is_told_with_its_days_and_the_limit() -> None:
    assert found(MinConsecutiveDays(days=2), team((ANA,), WEEK), on(ANA, WEEK[2])) == [
        Violation(
            "min_consecutive_days",
            Place("ana"),
            1,
            "days",
            None,
            "Ana has 1 working day alone on Wed 10 Mar, at least 2 in a row are required",
        )
    ]


def test_every_block_counts_for_itself() -> None:
    cells = on(ANA, WEEK[1], WEEK[3], WEEK[5])
    assert costs(MinConsecutiveDays(days=2, weight=1), team((ANA,), WEEK), cells) == [1, 1, 1]


@pytest.mark.parametrize("day", [0, 6])
def test_a_block_at_a_border_is_left_alone(day: int) -> None:
    assert found(MinConsecutiveDays(days=3), team((ANA,), WEEK), on(ANA, WEEK[day])) == []


def test_a_block_that_began_before_the_horizon_goes_on_in_it() -> None:
    past = daily("early", MONDAY - 3 * DAY, 3)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, past[2]))
    rule = MinConsecutiveDays(days=3, weight=1)
    assert costs(rule, problem, on(ANA)) == [2]
    assert costs(rule, problem, on(ANA, WEEK[0])) == [1]
    assert costs(rule, problem, on(ANA, *WEEK[:2])) == []
    assert len(found(MinConsecutiveDays(days=3), problem, on(ANA, WEEK[0]))) == 1


def test_a_block_that_begins_with_history_is_left_alone() -> None:
    past = daily("early", MONDAY - DAY, 1)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, *past))
    assert found(MinConsecutiveDays(days=5), problem, on(ANA, WEEK[0])) == []


def test_a_block_that_history_has_ended_is_nobodys_fault_now() -> None:
    past = daily("early", MONDAY - 3 * DAY, 3)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, past[1]))
    assert found(MinConsecutiveDays(days=4), problem, on(ANA)) == []
    assert found(MinConsecutiveDays(days=4, weight=1), problem, on(ANA)) == []


def test_a_day_that_history_has_filled_is_settled_though_more_could_start_on_it() -> None:
    ned = person("Ned", zone="America/New_York")
    # Sunday 06:00 in Berlin is Ned's Sunday at midnight, and Monday 00:30 his Sunday at 18:30.
    past = daily("early", MONDAY - 3 * DAY, 3)
    small = shift("small", MONDAY, "00:30", "04:30")
    problem = team((ned,), (*past, small, *WEEK[3:]), past=on(ned, past[2]))
    assert found(MinConsecutiveDays(days=2), problem, on(ned, small)) == []
    assert found(MinConsecutiveDays(days=2), problem, on(ned)) == []


def test_a_block_next_to_leave_is_left_alone_unless_the_leave_is_worked() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY + 3 * DAY, 2),))
    rule = MinConsecutiveDays(days=3, weight=1)
    assert costs(rule, problem, on(ANA, WEEK[2])) == []
    assert costs(rule, problem, on(ANA, WEEK[5])) == []
    assert costs(rule, problem, on(ANA, WEEK[1])) == [2]
    hard = MinConsecutiveDays(days=4)
    assert found(hard, problem, on(ANA, WEEK[2])) == []
    assert found(hard, problem, on(ANA, WEEK[2], WEEK[3])) == []
    assert len(found(hard, problem, on(ANA, WEEK[1]))) == 1


def test_two_shifts_on_one_day_make_one_working_day() -> None:
    late = shift("late", MONDAY + DAY)
    problem = team((ANA,), (*WEEK, late))
    assert costs(MinConsecutiveDays(days=2, weight=1), problem, on(ANA, WEEK[1], late)) == [1]


def test_days_are_days_where_the_agent_lives() -> None:
    cleo, nights = person("Cleo", zone="Asia/Manila"), daily("night", MONDAY, 7)
    # Monday's night starts on Tuesday in Manila, so that Monday is off and the block short.
    problem = team((ANA, cleo), nights)
    assert found(MinConsecutiveDays(days=2), problem, on(ANA, nights[0])) == []
    # Nothing is known of the hours of Manila's Monday before 07:00, so that it may not be off.
    assert found(MinConsecutiveDays(days=2), problem, on(cleo, nights[0])) == []
    assert messages(MinConsecutiveDays(days=2), problem, on(cleo, nights[1])) == [
        "Cleo has 1 working day alone on Wed 10 Mar, at least 2 in a row are required"
    ]


def test_a_day_that_the_horizon_cuts_is_not_known_to_be_off() -> None:
    ned = person("Ned", zone="America/New_York")
    # The horizon ends on Ned's Sunday at 18:00: he may still start after it.
    problem = team((ned,), WEEK)
    assert found(MinConsecutiveDays(days=2), problem, on(ned, WEEK[6])) == []
    assert len(found(MinConsecutiveDays(days=2), problem, on(ned, WEEK[4]))) == 1


def test_the_sunday_of_a_change_of_clocks_is_a_day_like_others() -> None:
    shifts = daily("early", SPRING - 2 * DAY, 5)
    problem = team((ANA,), shifts, first=SPRING - 2 * DAY, days=5)
    assert costs(MinConsecutiveDays(days=3, weight=1), problem, on(ANA, *shifts[1:3])) == [1]


def test_only_the_kinds_of_the_rule_make_a_working_day() -> None:
    call = shift("call", MONDAY + 2 * DAY, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), (*WEEK, call))
    assert costs(MinConsecutiveDays(days=2, weight=1), problem, on(ANA, WEEK[1], call)) == [1]


def test_dates_out_of_when_are_no_days_off() -> None:
    rule = MinConsecutiveDays(days=3, when=When(first=MONDAY + 2 * DAY))
    problem = team((ANA,), WEEK)
    assert found(rule, problem, on(ANA, *WEEK[1:3])) == []
    assert len(found(rule, problem, on(ANA, *WEEK[3:5]))) == 1


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MinConsecutiveDays(days=3).explain() == "everybody: at least 3 working days in a row"


def test_a_block_of_one_day_is_refused_as_a_limit() -> None:
    with pytest.raises(ValidationError, match="days"):
        MinConsecutiveDays(days=1)


def test_two_days_are_asked_for_where_nothing_else_is_said() -> None:
    assert MinConsecutiveDays().explain() == "everybody: at least 2 working days in a row"
