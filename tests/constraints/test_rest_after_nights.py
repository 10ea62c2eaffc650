"""rest_after_nights: the law, and rests after blocks of nights counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import AUTUMN, MONDAY, SPRING, at, costs, daily, found, on, person, shift, team

from constraints.rest_after_nights import RestAfterNights
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.when import When

ANA = person("Ana")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 7) for name in ("early", "late", "night"))
ALL = (*EARLIES, *LATES, *NIGHTS)
RULES = st.builds(
    RestAfterNights,
    nights=st.integers(1, 3),
    hours=st.sampled_from([8, 16, 24, 40, 48, 72]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def test_a_short_rest_is_told_with_the_block_and_the_limit() -> None:
    problem = team((ANA,), ALL)
    assert found(RestAfterNights(nights=2), problem, on(ANA, *NIGHTS[:3], LATES[4])) == [
        Violation(
            "rest_after_nights",
            Place("ana", LATES[4].id, start=at(MONDAY + 3 * DAY, "06:00"), end=at(MONDAY + 4 * DAY, "14:00")),
            960,
            "minutes",
            None,
            "Ana rests 32 h between 3 nights ending Thu 11 Mar 06:00 and late starting Fri 12 Mar 14:00, "
            "48 h are required",
        )
    ]


@pytest.mark.parametrize(("begins", "cost"), [("06:01", []), ("06:00", []), ("05:59", [7])])
def test_forty_eight_hours_are_enough_and_a_minute_less_is_not(begins: str, cost: list[int]) -> None:
    # The third night ends on Thursday at 06:00.
    day = shift("day", MONDAY + 5 * DAY, begins, "14:00")
    problem = team((ANA,), (*NIGHTS, day))
    cells = on(ANA, *NIGHTS[:3], day)
    assert costs(RestAfterNights(weight=7), problem, cells) == cost
    assert len(found(RestAfterNights(), problem, cells)) == len(cost)


@pytest.mark.parametrize(("nights", "cost"), [(1, []), (2, []), (3, [1440]), (4, [1440])])
def test_fewer_nights_in_a_row_ask_for_nothing(nights: int, cost: list[int]) -> None:
    problem = team((ANA,), ALL)
    # One day, from 06:00 to 06:00, between the end of the last night and the early shift.
    cells = on(ANA, *NIGHTS[:nights], EARLIES[nights + 1])
    assert costs(RestAfterNights(weight=1), problem, cells) == cost


def test_nights_with_a_day_between_them_are_no_block() -> None:
    problem = team((ANA,), ALL)
    assert found(RestAfterNights(nights=2), problem, on(ANA, NIGHTS[0], NIGHTS[2], EARLIES[4])) == []


def test_another_night_may_follow_at_any_time_and_takes_no_rest_away() -> None:
    problem = team((ANA,), ALL)
    rule = RestAfterNights(nights=2, hours=72, weight=1)
    assert costs(rule, problem, on(ANA, *NIGHTS[:4])) == []
    # The block ends on Wednesday at 06:00; the single night of Thursday asks for nothing of its own.
    cells = on(ANA, *NIGHTS[:2], NIGHTS[3], EARLIES[4])
    assert costs(rule, problem, cells) == [24 * 60]


def test_every_shift_within_the_rest_counts() -> None:
    problem = team((ANA,), ALL)
    cells = on(ANA, *NIGHTS[:3], EARLIES[4], LATES[4])
    assert costs(RestAfterNights(weight=1), problem, cells) == [24 * 60, 16 * 60]


def test_a_shift_between_two_nights_of_a_block_comes_too_soon() -> None:
    problem = team((ANA,), ALL)
    rule = RestAfterNights(nights=2, hours=10, weight=1)
    # Tuesday's night is the second: Wednesday's late starts 8 h after it.
    assert costs(rule, problem, on(ANA, *NIGHTS[:3], LATES[1], LATES[2])) == [120]


def test_a_shift_that_starts_with_the_night_is_not_behind_it() -> None:
    short = shift("short", MONDAY + DAY, "22:00", "00:30")
    problem = team((ANA,), (*NIGHTS, short))
    assert found(RestAfterNights(nights=1), problem, on(ANA, NIGHTS[1], short)) == []


def test_nights_before_the_horizon_count() -> None:
    past = daily("night", MONDAY - 2 * DAY, 2)
    known = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    free = team((ANA,), (*past, *ALL))
    rule = RestAfterNights(nights=2, hours=24, weight=1)
    # Sunday's night ends on Monday at 06:00.
    assert costs(rule, known, on(ANA, LATES[0])) == [16 * 60]
    assert costs(rule, known, on(ANA, EARLIES[1])) == []
    assert costs(rule, free, on(ANA, LATES[0])) == []
    three = RestAfterNights(nights=3, hours=24, weight=1)
    assert costs(three, known, on(ANA, NIGHTS[0], LATES[1])) == [16 * 60]


def test_what_history_did_is_nobodys_fault_now() -> None:
    past = (*daily("night", MONDAY - 4 * DAY, 2), shift("early", MONDAY - DAY))
    problem = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    assert found(RestAfterNights(nights=2), problem, on(ANA, EARLIES[0])) == []


def test_the_last_night_of_the_horizon_needs_no_rest_behind_it() -> None:
    assert found(RestAfterNights(nights=1), team((ANA,), ALL), on(ANA, *NIGHTS)) == []


@pytest.mark.parametrize(("change", "missing"), [(SPRING, [60]), (AUTUMN, [])])
def test_rest_is_counted_in_hours_elapsed(change, missing: list[int]) -> None:
    night, early = shift("night", change - 2 * DAY), shift("early", change)
    problem = team((ANA,), (night, early), first=change - 2 * DAY)
    rule = RestAfterNights(nights=1, hours=24, weight=1)
    assert costs(rule, problem, on(ANA, night, early)) == missing


def test_nights_are_nights_where_the_agent_lives() -> None:
    ned = person("Ned", zone="America/New_York")
    problem = team((ned,), ALL)
    rule = RestAfterNights(nights=1, hours=24, weight=1)
    # Berlin's night runs from 17:00 to 01:00 in New York at this time of the year: two hours of night.
    assert costs(rule, problem, on(ned, NIGHTS[0], LATES[1])) == []
    # Berlin's early runs from 01:00 to 09:00, which is a night there; the late starts as it ends.
    assert costs(rule, problem, on(ned, EARLIES[1], LATES[1])) == [24 * 60]


def test_the_dates_are_those_of_the_shift_after_the_nights() -> None:
    problem = team((ANA,), ALL)
    rule = RestAfterNights(nights=1, when=When(days=("wed",)), weight=1)
    assert costs(rule, problem, on(ANA, NIGHTS[0], EARLIES[2])) == [24 * 60]
    assert costs(rule, problem, on(ANA, NIGHTS[1], EARLIES[3])) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RestAfterNights().explain() == "everybody: at least 48 h of rest after 3 nights in a row"


def test_of_two_nights_in_a_row_the_later_one_counts() -> None:
    nights, lates = daily("night", MONDAY, 7), daily("late", MONDAY, 7)
    problem = team((ANA,), (*nights, *lates))
    # From Wednesday 06:00 to 14:00 are 8 of 48 hours; from the night before there were 32.
    rule = RestAfterNights(nights=1, hours=48, weight=1)
    assert costs(rule, problem, on(ANA, *nights[:2], lates[2])) == [2400]


def test_a_night_of_many_days_asks_for_rest_however_many_nights_came_behind_its_start() -> None:
    """From Monday 22:00 to Saturday 22:00; Tuesday's night is long rested from. 48 hours are due."""
    begins = shift("long", MONDAY, "22:00", "23:00")
    long = replace(begins, end=begins.start + 5 * DAY)
    early, later = shift("early", MONDAY + 6 * DAY, "08:00", "14:00"), shift("late", MONDAY + 7 * DAY)
    problem = team((ANA,), (long, NIGHTS[1], early, later), days=9)
    rule = RestAfterNights(nights=1, hours=48, weight=1)
    assert costs(rule, problem, on(ANA, long, early)) == [38 * 60]
    assert costs(rule, problem, on(ANA, NIGHTS[1], early)) == []
    assert costs(rule, problem, on(ANA, long, NIGHTS[1], early)) == [38 * 60]
    assert costs(rule, problem, on(ANA, long, later)) == [8 * 60]


def test_nights_with_the_same_first_one_are_told_apart_by_their_last() -> None:
    """Before Tuesday's 11:00 the short night is too near, before its 16:00 the evening: each for itself."""
    first = shift("first", MONDAY, "22:00", "12:00")
    short, evening = shift("short", MONDAY, "22:30", "04:00"), shift("evening", MONDAY, "23:00", "10:00")
    early, late = (
        shift("early", MONDAY + DAY, "13:00", "14:00"),
        shift("late", MONDAY + DAY, "19:00", "20:00"),
    )
    problem = team((ANA,), (first, short, evening, early, late))
    rule = RestAfterNights(nights=1, hours=10, weight=1)
    assert costs(rule, problem, on(ANA, short, early)) == [60]
    assert costs(rule, problem, on(ANA, short, late)) == []
    assert costs(rule, problem, on(ANA, evening, late)) == [60]
    assert costs(rule, problem, on(ANA, first, short, late)) == [180]
