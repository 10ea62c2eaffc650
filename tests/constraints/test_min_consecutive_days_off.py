"""min_consecutive_days_off: the law, and blocks of days off counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, costs, daily, found, leave, on, person, shift, team

from constraints.min_consecutive_days_off import MinConsecutiveDaysOff
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
RULES = st.builds(
    MinConsecutiveDaysOff, days=st.integers(2, 4), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("days", "cost"), [(0, []), (1, [14]), (2, [7]), (3, []), (4, [])])
def test_each_day_short_of_three_costs_once(days: int, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    cells = on(ANA, WEEK[0], *WEEK[1 + days :])
    assert costs(MinConsecutiveDaysOff(days=3, weight=7), problem, cells) == cost
    assert len(found(MinConsecutiveDaysOff(days=3), problem, cells)) == len(cost)


def test_a_block_too_short_is_told_with_its_days_and_the_limit() -> None:
    cells = on(ANA, *WEEK[:3], *WEEK[4:])
    assert found(MinConsecutiveDaysOff(days=2), team((ANA,), WEEK), cells) == [
        Violation(
            "min_consecutive_days_off",
            Place("ana"),
            1,
            "days",
            None,
            "Ana has 1 day off alone on Thu 11 Mar, at least 2 in a row are required",
        )
    ]


@pytest.mark.parametrize("worked", [WEEK[1:], WEEK[:6]])
def test_a_block_at_a_border_is_left_alone(worked: tuple) -> None:
    assert found(MinConsecutiveDaysOff(days=3), team((ANA,), WEEK), on(ANA, *worked)) == []


def test_days_off_before_the_horizon_count() -> None:
    past = daily("early", MONDAY - 3 * DAY, 3)
    rule = MinConsecutiveDaysOff(days=3, weight=1)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, past[0]))
    assert costs(rule, problem, on(ANA, *WEEK)) == [1]
    assert costs(rule, problem, on(ANA, *WEEK[1:])) == []
    without = team((ANA,), (*past, *WEEK))
    assert costs(rule, without, on(ANA, *WEEK)) == []


def test_a_block_that_history_has_ended_is_nobodys_fault_now() -> None:
    past = daily("early", MONDAY - 3 * DAY, 3)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, past[0], past[2]))
    assert found(MinConsecutiveDaysOff(days=2), problem, on(ANA, *WEEK)) == []


def test_leave_next_to_a_day_off_makes_it_long_enough() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY + 3 * DAY, 2),))
    assert found(MinConsecutiveDaysOff(days=4), problem, on(ANA, *WEEK[:2], WEEK[5])) == []
    assert found(MinConsecutiveDaysOff(days=4), problem, on(ANA, *WEEK[:3], WEEK[5])) == []


def test_hours_that_are_never_worked_are_no_leave() -> None:
    away = leave(ANA, MONDAY + 3 * DAY, 1)
    closed = type(away)(away.agent, away.start, away.end, leave=False)
    problem = team((ANA,), WEEK, absences=(closed,))
    assert len(found(MinConsecutiveDaysOff(days=2), problem, on(ANA, WEEK[2], WEEK[4]))) == 1


def test_a_day_without_any_shift_is_a_day_off() -> None:
    weekdays = WEEK[:5]
    monday = shift("early", MONDAY + 7 * DAY)
    problem = team((ANA,), (*weekdays, monday), days=8)
    assert found(MinConsecutiveDaysOff(days=2), problem, on(ANA, weekdays[4], monday)) == []
    assert costs(MinConsecutiveDaysOff(days=3, weight=1), problem, on(ANA, weekdays[4], monday)) == [1]


def test_being_on_call_is_a_day_off_unless_the_rule_says_otherwise() -> None:
    call = shift("call", MONDAY + 2 * DAY, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), (*WEEK, call))
    cells = on(ANA, WEEK[0], call, WEEK[4])
    assert found(MinConsecutiveDaysOff(days=3), problem, cells) == []
    assert costs(MinConsecutiveDaysOff(days=3, kinds=EVERY_KIND, weight=1), problem, cells) == [2, 2]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MinConsecutiveDaysOff().explain() == "everybody: at least 2 days off in a row"
