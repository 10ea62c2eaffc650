"""Shifts that last for days: blocks on call with a handoff clock and weekday, over changes of clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small import AUTUMN, MONDAY, SPRING, at, costs, on, person, team
from teams import team_of, team_text

from constraints.fair_share import FairShare
from constraints.max_hours import MaxHours
from constraints.one_at_a_time import OneAtATime
from rota.load.build import shift_on
from rota.localtime import DAY
from rota.shift import Shift

WEEK = '{id: week, start: "09:00", end: "09:00", days: [mon], length_days: 7, kind: on_call, role: primary}'
BLOCKS = (
    (WEEK, MONDAY, 168),
    (WEEK, SPRING - 6 * DAY, 167),
    (WEEK, AUTUMN - 6 * DAY, 169),
    ('{id: day, start: "08:00", end: "08:00", length_days: 1, kind: on_call}', SPRING - DAY, 23),
    (
        '{id: weekend, start: "18:00", end: "08:00", days: [fri], length_days: 3, kind: on_call}',
        MONDAY + 4 * DAY,
        62,
    ),
    ('{id: night, start: "22:00", end: "06:00", length_days: 1}', MONDAY, 8),
    ('{id: day, start: "06:00", end: "14:00"}', MONDAY, 8),
)
ANA, BO = person("Ana"), person("Bo")


def block(template: str, first: date, days: int) -> Shift:
    start, end = at(first, "09:00"), at(first + days * DAY, "09:00")
    return Shift(f"{template}@{first}", template, start, end, first, "Europe/Berlin", "on_call", "primary")


@pytest.mark.parametrize(("text", "day", "hours"), BLOCKS)
def test_a_block_ends_by_the_wall_clock_so_many_days_later(text: str, day: date, hours: int) -> None:
    part = team_of(team_text(shifts=(text,))).shifts[0]
    shift = shift_on(part, day, "Europe/Berlin")
    assert (shift.end - shift.start) == timedelta(hours=hours)


def test_a_week_on_call_is_its_hours_and_clashes_with_all_of_its_days() -> None:
    week, other = block("week", MONDAY, 7), block("other", MONDAY + 3 * DAY, 1)
    problem = team((ANA, BO), (week, other), days=14)
    rule = MaxHours(hours=167, kinds=("on_call",), per="horizon")
    assert costs(rule, problem, on(ANA, week)) == [None]
    assert costs(rule.model_copy(update={"hours": 168.0}), problem, on(ANA, week)) == []
    assert costs(OneAtATime(), problem, on(ANA, week, other)) == [None]


def test_a_week_on_call_takes_the_weekend_that_it_reaches_into() -> None:
    weeks = tuple(block("week", MONDAY + 7 * n * DAY, 7) for n in range(2))
    problem = team((ANA, BO), weeks, days=14)
    rule = FairShare(burden="weekends")
    assert costs(rule, problem, on(ANA, weeks[0]) | on(BO, weeks[1])) == []
    assert costs(rule, problem, on(ANA, *weeks)) == [100, 100]


def test_a_block_that_ends_on_saturday_morning_takes_the_weekend_and_one_at_its_midnight_does_not() -> None:
    until_morning = block("late", MONDAY + 3 * DAY, 2)
    start, end = at(MONDAY + 3 * DAY, "00:00"), at(MONDAY + 5 * DAY, "00:00")
    until_midnight = Shift("early@", "early", start, end, MONDAY + 3 * DAY, "Europe/Berlin", "on_call")
    problem = team((ANA, BO), (until_morning, until_midnight))
    rule = FairShare(burden="weekends")
    assert costs(rule, problem, on(ANA, until_midnight)) == []
    sunday = block("sunday", MONDAY + 6 * DAY, 1)
    both = team((ANA, BO), (until_morning, sunday))
    assert costs(rule, both, on(ANA, until_morning, sunday)) == []
    friday = block("friday", MONDAY + 11 * DAY, 2)
    longer = team((ANA, BO), (until_morning, friday), days=14)
    assert costs(rule, longer, on(ANA, until_morning, friday)) == [100, 100]
