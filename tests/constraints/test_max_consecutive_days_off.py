"""max_consecutive_days_off: the law, and days off in a row counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, costs, daily, found, leave, on, person, team

from constraints.max_consecutive_days_off import MaxConsecutiveDaysOff
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
RULES = st.builds(
    MaxConsecutiveDaysOff, days=st.integers(1, 4), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("days", "cost"), [(2, []), (3, []), (4, [7]), (5, [14])])
def test_each_day_beyond_three_costs_once(days: int, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    cells = on(ANA, WEEK[0], *WEEK[1 + days :])
    assert costs(MaxConsecutiveDaysOff(days=3, weight=7), problem, cells) == cost
    assert len(found(MaxConsecutiveDaysOff(days=3), problem, cells)) == len(cost)


def test_too_long_a_block_is_told_with_its_days_and_the_limit() -> None:
    assert found(MaxConsecutiveDaysOff(days=4), team((ANA,), WEEK), on(ANA, WEEK[0])) == [
        Violation(
            "max_consecutive_days_off",
            Place("ana"),
            2,
            "days",
            None,
            "Ana has 6 days off in a row from Tue 09 Mar to Sun 14 Mar, at most 4 are allowed",
        )
    ]


def test_days_off_before_the_horizon_count_where_they_are_known() -> None:
    past = daily("early", MONDAY - 3 * DAY, 3)
    rule = MaxConsecutiveDaysOff(days=3, weight=1)
    worked = on(ANA, *WEEK[2:])
    # Saturday, Sunday, Monday, Tuesday.
    assert costs(rule, team((ANA,), (*past, *WEEK), past=on(ANA, past[0])), worked) == [1]
    assert costs(rule, team((ANA,), WEEK), worked) == []


def test_days_off_that_history_has_taken_are_no_violation() -> None:
    past = daily("early", MONDAY - 5 * DAY, 5)
    problem = team((ANA,), (*past, *WEEK), past=on(ANA, past[0]))
    rule = MaxConsecutiveDaysOff(days=2)
    assert found(rule, problem, on(ANA, *WEEK)) == []
    assert costs(MaxConsecutiveDaysOff(days=2, weight=1), problem, on(ANA, *WEEK[1:])) == [1]


def test_leave_is_no_row_of_days_off() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY + DAY, 4),))
    rule = MaxConsecutiveDaysOff(days=1)
    assert found(rule, problem, on(ANA, WEEK[6])) == []
    assert len(found(rule, problem, on(ANA))) == 1


def test_the_horizons_end_counts_up_to_its_last_day() -> None:
    problem = team((ANA,), WEEK)
    assert costs(MaxConsecutiveDaysOff(days=2, weight=1), problem, on(ANA, *WEEK[:4])) == [1]
    assert costs(MaxConsecutiveDaysOff(days=2, weight=1), problem, on(ANA, *WEEK[:5])) == []


def test_a_day_that_the_horizon_cuts_is_not_known_to_be_off() -> None:
    ned = person("Ned", zone="America/New_York")
    # Of Ned's two Sundays the horizon has six hours and eighteen: Monday to Saturday are his.
    assert costs(MaxConsecutiveDaysOff(days=4, weight=1), team((ned,), WEEK), on(ned)) == [2]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxConsecutiveDaysOff(days=1).explain() == "everybody: at most 1 day off in a row"
    assert MaxConsecutiveDaysOff(days=4).explain() == "everybody: at most 4 days off in a row"


def test_a_single_day_off_is_never_too_short() -> None:
    rule = MaxConsecutiveDaysOff(days=3)
    assert found(rule, team((ANA,), WEEK), on(ANA, *WEEK[:3], *WEEK[4:])) == []
