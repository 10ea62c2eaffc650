"""compensatory_rest: the law, and short rests with those behind them counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.compensatory_rest import CompensatoryRest
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND
from rota.when import When

ANA, BO = person("Ana"), person("Bo")
LATES, EARLIES, NIGHTS = (daily(name, MONDAY, 7) for name in ("late", "early", "night"))
SOON = shift("soon", MONDAY + DAY, "07:00", "15:00")
"""It begins 9 hours after Monday's late has ended; 13 hours behind it are due, until Wednesday 04:00."""

RULES = st.builds(
    CompensatoryRest,
    hours=st.sampled_from([8, 10, 11, 12, 16]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("begins", "cost"), [("04:01", []), ("04:00", []), ("03:59", [3])])
def test_two_hours_short_are_two_hours_more_and_a_minute_less_is_not(begins: str, cost: list[int]) -> None:
    behind = shift("behind", MONDAY + 2 * DAY, begins, "12:00")
    problem = team((ANA,), (*LATES, SOON, behind))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, LATES[0], SOON, behind)) == cost
    assert len(found(CompensatoryRest(), problem, on(ANA, LATES[0], SOON, behind))) == len(cost)


@pytest.mark.parametrize(("ends", "cost"), [("20:00", []), ("20:01", [3])])
def test_a_rest_as_long_as_it_should_be_asks_for_nothing(ends: str, cost: list[int]) -> None:
    """Eleven hours before 07:00, then the usual eleven behind; a minute less and that takes a minute more."""
    first, behind = shift("first", MONDAY, "12:00", ends), shift("behind", MONDAY + 2 * DAY, "02:00", "08:00")
    problem = team((ANA,), (first, SOON, behind))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, first, SOON, behind)) == cost


def test_behind_a_rest_that_was_long_enough_any_rest_will_do() -> None:
    first, behind = shift("first", MONDAY, "12:00", "20:00"), shift("behind", MONDAY + DAY, "17:00", "21:00")
    problem = team((ANA,), (first, SOON, behind))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, first, SOON, behind)) == []


@pytest.mark.parametrize(("begins", "cost"), [("04:00", []), ("03:59", [3])])
def test_two_shifts_without_any_rest_ask_for_twice_as_much(begins: str, cost: list[int]) -> None:
    """Late until 22:00, night until 06:00; then 22 hours, until Wednesday 04:00."""
    behind = shift("behind", MONDAY + 2 * DAY, begins, "12:00")
    problem = team((ANA,), (*LATES, *NIGHTS, behind))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, LATES[0], NIGHTS[0], behind)) == cost


def test_no_rest_at_all_is_told_as_none() -> None:
    problem = team((ANA,), (*LATES, *EARLIES, *NIGHTS))
    assert messages(CompensatoryRest(), problem, on(ANA, EARLIES[0], LATES[0], NIGHTS[0])) == [
        "Ana rests 0 h before late starting Mon 08 Mar 14:00 and 0 h behind it, 22 h would make up for it"
    ]


def test_a_rest_that_is_not_made_up_for_is_told() -> None:
    """Eight hours before Tuesday's early: 14 would be due behind it, and Tuesday's night begins after 8."""
    problem = team((ANA,), (*LATES, *EARLIES, *NIGHTS))
    assert found(CompensatoryRest(), problem, on(ANA, LATES[0], *EARLIES[1:4])) == []
    assert found(CompensatoryRest(), problem, on(ANA, LATES[0], EARLIES[1], NIGHTS[1])) == [
        Violation(
            "compensatory_rest",
            Place("ana", NIGHTS[1].id, start=at(MONDAY + DAY, "14:00"), end=at(MONDAY + DAY, "22:00")),
            1,
            "rests",
            None,
            "Ana rests 8 h before early starting Tue 09 Mar 06:00 and 8 h behind it, "
            "14 h would make up for it",
        )
    ]


def test_it_counts_from_the_latest_end_of_the_shifts_before() -> None:
    """Monday's long shift ends after the late that began behind it: 7 hours, so 15 are due."""
    long = shift("long", MONDAY, "12:00", "00:00")
    behind = shift("behind", MONDAY + 2 * DAY, "05:30", "12:00")
    problem = team((ANA,), (*LATES, long, SOON, behind))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, LATES[0], SOON, behind)) == []
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, long, LATES[0], SOON, behind)) == [3, 3]
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, long, SOON, behind)) == [3]


def test_only_the_next_shift_can_come_too_soon_and_the_last_has_none() -> None:
    problem = team((ANA,), (*LATES, *EARLIES, *NIGHTS))
    rule = CompensatoryRest(weight=3)
    assert costs(rule, problem, on(ANA, LATES[5], EARLIES[6])) == []
    assert costs(rule, problem, on(ANA, LATES[4], EARLIES[5], LATES[5], NIGHTS[6])) == [3]


def test_a_short_rest_of_history_is_made_up_for_in_the_horizon() -> None:
    sunday = (shift("late", MONDAY - 2 * DAY), shift("early", MONDAY - DAY))
    early = shift("first", MONDAY, "03:00", "08:00")
    problem = team((ANA,), (*sunday, early, *NIGHTS), past=on(ANA, *sunday))
    # Fourteen hours from Sunday 14:00 on: until Monday 04:00.
    assert messages(CompensatoryRest(), problem, on(ANA, early)) == [
        "Ana rests 8 h before early starting Sun 07 Mar 06:00 and 13 h behind it, 14 h would make up for it"
    ]
    assert found(CompensatoryRest(), problem, on(ANA, NIGHTS[0])) == []


def test_what_history_has_spoilt_alone_is_left_to_it() -> None:
    past = (shift("late", MONDAY - 2 * DAY), shift("early", MONDAY - DAY), shift("late", MONDAY - DAY))
    early = shift("first", MONDAY, "09:00", "12:00")
    problem = team((ANA,), (*past, early), past=on(ANA, *past))
    # Sunday's late came too soon; it began without a rest itself, and what is due behind it is still to come.
    assert messages(CompensatoryRest(), problem, on(ANA, early)) == [
        "Ana rests 0 h before late starting Sun 07 Mar 14:00 and 11 h behind it, 22 h would make up for it"
    ]
    assert found(CompensatoryRest(), problem, frozenset()) == []


def test_the_last_shift_of_history_is_the_one_that_is_worked() -> None:
    past = (shift("late", MONDAY - 2 * DAY), shift("early", MONDAY - DAY), shift("late", MONDAY - DAY))
    early = shift("first", MONDAY, "03:00", "08:00")
    problem = team((ANA,), (*past, early), past=on(ANA, *past[:2]))
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, early)) == [3]


def test_hours_that_the_clocks_skip_are_no_rest() -> None:
    """From Saturday 22:00 to Sunday 08:00 nine hours pass, so 13 are due: until Monday 05:00."""
    late, soon = shift("late", SPRING - DAY), shift("soon", SPRING, "08:00", "16:00")
    behind = [shift(begins, SPRING + DAY, begins, "12:00") for begins in ("05:00", "04:59")]
    problem = team((ANA,), (late, soon, *behind), first=SPRING - DAY)
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, late, soon, behind[0])) == []
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, late, soon, behind[1])) == [3]


def test_whom_kinds_and_dates_are_as_in_other_rules() -> None:
    call = shift("call", MONDAY, "18:00", "23:00", kind="on_call")
    problem = team((ANA, BO), (*LATES, *EARLIES, *NIGHTS, call))
    three = on(ANA, LATES[0], EARLIES[1], NIGHTS[1])
    assert costs(CompensatoryRest(weight=3, who=Selection(ids=("bo",))), problem, three) == []
    bo = on(BO, LATES[0], EARLIES[1], NIGHTS[1])
    assert costs(CompensatoryRest(weight=3, who=Selection(ids=("bo",))), problem, three | bo) == [3]
    assert costs(CompensatoryRest(weight=3, when=When(days=("tue",))), problem, three) == [3]
    assert costs(CompensatoryRest(weight=3, when=When(days=("mon", "wed"))), problem, three) == []
    assert costs(CompensatoryRest(weight=3), problem, on(ANA, call, EARLIES[1], NIGHTS[1])) == []
    assert costs(
        CompensatoryRest(weight=3, kinds=EVERY_KIND), problem, on(ANA, call, EARLIES[1], NIGHTS[1])
    ) == [3]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert CompensatoryRest().explain() == (
        "everybody: a rest of less than 11 h is followed by one as much longer"
    )
