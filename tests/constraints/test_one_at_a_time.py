"""one_at_a_time: the law, and overlaps counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHO, hold
from pydantic import ValidationError
from small import AUTUMN, MONDAY, SPRING, at, found, messages, on, person, shift, team

from constraints.one_at_a_time import OneAtATime
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
EARLY = shift("early", MONDAY)
RULE = OneAtATime()


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, st.builds(OneAtATime, who=WHO, kinds=KINDS, shifts=NAMED))


@pytest.mark.parametrize(("begins", "overlaps"), [("14:01", 0), ("14:00", 0), ("13:59", 1)])
def test_a_shift_may_begin_as_another_ends_and_no_minute_sooner(begins: str, overlaps: int) -> None:
    late = shift("late", MONDAY, begins, "22:00")
    assert len(found(RULE, team((ANA,), (EARLY, late)), on(ANA, EARLY, late))) == overlaps


def test_an_overlap_is_told_with_its_span() -> None:
    day = shift("day", MONDAY, "09:00", "17:00")
    assert found(RULE, team((ANA,), (EARLY, day)), on(ANA, EARLY, day)) == [
        Violation(
            "one_at_a_time",
            Place("ana", day.id, start=at(MONDAY, "09:00"), end=at(MONDAY, "14:00")),
            1,
            "shifts",
            None,
            "Ana is on early and day at the same time, Mon 08 Mar 09:00",
        )
    ]


def test_shifts_that_start_together_overlap() -> None:
    short = shift("short", MONDAY, "06:00", "10:00")
    assert len(found(RULE, team((ANA,), (EARLY, short)), on(ANA, EARLY, short))) == 1


def test_a_short_shift_within_a_long_one_does_not_hide_a_third() -> None:
    short, late = shift("short", MONDAY, "07:00", "08:00"), shift("late", MONDAY, "13:00", "21:00")
    problem = team((ANA,), (EARLY, short, late))
    assert messages(RULE, problem, on(ANA, EARLY, short, late)) == [
        "Ana is on early and short at the same time, Mon 08 Mar 07:00",
        "Ana is on early and late at the same time, Mon 08 Mar 13:00",
    ]


def test_a_shift_before_the_horizon_that_runs_into_it_counts() -> None:
    night, five = shift("night", MONDAY - DAY), shift("five", MONDAY, "05:00", "13:00")
    assert len(found(RULE, team((ANA,), (night, five), past=on(ANA, night)), on(ANA, five))) == 1
    assert found(RULE, team((ANA,), (night, five)), on(ANA, five)) == []
    assert found(RULE, team((ANA,), (night, EARLY), past=on(ANA, night)), on(ANA, EARLY)) == []


def test_each_shift_of_a_chain_overlaps_the_one_before() -> None:
    late, evening = shift("late", MONDAY, "13:00", "21:00"), shift("evening", MONDAY, "20:00", "23:00")
    problem = team((ANA,), (EARLY, late, evening))
    assert messages(RULE, problem, on(ANA, EARLY, late, evening)) == [
        "Ana is on early and late at the same time, Mon 08 Mar 13:00",
        "Ana is on late and evening at the same time, Mon 08 Mar 20:00",
    ]


def test_an_overlap_is_told_on_the_clock_of_home() -> None:
    cleo, day = person("Cleo", zone="Asia/Manila"), shift("day", MONDAY, "09:00", "17:00")
    assert messages(RULE, team((cleo,), (EARLY, day)), on(cleo, EARLY, day)) == [
        "Cleo is on early and day at the same time, Mon 08 Mar 09:00 (16:00 in Manila)"
    ]


def test_two_shifts_that_overlap_over_the_start_of_the_horizon_leave_no_room_for_a_third() -> None:
    night, late = shift("night", MONDAY - DAY), shift("late", MONDAY - DAY, "18:00", "04:00")
    three = shift("three", MONDAY, "03:00", "08:00")
    problem = team((ANA,), (night, late, three), past=on(ANA, night, late))
    assert found(RULE, problem, frozenset()) == []
    assert len(found(RULE, problem, on(ANA, three))) == 1


def test_what_overlaps_in_history_alone_is_not_told() -> None:
    night, late = shift("night", MONDAY - DAY), shift("late", MONDAY - DAY, "18:00", "04:00")
    problem = team((ANA,), (night, late, EARLY), past=on(ANA, night, late))
    assert found(RULE, problem, on(ANA, EARLY)) == []


def test_the_last_shift_of_the_horizon_is_looked_at() -> None:
    sunday = MONDAY + 6 * DAY
    night, last = shift("night", sunday), shift("last", sunday, "23:59", "05:00")
    assert len(found(RULE, team((ANA,), (night, last)), on(ANA, night, last))) == 1


@pytest.mark.parametrize(("day", "overlaps"), [(SPRING - DAY, 1), (SPRING + DAY, 0)])
def test_shifts_of_two_zones_overlap_before_the_spring_change_only(day, overlaps: int) -> None:
    # 20:00 in Manila is 12:00 UTC; early in Berlin ends at 13:00 UTC in winter, at 12:00 in summer.
    early, evening = shift("early", day), shift("evening", day, "20:00", "23:00", zone="Asia/Manila")
    assert len(found(RULE, team((ANA,), (early, evening), first=day), on(ANA, early, evening))) == overlaps


def test_the_hour_that_the_autumn_change_repeats_belongs_to_the_shift_before() -> None:
    before, after = shift("before", AUTUMN, "00:00", "03:00"), shift("after", AUTUMN, "02:30", "06:00")
    problem = team((ANA,), (before, after), first=AUTUMN)
    assert len(found(RULE, problem, on(ANA, before, after))) == 1


def test_two_agents_may_work_at_the_same_time() -> None:
    bo, day = person("Bo"), shift("day", MONDAY, "09:00", "17:00")
    assert found(RULE, team((ANA, bo), (EARLY, day)), on(ANA, EARLY) | on(bo, day)) == []


def test_a_week_on_call_may_run_beside_daily_work() -> None:
    call = shift("call", MONDAY, "05:00", "05:00", kind="on_call")
    other = shift("other", MONDAY, "12:00", "12:00", kind="on_call")
    problem = team((ANA,), (call, EARLY, other))
    work, standby = OneAtATime(kinds=("work", "training")), OneAtATime(kinds=("on_call",))
    assert len(found(RULE, problem, on(ANA, call, EARLY))) == 1
    assert found(work, problem, on(ANA, call, EARLY)) == []
    assert found(standby, problem, on(ANA, call, EARLY)) == []
    assert messages(standby, problem, on(ANA, call, EARLY, other)) == [
        "Ana is on call and other at the same time, Mon 08 Mar 12:00"
    ]


def test_the_rule_cannot_be_soft() -> None:
    with pytest.raises(ValidationError, match="weight"):
        OneAtATime(weight=1)


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == "everybody: one shift at a time"
    standby = OneAtATime(kinds=("on_call",))
    assert standby.explain() == "everybody: one shift (on call) at a time"


def test_two_shifts_that_begin_with_the_horizon_are_looked_at() -> None:
    one, two = shift("one", MONDAY, "00:00", "06:00"), shift("two", MONDAY, "00:00", "08:00")
    problem = team((ANA,), (one, two))
    assert len(found(OneAtATime(), problem, on(ANA, one, two))) == 1
