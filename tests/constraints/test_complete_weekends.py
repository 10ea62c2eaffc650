"""complete_weekends: the law, and weekends counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, costs, daily, found, leave, messages, on, person, shift, team

from constraints.complete_weekends import CompleteWeekends
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
EARLIES, LATES = daily("early", MONDAY, 14), daily("late", MONDAY, 14)
ALL = (*EARLIES, *LATES)
SATURDAY, SUNDAY = MONDAY + 5 * DAY, MONDAY + 6 * DAY
RULES = st.builds(
    CompleteWeekends, same_shift=st.booleans(), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=14, most_agents=2)


@pytest.mark.parametrize(
    ("worked", "cost", "same_cost"),
    [
        ((), [], []),
        ((EARLIES[5],), [9], [9]),
        ((LATES[6],), [9], [9]),
        ((EARLIES[5], EARLIES[6]), [], []),
        ((EARLIES[5], LATES[6]), [], [9]),
        ((EARLIES[5], LATES[5], EARLIES[6]), [], [9]),
        ((EARLIES[5], LATES[5], EARLIES[6], LATES[6]), [], []),
        ((EARLIES[4], EARLIES[7]), [], []),
        ((EARLIES[5], EARLIES[13]), [9, 9], [9, 9]),
    ],
)
def test_both_days_or_none_and_the_same_shift_where_so_wished(
    worked, cost: list[int], same_cost: list[int]
) -> None:
    problem = team((ANA,), ALL, days=14)
    assert costs(CompleteWeekends(weight=9), problem, on(ANA, *worked)) == cost
    assert costs(CompleteWeekends(same_shift=True, weight=9), problem, on(ANA, *worked)) == same_cost
    assert len(found(CompleteWeekends(), problem, on(ANA, *worked))) == len(cost)


def test_half_a_weekend_is_told() -> None:
    problem = team((ANA,), ALL, days=14)
    assert found(CompleteWeekends(), problem, on(ANA, EARLIES[6])) == [
        Violation(
            "complete_weekends",
            Place("ana"),
            1,
            "weekends",
            None,
            "Ana works on one day only of the weekend of Sat 13 Mar",
        )
    ]
    assert messages(CompleteWeekends(same_shift=True), problem, on(ANA, EARLIES[5], LATES[6])) == [
        "Ana works different shifts on the two days of the weekend of Sat 13 Mar"
    ]


def test_a_saturday_of_history_counts_for_its_sunday() -> None:
    known = team((ANA,), ALL, first=SUNDAY, past=on(ANA, EARLIES[5]))
    off = team((ANA,), ALL, first=SUNDAY)
    rule, same = CompleteWeekends(weight=1), CompleteWeekends(same_shift=True, weight=1)
    assert costs(rule, known, on(ANA)) == [1]
    assert costs(rule, known, on(ANA, LATES[6])) == []
    assert costs(same, known, on(ANA, LATES[6])) == [1]
    assert costs(same, known, on(ANA, EARLIES[6])) == []
    assert costs(rule, off, on(ANA, EARLIES[6])) == [1]


def test_a_sunday_without_history_before_it_is_left_alone() -> None:
    problem = team((ANA,), ALL[6:14], first=SUNDAY)
    assert found(CompleteWeekends(), problem, on(ANA, EARLIES[6])) == []


def test_a_saturday_with_which_the_horizon_ends_is_left_alone() -> None:
    problem = team((ANA,), ALL, days=6)
    assert found(CompleteWeekends(), problem, on(ANA, EARLIES[5])) == []


def test_what_history_did_is_nobodys_fault_now() -> None:
    problem = team((ANA,), ALL, first=MONDAY + 7 * DAY, past=on(ANA, EARLIES[5]))
    assert found(CompleteWeekends(), problem, on(ANA)) == []


def test_a_saturday_of_history_without_a_sunday_to_work_is_no_fault() -> None:
    problem = team((ANA,), (*EARLIES[:6], *EARLIES[7:]), first=SUNDAY, past=on(ANA, EARLIES[5]))
    assert found(CompleteWeekends(), problem, on(ANA)) == []


def test_a_saturday_of_history_whose_shift_sunday_does_not_have_is_no_fault() -> None:
    problem = team((ANA,), (EARLIES[5], LATES[6], *ALL[7:14]), first=SUNDAY, past=on(ANA, EARLIES[5]))
    rule = CompleteWeekends(same_shift=True, weight=1)
    assert costs(rule, problem, on(ANA)) == []
    assert costs(rule, problem, on(ANA, LATES[6])) == [1]


def test_a_sunday_that_history_has_filled_is_settled_though_more_could_start_on_it() -> None:
    ned = person("Ned", zone="America/New_York")
    monday = MONDAY + 7 * DAY
    # Sunday 06:00 in Berlin is Ned's Sunday at midnight, and Monday 00:30 his Sunday at 18:30.
    small = shift("small", monday, "00:30", "04:30")
    problem = team((ned,), (*EARLIES[:7], small), first=monday, past=on(ned, EARLIES[6]))
    assert found(CompleteWeekends(), problem, on(ned)) == []
    assert found(CompleteWeekends(), problem, on(ned, small)) == []
    unfilled = team((ned,), (*EARLIES[:7], small), first=monday)
    assert len(found(CompleteWeekends(), unfilled, on(ned, small))) == 1


def test_a_desk_that_is_closed_on_sundays_lets_nobody_work_on_saturdays() -> None:
    problem = team((ANA,), EARLIES[:6])
    assert len(found(CompleteWeekends(), problem, on(ANA, EARLIES[5]))) == 1


def test_a_weekend_with_leave_on_its_other_day_is_left_alone() -> None:
    problem = team((ANA,), ALL, days=14, absences=(leave(ANA, SUNDAY, 1),))
    assert found(CompleteWeekends(), problem, on(ANA, EARLIES[5])) == []
    assert len(found(CompleteWeekends(), problem, on(ANA, EARLIES[6]))) == 1


def test_the_weekend_of_a_change_of_clocks_is_one_weekend() -> None:
    shifts = daily("early", SPRING - DAY, 2)
    problem = team((ANA,), shifts, first=SPRING - DAY)
    assert found(CompleteWeekends(), problem, on(ANA, *shifts)) == []
    assert len(found(CompleteWeekends(), problem, on(ANA, shifts[1]))) == 1


def test_days_are_days_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    nights = daily("night", MONDAY, 14)
    # Friday's night starts on Saturday in Manila.
    problem = team((cleo,), nights, days=14)
    assert found(CompleteWeekends(), problem, on(cleo, nights[4], nights[5])) == []
    assert len(found(CompleteWeekends(), problem, on(cleo, nights[5], nights[6]))) == 1


def test_standing_by_takes_a_day_unless_the_rule_says_otherwise() -> None:
    call = shift("call", SUNDAY, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), (*EARLIES, call), days=14)
    assert found(CompleteWeekends(), problem, on(ANA, EARLIES[5], call)) == []
    assert len(found(CompleteWeekends(kinds=("work",)), problem, on(ANA, EARLIES[5], call))) == 1


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert CompleteWeekends().explain() == "everybody: both days of a weekend or none"
    assert CompleteWeekends(same_shift=True).explain() == (
        "everybody: both days of a weekend or none, with the same shift"
    )


def test_a_day_worked_in_spite_of_leave_is_compared_with_the_other() -> None:
    rule = CompleteWeekends(same_shift=True, weight=1)
    for day in (SATURDAY, SUNDAY):
        problem = team((ANA,), ALL, days=14, absences=(leave(ANA, day, 1),))
        assert costs(rule, problem, on(ANA, EARLIES[5], LATES[6])) == [1]
        assert costs(rule, problem, on(ANA, LATES[5], EARLIES[6])) == [1]
        assert costs(rule, problem, on(ANA, EARLIES[5], EARLIES[6])) == []


def test_two_days_worked_in_spite_of_leave_are_compared() -> None:
    problem = team((ANA,), ALL, days=14, absences=(leave(ANA, SATURDAY, 2),))
    rule = CompleteWeekends(same_shift=True, weight=1)
    assert costs(rule, problem, on(ANA, EARLIES[5], LATES[6])) == [1]
    assert costs(rule, problem, on(ANA, EARLIES[5], EARLIES[6])) == []
    assert costs(rule, problem, on(ANA, EARLIES[5])) == []
