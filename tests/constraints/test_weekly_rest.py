"""weekly_rest: the law, and the rests of weeks counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import AUTUMN, MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.weekly_rest import WeeklyRest
from rota.constraint import Place, Violation
from rota.holiday import Holiday
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND
from rota.when import When

ANA = person("Ana")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 14) for name in ("early", "late", "night"))
RULES = st.builds(
    WeeklyRest,
    hours=st.sampled_from([16, 24, 30, 35, 48]),
    may_cross=st.booleans(),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=14, most_agents=2)


def test_a_week_without_its_rest_is_told() -> None:
    problem = team((ANA,), EARLIES, days=14)
    assert found(WeeklyRest(), problem, on(ANA, *EARLIES[7:])) == [
        Violation(
            "weekly_rest",
            Place("ana", start=at(MONDAY + 7 * DAY, "00:00"), end=at(MONDAY + 14 * DAY, "00:00")),
            1,
            "weeks",
            None,
            "Ana has no 35 h of rest in a row in the week of Mon 15 Mar",
        )
    ]


@pytest.mark.parametrize(("begins", "cost"), [("09:01", []), ("09:00", []), ("08:59", [5])])
def test_thirty_five_hours_are_enough_and_a_minute_less_is_not(begins: str, cost: list[int]) -> None:
    # From Tuesday's late, which ends at 22:00, to Thursday.
    day = shift("day", MONDAY + 3 * DAY, begins, "17:00")
    problem = team((ANA,), (*EARLIES, *LATES, day), days=7)
    cells = on(ANA, EARLIES[0], LATES[1], day, *EARLIES[4:7])
    assert costs(WeeklyRest(weight=5), problem, cells) == cost
    assert len(found(WeeklyRest(), problem, cells)) == len(cost)


@pytest.mark.parametrize(("ends", "cost"), [("13:00", []), ("13:01", [1])])
def test_the_rest_may_end_with_the_week(ends: str, cost: list[int]) -> None:
    saturday = shift("saturday", MONDAY + 5 * DAY, "06:00", ends)
    problem = team((ANA,), (*EARLIES, saturday), days=14)
    cells = on(ANA, *EARLIES[:5], saturday, EARLIES[7])
    assert costs(WeeklyRest(weight=1), problem, cells) == cost


@pytest.mark.parametrize(("begins", "cost"), [("11:00", []), ("10:59", [1])])
def test_the_rest_may_begin_with_the_week(begins: str, cost: list[int]) -> None:
    tuesday = shift("tuesday", MONDAY + DAY, begins, "19:00")
    problem = team((ANA,), (*EARLIES, tuesday), days=7)
    assert costs(WeeklyRest(weight=1), problem, on(ANA, tuesday, *EARLIES[2:7])) == cost


def test_a_rest_over_the_weeks_end_counts_only_where_it_may_cross() -> None:
    # From Saturday 14:00 to Monday 06:00, 34 hours of it in the first week, 6 in the second.
    problem = team((ANA,), EARLIES, days=14)
    cells = on(ANA, *EARLIES[:6], *EARLIES[7:12])
    assert costs(WeeklyRest(weight=1), problem, cells) == [1]
    assert costs(WeeklyRest(may_cross=True, weight=1), problem, cells) == []


@pytest.mark.parametrize(("begins", "cost"), [("11:00", [1]), ("11:59", [1]), ("12:00", [])])
def test_no_hour_counts_for_two_weeks(begins: str, cost: list[int]) -> None:
    # From Saturday 14:00 there are 34 hours to Monday, and to Tuesday 11:00 another 35: not twice 35.
    tuesday = shift("tuesday", MONDAY + 8 * DAY, begins, "19:00")
    problem = team((ANA,), (*EARLIES, *NIGHTS, tuesday), days=14)
    cells = on(ANA, *EARLIES[:6], tuesday, *EARLIES[9:13], NIGHTS[13])
    assert costs(WeeklyRest(may_cross=True, weight=1), problem, cells) == cost
    assert len(found(WeeklyRest(may_cross=True), problem, cells)) == len(cost)
    assert costs(WeeklyRest(weight=1), problem, cells) == [1]


def test_what_is_not_known_is_taken_as_free() -> None:
    assert found(WeeklyRest(), team((ANA,), EARLIES, days=5), on(ANA, *EARLIES[:5])) == []
    middle = team((ANA,), EARLIES[2:], first=MONDAY + 2 * DAY, days=5)
    assert found(WeeklyRest(), middle, on(ANA, *EARLIES[2:7])) == []


def test_the_days_of_the_week_before_the_horizon_count() -> None:
    middle = team((ANA,), EARLIES, first=MONDAY + 3 * DAY, days=4, past=on(ANA, *EARLIES[:3]))
    rule = WeeklyRest(weight=1)
    assert costs(rule, middle, on(ANA, *EARLIES[3:7])) == [1]
    assert costs(rule, middle, on(ANA, EARLIES[3], EARLIES[5], EARLIES[6])) == []
    rested = team((ANA,), EARLIES, first=MONDAY + 3 * DAY, days=4, past=on(ANA, EARLIES[2]))
    assert costs(rule, rested, on(ANA, *EARLIES[3:7])) == []


def test_a_week_that_history_has_spoilt_is_left_alone() -> None:
    sunday = team((ANA,), EARLIES, first=MONDAY + 6 * DAY, days=1, past=on(ANA, *EARLIES[:6]))
    assert found(WeeklyRest(), sunday, on(ANA)) == []
    assert found(WeeklyRest(), sunday, on(ANA, EARLIES[6])) == []
    # With 24 hours asked for there is still room.
    assert costs(WeeklyRest(hours=24, weight=1), sunday, on(ANA, EARLIES[6])) == [1]


@pytest.mark.parametrize(("sunday", "missing"), [(SPRING, [1]), (AUTUMN, [])])
def test_rest_is_counted_in_hours_elapsed(sunday, missing: list[int]) -> None:
    monday = sunday - 6 * DAY
    earlies = daily("early", monday, 7)
    # From Saturday 13:00 to midnight on Sunday: 34 hours in spring, 36 in autumn.
    saturday = shift("saturday", sunday - DAY, "06:00", "13:00")
    problem = team((ANA,), (*earlies, saturday), first=monday)
    assert costs(WeeklyRest(weight=1), problem, on(ANA, *earlies[:5], saturday)) == missing


def test_a_night_into_monday_shortens_the_week_that_it_ends_in() -> None:
    problem = team((ANA,), (*EARLIES, *LATES, *NIGHTS), days=14)
    first_week = (*EARLIES[:5], NIGHTS[6])
    # From Monday 06:00, when the night ends, to Tuesday 14:00 there are 32 hours.
    cells = on(ANA, *first_week, LATES[8], *LATES[9:14])
    assert messages(WeeklyRest(), problem, cells) == [
        "Ana has no 35 h of rest in a row in the week of Mon 15 Mar"
    ]
    assert found(WeeklyRest(hours=32), problem, cells) == []


def test_weeks_are_weeks_where_the_agent_lives() -> None:
    ned = person("Ned", zone="America/New_York")
    problem = team((ANA, ned), EARLIES, days=14)
    shifts = (*EARLIES[:6], *EARLIES[7:])
    # From Saturday 14:00 in Berlin there are 34 hours to Ana's Monday, and 39 to Ned's, five hours later.
    assert messages(WeeklyRest(), problem, on(ANA, *shifts) | on(ned, *shifts)) == [
        "Ana has no 35 h of rest in a row in the week of Mon 08 Mar",
        "Ana has no 35 h of rest in a row in the week of Mon 15 Mar",
        "Ned has no 35 h of rest in a row in the week of Mon 15 Mar",
    ]


def test_the_last_rest_may_cross_into_what_is_not_known() -> None:
    problem = team((ANA,), EARLIES[:7])
    assert len(found(WeeklyRest(), problem, on(ANA, *EARLIES[:7]))) == 1
    assert found(WeeklyRest(may_cross=True), problem, on(ANA, *EARLIES[:7])) == []


def test_standing_by_is_rest_unless_the_rule_says_otherwise() -> None:
    calls = daily("call", MONDAY, 7, "18:00", "06:00", kind="on_call")
    problem = team((ANA,), calls)
    assert found(WeeklyRest(), problem, on(ANA, *calls)) == []
    assert len(found(WeeklyRest(kinds=EVERY_KIND), problem, on(ANA, *calls))) == 1


@pytest.mark.parametrize(("first", "cost"), [(0, [1, 1]), (6, [1, 1]), (7, [1]), (13, [1]), (14, [])])
def test_one_date_that_fits_picks_its_week(first: int, cost: list[int]) -> None:
    problem = team((ANA,), EARLIES, days=14)
    rule = WeeklyRest(when=When(first=MONDAY + first * DAY), weight=1)
    assert costs(rule, problem, on(ANA, *EARLIES)) == cost


def test_a_week_with_a_holiday_is_picked_by_it() -> None:
    holiday = Holiday(MONDAY + 8 * DAY, "a day off")
    problem = team((ANA,), EARLIES, days=14, holidays=(holiday,))
    rule = WeeklyRest(when=When(holidays=True))
    assert messages(rule, problem, on(ANA, *EARLIES)) == [
        "Ana has no 35 h of rest in a row in the week of Mon 15 Mar"
    ]


def test_a_rest_that_begins_with_the_next_week_is_none_of_this_one() -> None:
    evening = shift("evening", MONDAY + 6 * DAY, "16:00", "00:00")
    problem = team((ANA,), (*EARLIES, evening), days=14)
    cells = on(ANA, *EARLIES[:6], evening)
    assert costs(WeeklyRest(may_cross=True, weight=1), problem, cells) == [1]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert WeeklyRest().explain() == "everybody: at least 35 h of rest in a row in each week"


def test_more_than_three_days_are_refused() -> None:
    with pytest.raises(ValidationError, match="hours"):
        WeeklyRest(hours=73)


def test_a_week_that_begins_on_the_last_day_is_looked_at() -> None:
    monday = MONDAY + 7 * DAY
    week = replace(shift("late", monday), end=at(monday + 7 * DAY, "00:00"))
    assert messages(WeeklyRest(), team((ANA,), (week,), days=8), on(ANA, week)) == [
        "Ana has no 35 h of rest in a row in the week of Mon 15 Mar"
    ]


def test_a_rest_that_crosses_leaves_the_next_week_the_time_behind_it() -> None:
    week, later = daily("early", MONDAY, 7), daily("early", MONDAY + 10 * DAY, 4)
    problem = team((ANA,), (*week, *later), days=14)
    # From Sunday 14:00 to Tuesday 01:00, and from there on up to Thursday 06:00.
    assert found(WeeklyRest(may_cross=True), problem, on(ANA, *week, *later)) == []


def test_a_rest_that_could_cross_takes_nothing_from_the_next_week_where_it_is_not_needed() -> None:
    early = daily("early", MONDAY, 21)
    noon = shift("noon", MONDAY + 8 * DAY, "11:30", "19:30")
    shifts = (*early[:6], noon, *early[9:])
    problem = team((ANA,), shifts, days=21)
    # The second week rests from Monday 00:00 to Tuesday 11:00, and the first on its own Monday.
    assert found(WeeklyRest(may_cross=True), problem, on(ANA, early[3], noon, *early[9:])) == []


def test_a_long_shift_that_is_the_last_to_start_fills_the_week_behind_it() -> None:
    """On call from Sunday 06:00 for a week: of the week from Monday on 18 hours are left."""
    short = shift("check", MONDAY, "06:00", "08:00", kind="on_call")
    begins = at(MONDAY + 6 * DAY, "06:00")
    week = replace(
        shift("week", MONDAY + 6 * DAY, "06:00", "07:00", kind="on_call"), start=begins, end=begins + 7 * DAY
    )
    problem = team((ANA,), (short, week), days=8)
    assert costs(WeeklyRest(kinds=EVERY_KIND, weight=5), problem, on(ANA, week)) == [5]
    assert found(WeeklyRest(kinds=EVERY_KIND, hours=18), problem, on(ANA, week)) == []
