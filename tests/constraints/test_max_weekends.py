"""max_weekends: the law, and weekends counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, costs, daily, found, messages, on, person, shift, team

from constraints.max_weekends import MaxWeekends
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
MONTH = daily("early", MONDAY, 28)
SATURDAYS, SUNDAYS = MONTH[5::7], MONTH[6::7]
RULES = st.builds(MaxWeekends, weekends=st.integers(0, 2), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=14, most_agents=2)


@pytest.mark.parametrize(("weekends", "cost"), [(1, []), (2, []), (3, [50]), (4, [100])])
def test_two_weekends_are_allowed_and_each_more_costs(weekends: int, cost: list[int]) -> None:
    problem = team((ANA,), MONTH, days=28)
    assert costs(MaxWeekends(weight=50), problem, on(ANA, *SATURDAYS[:weekends])) == cost
    assert len(found(MaxWeekends(), problem, on(ANA, *SATURDAYS[:weekends]))) == len(cost)


def test_too_many_weekends_are_told_with_their_number() -> None:
    problem = team((ANA,), MONTH, days=28)
    assert found(MaxWeekends(weekends=1), problem, on(ANA, *SUNDAYS[:3])) == [
        Violation(
            "max_weekends",
            Place("ana"),
            2,
            "weekends",
            None,
            "Ana works on 3 weekends, 1 is allowed",
        )
    ]


def test_saturday_and_sunday_are_one_weekend_and_the_days_around_are_none() -> None:
    cells = on(ANA, MONTH[4], MONTH[5], MONTH[6], MONTH[7])
    assert found(MaxWeekends(weekends=1), team((ANA,), MONTH, days=28), cells) == []
    assert found(MaxWeekends(weekends=0), team((ANA,), MONTH, days=28), on(ANA, MONTH[4], MONTH[7])) == []


def test_a_night_belongs_to_the_day_on_which_it_starts() -> None:
    friday, sunday = shift("night", MONDAY + 4 * DAY), shift("night", MONDAY + 6 * DAY)
    problem = team((ANA,), (friday, sunday))
    assert found(MaxWeekends(weekends=0), problem, on(ANA, friday)) == []
    assert messages(MaxWeekends(weekends=0), problem, on(ANA, sunday)) == [
        "Ana works on 1 weekend, 0 are allowed"
    ]


def test_a_weekend_that_the_horizon_cuts_is_taken_by_history() -> None:
    saturday = shift("early", MONDAY - 2 * DAY)
    sunday, next_saturday = shift("early", MONDAY - DAY), shift("early", MONDAY + 5 * DAY)
    shifts = (saturday, sunday, next_saturday)
    known = team((ANA,), shifts, first=MONDAY - DAY, past=on(ANA, saturday))
    free = team((ANA,), shifts, first=MONDAY - DAY)
    rule = MaxWeekends(weekends=1, weight=1)
    assert costs(rule, known, on(ANA, next_saturday)) == [1]
    assert costs(rule, known, on(ANA, sunday)) == []
    assert costs(rule, free, on(ANA, next_saturday)) == []


def test_weekends_before_the_horizon_count_nothing() -> None:
    past = shift("early", MONDAY - DAY)
    problem = team((ANA,), (past, *MONTH), days=28, past=on(ANA, past))
    assert found(MaxWeekends(weekends=1), problem, on(ANA, SUNDAYS[0])) == []


def test_the_weekend_that_history_took_is_forgiven_and_no_more_is_allowed() -> None:
    saturday, sunday = shift("early", MONDAY - 2 * DAY), shift("early", MONDAY - DAY)
    later = shift("early", MONDAY + 5 * DAY)
    problem = team((ANA,), (saturday, sunday, later), first=MONDAY - DAY, past=on(ANA, saturday))
    assert found(MaxWeekends(weekends=0), problem, on(ANA, sunday)) == []
    assert costs(MaxWeekends(weekends=0, weight=1), problem, on(ANA, later)) == [1]


def test_the_last_sunday_of_the_horizon_counts() -> None:
    assert len(found(MaxWeekends(weekends=0), team((ANA,), MONTH, days=28), on(ANA, SUNDAYS[3]))) == 1


def test_the_weekend_of_a_change_of_clocks_is_one_weekend() -> None:
    shifts = (shift("night", SPRING - DAY), shift("night", SPRING))
    problem = team((ANA,), shifts, first=SPRING - DAY)
    assert found(MaxWeekends(weekends=1), problem, on(ANA, *shifts)) == []


def test_weekends_are_counted_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    sunday_night = shift("night", MONDAY + 6 * DAY)
    friday_night = shift("night", MONDAY + 4 * DAY)
    problem = team((ANA, cleo), (friday_night, sunday_night))
    # Friday 22:00 in Berlin is Saturday in Manila, Sunday 22:00 is Monday.
    both = on(ANA, friday_night) | on(cleo, friday_night)
    assert messages(MaxWeekends(weekends=0), problem, both) == ["Cleo works on 1 weekend, 0 are allowed"]
    assert found(MaxWeekends(weekends=0), problem, on(cleo, sunday_night)) == []


def test_only_the_kinds_of_the_rule_take_a_weekend() -> None:
    call = shift("call", MONDAY + 5 * DAY, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), (call,))
    assert len(found(MaxWeekends(weekends=0), problem, on(ANA, call))) == 1
    assert found(MaxWeekends(weekends=0, kinds=("work",)), problem, on(ANA, call)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxWeekends().explain() == "everybody: at most 2 weekends on duty"


def test_a_weekend_that_history_has_taken_is_forgiven_on_its_other_day() -> None:
    saturday, sunday = daily("early", MONDAY + 5 * DAY, 2)
    problem = team((ANA,), (saturday, sunday), first=sunday.day, days=3, past=on(ANA, saturday))
    assert found(MaxWeekends(weekends=0), problem, frozenset()) == []
    assert found(MaxWeekends(weekends=0), problem, on(ANA, sunday)) == []
