"""min_rest_in_24h: the law, and days of 24 hours counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import AUTUMN, MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.min_rest_in_24h import MinRestIn24h
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND
from rota.when import When

ANA = person("Ana")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 7) for name in ("early", "late", "night"))
ALL = (*EARLIES, *LATES, *NIGHTS)
RULES = st.builds(
    MinRestIn24h,
    hours=st.sampled_from([6, 8, 10, 11, 12, 14, 16]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def test_a_period_without_its_rest_is_told() -> None:
    problem = team((ANA,), ALL)
    assert found(MinRestIn24h(), problem, on(ANA, LATES[1], EARLIES[2])) == [
        Violation(
            "min_rest_in_24h",
            Place("ana", LATES[1].id, start=at(MONDAY + DAY, "14:00"), end=at(MONDAY + 2 * DAY, "14:00")),
            1,
            "periods",
            None,
            "Ana rests at most 8 h in the 24 h from Tue 09 Mar 14:00, 11 h are required",
        )
    ]


@pytest.mark.parametrize(("begins", "cost"), [("09:01", []), ("09:00", []), ("08:59", [4])])
def test_eleven_hours_are_enough_and_a_minute_less_is_not(begins: str, cost: list[int]) -> None:
    day = shift("day", MONDAY + 2 * DAY, begins, "17:00")
    problem = team((ANA,), (*LATES, day))
    assert costs(MinRestIn24h(weight=4), problem, on(ANA, LATES[1], day)) == cost
    assert len(found(MinRestIn24h(), problem, on(ANA, LATES[1], day))) == len(cost)


def test_two_short_shifts_near_each_other_are_lawful_if_the_long_rest_comes_behind() -> None:
    short = (shift("one", MONDAY, "06:00", "10:00"), shift("two", MONDAY, "15:00", "19:00"))
    problem = team((ANA,), short)
    # From 19:00 to 06:00, the end of the period, there are 11 hours.
    assert found(MinRestIn24h(), problem, on(ANA, *short)) == []
    later = (short[0], shift("two", MONDAY, "15:00", "19:01"))
    assert messages(MinRestIn24h(), team((ANA,), later), on(ANA, *later)) == [
        "Ana rests at most 10 h 59 min in the 24 h from Mon 08 Mar 06:00, 11 h are required"
    ]


@pytest.mark.parametrize(("ends", "violations"), [("19:00", 0), ("19:01", 1)])
def test_a_shift_of_more_than_thirteen_hours_leaves_no_room(ends: str, violations: int) -> None:
    long = shift("long", MONDAY, "06:00", ends)
    assert len(found(MinRestIn24h(), team((ANA,), (long,)), on(ANA, long))) == violations


def test_the_rest_behind_the_period_counts_only_as_far_as_it_reaches() -> None:
    evening = shift("evening", MONDAY, "20:00", "23:00")
    problem = team((ANA,), (*EARLIES, evening))
    # Nothing follows at all, but the period from 06:00 holds 6 hours to 20:00 and 7 behind 23:00.
    assert costs(MinRestIn24h(hours=7, weight=1), problem, on(ANA, EARLIES[0], evening)) == []
    assert costs(MinRestIn24h(hours=7.5, weight=1), problem, on(ANA, EARLIES[0], evening)) == [1]


def test_a_period_that_began_before_the_horizon_is_looked_at() -> None:
    past = daily("late", MONDAY - DAY, 1)
    known = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    free = team((ANA,), (*past, *ALL))
    assert costs(MinRestIn24h(weight=1), known, on(ANA, EARLIES[0])) == [1]
    assert costs(MinRestIn24h(weight=1), known, on(ANA, LATES[0])) == []
    assert costs(MinRestIn24h(weight=1), free, on(ANA, EARLIES[0])) == []


def test_a_period_that_history_has_spoilt_is_left_alone() -> None:
    past = (shift("early", MONDAY - DAY), shift("evening", MONDAY - DAY, "16:00", "23:00"))
    problem = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    # The period from Sunday 06:00 is lost. The one from 16:00 has 15 hours behind 23:00, to be kept.
    assert found(MinRestIn24h(), problem, on(ANA)) == []
    assert messages(MinRestIn24h(), problem, on(ANA, EARLIES[0])) == [
        "Ana rests at most 7 h in the 24 h from Sun 07 Mar 16:00, 11 h are required"
    ]


def test_a_period_with_just_enough_rest_in_history_can_still_be_spoilt() -> None:
    long = shift("long", MONDAY - DAY, "09:00", "22:00")
    problem = team((ANA,), (long, *ALL), past=on(ANA, long))
    assert found(MinRestIn24h(), problem, on(ANA, LATES[0])) == []
    assert costs(MinRestIn24h(weight=1), problem, on(ANA, EARLIES[0])) == [1]


def test_what_one_agent_did_says_nothing_of_the_next() -> None:
    bo = person("Bo")
    early, evening = shift("early", MONDAY - DAY), shift("evening", MONDAY - DAY, "16:00", "23:00")
    small = shift("small", MONDAY, "00:00", "05:00")
    both = on(ANA, early, evening) | on(bo, early)
    problem = team((ANA, bo), (early, evening, small), past=both)
    # Ana's period is lost; Bo's has ten hours from 14:00 to midnight.
    assert messages(MinRestIn24h(), problem, on(bo, small)) == [
        "Bo rests at most 10 h in the 24 h from Sun 07 Mar 06:00, 11 h are required"
    ]
    alone = team((ANA, bo), (early, evening, small), past=on(bo, early))
    assert len(found(MinRestIn24h(), alone, on(bo, small))) == 1


def test_a_shift_within_another_ends_no_duty() -> None:
    day, short = shift("day", MONDAY, "06:00", "18:00"), shift("short", MONDAY, "08:00", "09:00")
    problem = team((ANA,), (day, short))
    assert found(MinRestIn24h(hours=12), problem, on(ANA, day, short)) == []
    # From the short one's start on there are 14 hours behind the long one, up to 08:00.
    assert costs(MinRestIn24h(hours=14, weight=1), problem, on(ANA, day, short)) == [1]
    assert costs(MinRestIn24h(hours=14.5, weight=1), problem, on(ANA, day, short)) == [1, 1]


def test_time_behind_the_horizon_is_taken_as_free() -> None:
    assert found(MinRestIn24h(), team((ANA,), ALL), on(ANA, NIGHTS[6])) == []


@pytest.mark.parametrize(("change", "violations"), [(SPRING, 1), (AUTUMN, 0)])
def test_rest_is_counted_in_hours_elapsed(change, violations: int) -> None:
    late, nine = shift("late", change - DAY), shift("day", change, "09:00", "17:00")
    problem = team((ANA,), (late, nine), first=change - DAY)
    assert len(found(MinRestIn24h(), problem, on(ANA, late, nine))) == violations


def test_standing_by_is_rest_unless_the_rule_says_otherwise() -> None:
    call = shift("call", MONDAY, "14:00", "06:00", kind="on_call")
    problem = team((ANA,), (*EARLIES, call))
    assert found(MinRestIn24h(), problem, on(ANA, EARLIES[0], call)) == []
    assert costs(MinRestIn24h(kinds=EVERY_KIND, weight=1), problem, on(ANA, EARLIES[0], call)) == [1, 1]


def test_dates_pick_the_periods_and_not_what_interrupts_them() -> None:
    problem = team((ANA,), ALL)
    rule = MinRestIn24h(when=When(days=("tue",)), weight=1)
    assert costs(rule, problem, on(ANA, LATES[1], EARLIES[2])) == [1]
    assert costs(rule, problem, on(ANA, LATES[2], EARLIES[3])) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MinRestIn24h().explain() == (
        "everybody: at least 11 h of rest in a row in the 24 h from the start of each shift"
    )
