"""min_rest: the law, and rests counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import AUTUMN, MONDAY, SPRING, at, costs, found, messages, on, person, shift, team

from constraints.min_rest import MinRest
from rota.constraint import Place, Violation
from rota.encoding import encode
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND

ANA = person("Ana")
LATE = shift("late", MONDAY)
SUNDAY = MONDAY - DAY

RULES = st.builds(
    MinRest, hours=st.sampled_from([0.5, 8, 11, 16, 24]), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("begins", "missing"), [("09:01", []), ("09:00", []), ("08:59", [7])])
def test_eleven_hours_are_enough_and_a_minute_less_is_not(begins: str, missing: list[int]) -> None:
    day = shift("day", MONDAY + DAY, begins, "17:00")
    problem = team((ANA,), (LATE, day))
    assert costs(MinRest(hours=11, weight=7), problem, on(ANA, LATE, day)) == missing
    assert len(found(MinRest(hours=11), problem, on(ANA, LATE, day))) == len(missing)


def test_shifts_around_one_that_is_ruled_out_still_exclude_each_other() -> None:
    """The night between late and early is not for Ana; of the other two she may have one."""
    night, early = shift("night", MONDAY), shift("early", MONDAY + DAY, "06:30", "14:00")
    problem = team((ANA,), (LATE, night, early))
    fixed = {("ana", night.id): False}
    encoding = encode(problem, [MinRest(hours=11)], fixed=fixed, tight=True)
    assert [(row.place.shift, len(row.variables), row.high) for row in encoding.rows] == [(early.id, 2, 1)]


def test_a_short_rest_is_told_with_both_shifts_and_the_limit() -> None:
    early = shift("early", MONDAY + DAY)
    problem = team((ANA,), (LATE, early))
    assert found(MinRest(hours=11), problem, on(ANA, LATE, early)) == [
        Violation(
            "min_rest",
            Place("ana", early.id, start=at(MONDAY, "22:00"), end=at(MONDAY + DAY, "06:00")),
            180,
            "minutes",
            None,
            "Ana rests 8 h between late ending Mon 08 Mar 22:00 and early starting Tue 09 Mar 06:00, "
            "11 h are required",
        )
    ]


def test_a_rest_over_the_spring_change_is_an_hour_shorter_than_the_clocks_say() -> None:
    late, nine = shift("late", SPRING - DAY), shift("day", SPRING, "09:00", "17:00")
    ten = shift("ten", SPRING, "10:00", "17:00")
    problem = team((ANA,), (late, nine, ten), first=SPRING - DAY)
    assert costs(MinRest(hours=11, weight=1), problem, on(ANA, late, nine)) == [60]
    assert found(MinRest(hours=11), problem, on(ANA, late, ten)) == []


def test_a_rest_over_the_autumn_change_is_an_hour_longer_than_the_clocks_say() -> None:
    late, eight = shift("late", AUTUMN - DAY), shift("day", AUTUMN, "08:00", "16:00")
    problem = team((ANA,), (late, eight), first=AUTUMN - DAY)
    assert found(MinRest(hours=11), problem, on(ANA, late, eight)) == []


def test_the_first_shift_rests_from_the_last_one_before_the_horizon() -> None:
    night = shift("night", SUNDAY)
    known = team((ANA,), (night, LATE), past=on(ANA, night))
    free = team((ANA,), (night, LATE))
    assert messages(MinRest(hours=11), known, on(ANA, LATE)) == [
        "Ana rests 8 h between night ending Mon 08 Mar 06:00 and late starting Mon 08 Mar 14:00, "
        "11 h are required"
    ]
    assert found(MinRest(hours=11), free, on(ANA, LATE)) == []


def test_what_history_did_to_itself_is_nobodys_fault_now() -> None:
    late, early = shift("late", SUNDAY - DAY), shift("early", SUNDAY)
    problem = team((ANA,), (late, early, LATE), past=on(ANA, late, early))
    assert found(MinRest(hours=11), problem, on(ANA, LATE)) == []
    assert found(MinRest(hours=11, weight=1), problem, on(ANA, LATE)) == []


def test_two_short_rests_of_history_and_a_third_are_told_apart() -> None:
    late, night = shift("late", SUNDAY), shift("night", SUNDAY)
    early = shift("early", MONDAY, "07:00", "14:00")
    problem = team((ANA,), (late, night, early), past=on(ANA, late, night))
    assert costs(MinRest(hours=11, weight=1), problem, on(ANA, early)) == [120, 600]
    assert len(found(MinRest(hours=11), problem, on(ANA, early))) == 2


def test_two_short_rests_of_history_leave_the_horizon_lawful() -> None:
    late, night, early = shift("late", SUNDAY), shift("night", SUNDAY), shift("early", MONDAY)
    problem = team((ANA,), (late, night, early), past=on(ANA, late, night))
    assert found(MinRest(hours=11), problem, frozenset()) == []


def test_a_short_rest_is_told_on_the_clock_of_home() -> None:
    cleo, early = person("Cleo", zone="Asia/Manila"), shift("early", MONDAY + DAY)
    assert messages(MinRest(), team((cleo,), (LATE, early)), on(cleo, LATE, early)) == [
        "Cleo rests 8 h between late ending Mon 08 Mar 22:00 (Tue 09 Mar 05:00 in Manila) "
        "and early starting Tue 09 Mar 06:00 (13:00 in Manila), 11 h are required"
    ]


def test_the_last_shift_of_the_horizon_needs_no_rest_behind_it() -> None:
    late = shift("late", MONDAY + timedelta(days=6))
    problem = team((ANA,), (late,))
    assert found(MinRest(hours=168), problem, on(ANA, late)) == []


def test_every_pair_within_the_rest_counts() -> None:
    one, two, three = (shift(name, MONDAY, *clocks) for name, *clocks in DAY_OF_THREE)
    problem = team((ANA,), (one, two, three))
    # one to two: 1 h of 6, one to three: 4 h of 6, two to three: 1 h of 6.
    assert costs(MinRest(hours=6, weight=1), problem, on(ANA, one, two, three)) == [300, 120, 300]


DAY_OF_THREE = [("one", "06:00", "08:00"), ("two", "09:00", "11:00"), ("three", "12:00", "14:00")]


def test_shifts_that_overlap_rest_no_time_at_all() -> None:
    early, day = shift("early", MONDAY), shift("day", MONDAY, "09:00", "17:00")
    problem = team((ANA,), (early, day))
    assert found(MinRest(hours=11, weight=2), problem, on(ANA, early, day)) == [
        Violation(
            "min_rest",
            Place("ana", day.id, start=at(MONDAY, "09:00"), end=at(MONDAY, "09:00")),
            660,
            "minutes",
            1320,
            "Ana rests 0 h between early ending Mon 08 Mar 14:00 and day starting Mon 08 Mar 09:00, "
            "11 h are required",
        )
    ]


def test_standing_by_breaks_no_rest_unless_the_rule_says_so() -> None:
    call = shift("call", MONDAY, "22:00", "06:00", kind="on_call")
    problem = team((ANA,), (LATE, call))
    assert found(MinRest(hours=11), problem, on(ANA, LATE, call)) == []
    assert costs(MinRest(hours=11, kinds=EVERY_KIND, weight=1), problem, on(ANA, LATE, call)) == [660]


def test_another_agents_shift_cuts_no_rest() -> None:
    bo, early = person("Bo"), shift("early", MONDAY + DAY)
    problem = team((ANA, bo), (LATE, early))
    assert found(MinRest(hours=11), problem, on(ANA, LATE) | on(bo, early)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MinRest(hours=11.5).explain() == "everybody: at least 11 h 30 min of rest between two shifts"


@pytest.mark.parametrize("hours", [0, 168.5])
def test_no_rest_and_more_than_a_week_are_refused(hours: float) -> None:
    with pytest.raises(ValidationError, match="hours"):
        MinRest(hours=hours)
