"""average_hours: the law, and averages counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, costs, daily, found, leave, on, person, shift, team

from constraints.average_hours import AverageHours
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND

ANA = person("Ana")
MONTH = daily("early", MONDAY, 28)
WEEKS = [MONTH[first : first + 7] for first in (0, 7, 14, 21)]

RULES = st.builds(
    AverageHours,
    hours=st.sampled_from([8, 15, 15.5, 40]),
    weeks=st.integers(1, 3),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=14)


@pytest.mark.parametrize(("sixth", "cost"), [(0, []), (4, []), (5, [480])])
def test_a_long_week_is_made_good_for_by_short_ones(sixth: int, cost: list[int]) -> None:
    # 7, 5, 5 and so many shifts of 8 h, of 21 x 8 = 168 h at 42 h a week.
    problem = team((ANA,), MONTH, days=28)
    cells = on(ANA, *WEEKS[0], *WEEKS[1][:5], *WEEKS[2][:5], *WEEKS[3][:sixth])
    assert costs(AverageHours(hours=42, weeks=17, weight=1), problem, cells) == cost
    assert len(found(AverageHours(hours=42, weeks=17), problem, cells)) == len(cost)


def test_too_long_an_average_is_told_with_its_days() -> None:
    problem = team((ANA,), MONTH[:14], days=14)
    assert found(AverageHours(hours=48), problem, on(ANA, *MONTH[:13])) == [
        Violation(
            "average_hours",
            Place("ana"),
            480,
            "minutes",
            None,
            "Ana works 104 h from Mon 08 Mar to Sun 21 Mar, 96 h are allowed for 48 h a week",
        )
    ]


def test_every_stretch_of_whole_weeks_is_looked_at() -> None:
    problem = team((ANA,), MONTH, days=28)
    # Two weeks each: 7 and 7 shifts, 7 and 3, 3 and 0, of 12 x 8 h allowed.
    cells = on(ANA, *WEEKS[0], *WEEKS[1], *WEEKS[2][:3])
    assert costs(AverageHours(hours=48, weeks=2, weight=1), problem, cells) == [960]
    assert costs(AverageHours(hours=48, weeks=1, weight=1), problem, cells) == [480, 480]
    assert costs(AverageHours(hours=48, weeks=3, weight=1), problem, cells) == []


def test_history_belongs_to_the_stretch() -> None:
    problem = team((ANA,), MONTH, first=MONDAY + 14 * DAY, days=14, past=on(ANA, *MONTH[:14]))
    # Of four weeks 14 shifts are worked and 24 x 8 h allowed.
    assert costs(AverageHours(hours=48, weight=1), problem, on(ANA, *MONTH[14:24])) == []
    assert costs(AverageHours(hours=48, weight=1), problem, on(ANA, *MONTH[14:25])) == [480]
    # Of three weeks the second of history counts, 7 shifts, and then 7 of the first: 18 are allowed.
    assert costs(AverageHours(hours=48, weeks=3, weight=1), problem, on(ANA, *MONTH[14:21])) == [3 * 480]


def test_what_history_alone_exceeds_is_forgiven() -> None:
    problem = team((ANA,), MONTH[:14], first=MONDAY + 7 * DAY, days=7, past=on(ANA, *WEEKS[0]))
    rule = AverageHours(hours=20, weight=1)
    assert costs(rule, problem, frozenset()) == []
    assert costs(rule, problem, on(ANA, WEEKS[1][0])) == [480]


def test_leave_is_left_out_of_the_average() -> None:
    week = daily("early", MONDAY, 7)
    problem = team((ANA,), week, absences=(leave(ANA, MONDAY + 5 * DAY, 2),))
    # Five days of 48 / 7 h are 34.3 h.
    assert costs(AverageHours(weight=1), problem, on(ANA, *week[:5])) == [2400 - 2057]


def test_standing_by_counts_where_it_is_named() -> None:
    calls = daily("call", MONDAY, 7, "20:00", "08:00", kind="on_call")
    problem = team((ANA,), calls)
    assert found(AverageHours(), problem, on(ANA, *calls)) == []
    assert costs(AverageHours(kinds=EVERY_KIND, weight=1), problem, on(ANA, *calls)) == [(84 - 48) * 60]


def test_who_lives_further_east_has_no_day_more() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    shifts = (*daily("early", MONDAY, 6), shift("night", MONDAY + 6 * DAY))
    # Sunday's night in Berlin is Monday in Manila, and counts.
    problem = team((cleo,), shifts)
    assert costs(AverageHours(hours=48, weight=1), problem, on(cleo, *shifts)) == [480]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert AverageHours().explain() == "everybody: at most 48 h a week on average over 17 weeks"
    assert AverageHours(hours=42, weeks=13, kinds=("on_call",)).explain() == (
        "everybody: at most 42 h of on call a week on average over 13 weeks"
    )


def test_stretches_end_on_each_sunday_and_with_the_horizon() -> None:
    rule, monday = AverageHours(hours=35, weeks=1), shift("early", MONDAY)
    problem = team((ANA,), (monday,), first=MONDAY + 2 * DAY, past=on(ANA, monday))
    assert list(rule.stretches(problem, ANA)) == [
        (MONDAY, MONDAY + 6 * DAY, 2100),
        (MONDAY + 2 * DAY, MONDAY + 8 * DAY, 2100),
    ]


def test_a_horizon_that_ends_on_a_sunday_is_looked_at_once() -> None:
    rule = AverageHours(hours=35, weeks=1)
    assert list(rule.stretches(team((ANA,), ()), ANA)) == [(MONDAY, MONDAY + 6 * DAY, 2100)]


@pytest.mark.parametrize("day", [0, 3, 6])
def test_a_day_of_leave_takes_a_seventh_off_the_stretch_wherever_it_lies(day: int) -> None:
    problem = team((ANA,), (), absences=(leave(ANA, MONDAY + day * DAY, 1),))
    assert list(AverageHours(hours=35, weeks=1).stretches(problem, ANA)) == [(MONDAY, MONDAY + 6 * DAY, 1800)]
    away = team((ANA,), (), absences=(leave(ANA, MONDAY, 7),))
    assert list(AverageHours(hours=35, weeks=1).stretches(away, ANA)) == [(MONDAY, MONDAY + 6 * DAY, 0)]


def test_without_history_enough_there_is_one_stretch_over_all_that_is_known() -> None:
    rule, sunday = AverageHours(hours=35, weeks=2), shift("early", MONDAY - DAY)
    problem = team((ANA,), (sunday,), past=on(ANA, sunday))
    assert list(rule.stretches(problem, ANA)) == [(MONDAY - DAY, MONDAY + 6 * DAY, 2400)]


def test_no_stretch_begins_before_what_is_known() -> None:
    # From Tuesday to Wednesday week: the seven days up to Sunday are not all known.
    tuesday = MONDAY + DAY
    days = daily("day", tuesday, 9, "08:00", "18:00")
    problem = team((ANA,), days, first=tuesday, days=9)
    assert costs(AverageHours(hours=48, weeks=1, weight=1), problem, on(ANA, *days[:6])) == []
    assert costs(AverageHours(hours=48, weeks=1, weight=1), problem, on(ANA, *days[2:7])) == [120]


def test_each_sunday_ends_a_stretch() -> None:
    problem = team((ANA,), MONTH, days=28)
    for week in WEEKS:
        assert costs(AverageHours(hours=48, weeks=1, weight=1), problem, on(ANA, *week)) == [480]


def test_a_stretch_in_which_nothing_is_to_be_filled_is_history_alone() -> None:
    wednesday, shifts = MONDAY + 2 * DAY, (*MONTH[:2], *MONTH[7:14])
    problem = team((ANA,), shifts, first=wednesday, days=12, past=on(ANA, *MONTH[:2]))
    assert found(AverageHours(hours=10, weeks=1), problem, frozenset()) == []


def test_as_many_days_as_are_averaged_over_are_all_looked_at_where_home_is_far_east() -> None:
    """The week of Berlin is Monday 07:00 to Monday 07:00 in Manila: what starts on either Monday counts."""
    cleo = person("Cleo", zone="Asia/Manila")
    first, last = shift("early", MONDAY), shift("night", MONDAY + 6 * DAY)
    problem = team((cleo,), (first, last))
    rule = AverageHours(hours=10, weeks=1, weight=1)
    assert list(rule.stretches(problem, cleo))[-1] == (MONDAY, MONDAY + 7 * DAY, 600)
    assert 360 in costs(rule, problem, on(cleo, first, last))
