"""forward_rotation: the law, and starts of neighbouring days counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, costs, daily, found, messages, on, person, shift, team

from constraints.forward_rotation import ForwardRotation
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.when import When

ANA = person("Ana")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 7) for name in ("early", "late", "night"))
ALL = (*EARLIES, *LATES, *NIGHTS)
RULES = st.builds(
    ForwardRotation,
    tolerance_minutes=st.sampled_from([0, 120, 180, 480, 600]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def test_forward_and_level_are_fine_and_backward_is_not() -> None:
    problem = team((ANA,), ALL)
    assert found(ForwardRotation(), problem, on(ANA, EARLIES[0], LATES[1], LATES[2], NIGHTS[3])) == []
    assert found(ForwardRotation(), problem, on(ANA, LATES[1], EARLIES[2])) == [
        Violation(
            "forward_rotation",
            Place("ana", EARLIES[2].id),
            480,
            "minutes",
            None,
            "Ana starts at 06:00 on Wed 10 Mar, 8 h earlier than the day before, 0 h are allowed",
        )
    ]


@pytest.mark.parametrize(("begins", "cost"), [("13:01", []), ("13:00", []), ("12:59", [3]), ("12:00", [180])])
def test_each_minute_beyond_the_tolerance_costs(begins: str, cost: list[int]) -> None:
    noon = shift("noon", MONDAY + 2 * DAY, begins, "20:00")
    problem = team((ANA,), (*LATES, noon))
    rule = ForwardRotation(tolerance_minutes=60, weight=3)
    assert costs(rule, problem, on(ANA, LATES[1], noon)) == cost
    hard = ForwardRotation(tolerance_minutes=60)
    assert len(found(hard, problem, on(ANA, LATES[1], noon))) == len(cost)


def test_other_shifts_of_the_day_that_nobody_works_change_no_price() -> None:
    nines = daily("nine", MONDAY, 7, "09:00", "17:00")
    problem = team((ANA,), (*ALL, *nines))
    rule = ForwardRotation(tolerance_minutes=120, weight=1)
    # From 22:00 back to 06:00 are sixteen hours, two of them allowed.
    assert costs(rule, problem, on(ANA, NIGHTS[1], EARLIES[2])) == [14 * 60]
    assert costs(rule, problem, on(ANA, NIGHTS[1], nines[2])) == [11 * 60]
    assert costs(rule, problem, on(ANA, nines[1], EARLIES[2])) == [60]


def test_a_day_off_in_between_lets_the_rotation_begin_anew() -> None:
    assert found(ForwardRotation(), team((ANA,), ALL), on(ANA, NIGHTS[1], EARLIES[3])) == []


def test_the_first_start_of_each_day_counts() -> None:
    problem = team((ANA,), ALL)
    assert found(ForwardRotation(), problem, on(ANA, EARLIES[1], NIGHTS[1], EARLIES[2])) == []
    assert costs(ForwardRotation(weight=1), problem, on(ANA, LATES[1], EARLIES[2], NIGHTS[2])) == [480]


def test_history_is_the_day_before() -> None:
    past = daily("late", MONDAY - 2 * DAY, 2)
    known = team((ANA,), (*past, *ALL), past=on(ANA, past[1]))
    free = team((ANA,), (*past, *ALL))
    assert costs(ForwardRotation(weight=1), known, on(ANA, EARLIES[0])) == [480]
    assert costs(ForwardRotation(weight=1), known, on(ANA, LATES[0])) == []
    assert costs(ForwardRotation(weight=1), free, on(ANA, EARLIES[0])) == []


def test_what_history_did_is_nobodys_fault_now() -> None:
    past = (shift("late", MONDAY - 2 * DAY), shift("early", MONDAY - DAY))
    problem = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    assert found(ForwardRotation(), problem, on(ANA, EARLIES[0])) == []


def test_the_wall_clock_counts_over_a_change_of_clocks() -> None:
    shifts = daily("early", SPRING - DAY, 2)
    # By elapsed time the second starts an hour sooner, on the wall at the same hour.
    problem = team((ANA,), shifts, first=SPRING - DAY)
    assert found(ForwardRotation(), problem, on(ANA, *shifts)) == []


def test_the_clock_is_that_of_the_agents_home() -> None:
    ned = person("Ned", zone="America/New_York")
    # 02:00 and 08:00 in Berlin are 20:00 of the day before and 02:00 in New York: one day, forward no more.
    shifts = (shift("small", MONDAY + DAY, "02:00", "06:00"), shift("day", MONDAY + DAY, "08:00", "12:00"))
    problem = team((ANA, ned), shifts)
    assert costs(ForwardRotation(weight=1), problem, on(ned, *shifts)) == [1080]
    assert costs(ForwardRotation(weight=1), problem, on(ANA, *shifts)) == []


def test_the_dates_are_those_of_the_later_shift() -> None:
    rule = ForwardRotation(weight=1, when=When(days=("wed",)))
    problem = team((ANA,), ALL)
    assert costs(rule, problem, on(ANA, LATES[1], EARLIES[2])) == [480]
    assert costs(rule, problem, on(ANA, LATES[2], EARLIES[3])) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert ForwardRotation().explain() == (
        "everybody: starts never move back from one working day to the next"
    )
    assert ForwardRotation(tolerance_minutes=90).explain() == (
        "everybody: starts never move back by more than 1 h 30 min from one working day to the next"
    )


def test_one_hour_is_allowed_and_more_are() -> None:
    problem = team((ANA,), ALL)
    for minutes, said in ((60, "1 h is allowed"), (120, "2 h are allowed")):
        (text,) = messages(ForwardRotation(tolerance_minutes=minutes), problem, on(ANA, LATES[1], EARLIES[2]))
        assert text.endswith(said)


def test_a_shift_of_another_date_on_the_same_day_at_home_is_left_alone() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    problem = team((cleo,), ALL)
    # In Manila the night of Monday starts on Tuesday at 05:00, the early shift of Tuesday at 13:00.
    rule = ForwardRotation(when=When(days=("tue",)), weight=1)
    assert costs(rule, problem, on(cleo, EARLIES[0], NIGHTS[0])) == []
    assert costs(rule, problem, on(cleo, LATES[0], EARLIES[1])) == [480]
    assert costs(ForwardRotation(weight=1), problem, on(cleo, EARLIES[0], NIGHTS[0])) == [480]
