"""free_weekends: the law, and weekends in a row counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, costs, daily, found, on, person, shift, team

from constraints.free_weekends import FreeWeekends
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
MONTH = daily("early", MONDAY, 42)
SATURDAYS, SUNDAYS = MONTH[5::7], MONTH[6::7]


@st.composite
def rules(draw) -> FreeWeekends:
    weekends = draw(st.integers(1, 3))
    free = draw(st.integers(1, weekends))
    return FreeWeekends(
        weekends=weekends,
        free=free,
        weight=draw(WEIGHT),
        who=draw(WHO),
        kinds=draw(KINDS),
        shifts=draw(NAMED),
    )


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, rules(), most_days=16, most_agents=2)


@pytest.mark.parametrize(
    ("worked", "cost"),
    [
        ("110110", []),
        ("111000", [8]),
        ("111100", [8, 8]),
        ("011101", [8]),
        ("000011", []),
        ("000111", [8]),
        ("111111", [8, 8, 8, 8]),
    ],
)
def test_every_third_weekend_is_free(worked: str, cost: list[int]) -> None:
    problem = team((ANA,), MONTH, days=42)
    cells = on(ANA, *(one for one, day in zip(SATURDAYS, worked, strict=True) if day == "1"))
    assert costs(FreeWeekends(weight=8), problem, cells) == cost
    assert len(found(FreeWeekends(), problem, cells)) == len(cost)


def test_two_of_three_free_weekends_leave_one_to_work() -> None:
    problem = team((ANA,), MONTH, days=42)
    rule = FreeWeekends(weekends=3, free=2, weight=1)
    assert costs(rule, problem, on(ANA, SATURDAYS[0], SUNDAYS[0], SUNDAYS[3])) == []
    # Rows that end with the second, third, fourth weekend: one, two, one too many.
    assert costs(rule, problem, on(ANA, *SATURDAYS[:3])) == [1, 2, 1]


def test_a_missing_weekend_is_told_with_its_row() -> None:
    problem = team((ANA,), MONTH, days=42)
    assert found(FreeWeekends(weekends=2), problem, on(ANA, SUNDAYS[1], SATURDAYS[2])) == [
        Violation(
            "free_weekends",
            Place("ana"),
            1,
            "weekends",
            None,
            "Ana works on 2 of 2 weekends running up to that of Sat 27 Mar, 1 is to be free",
        )
    ]


def test_a_night_from_friday_leaves_the_weekend_free() -> None:
    nights = tuple(shift("night", MONDAY + 4 * DAY + 7 * DAY * week) for week in range(3))
    assert found(FreeWeekends(weekends=1), team((ANA,), nights, days=21), on(ANA, *nights)) == []


def test_weekends_before_the_horizon_count() -> None:
    past = daily("early", MONDAY - 14 * DAY, 14)
    cells = on(ANA, SATURDAYS[0])
    both = team((ANA,), (*past, *MONTH), days=42, past=on(ANA, past[5], past[13]))
    one = team((ANA,), (*past, *MONTH), days=42, past=on(ANA, past[13]))
    assert costs(FreeWeekends(weight=1), both, cells) == [1]
    assert costs(FreeWeekends(weight=1), both, on(ANA, SATURDAYS[1])) == []
    assert costs(FreeWeekends(weight=1), one, cells) == []


def test_what_history_did_is_forgiven_and_no_more_is_allowed() -> None:
    past = daily("early", MONDAY - 14 * DAY, 14)
    problem = team((ANA,), (*past, *MONTH), days=42, past=on(ANA, past[5], past[13]))
    assert found(FreeWeekends(weekends=3, free=2), problem, on(ANA)) == []
    # Three of three where two are forgiven, then two of three where one is allowed.
    rule = FreeWeekends(weekends=3, free=2, weight=1)
    assert costs(rule, problem, on(ANA, SATURDAYS[0])) == [1, 1]


def test_a_weekend_that_the_horizon_cuts_is_taken_by_its_saturday() -> None:
    sunday = MONDAY + 6 * DAY
    problem = team((ANA,), MONTH, first=sunday, days=15, past=on(ANA, SATURDAYS[0]))
    rule = FreeWeekends(weekends=2, weight=1)
    assert costs(rule, problem, on(ANA, SUNDAYS[1])) == [1]
    assert costs(rule, problem, on(ANA, SUNDAYS[0])) == []


def test_weekends_are_counted_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    fridays = tuple(shift("night", MONDAY + 4 * DAY + 7 * DAY * week) for week in range(2))
    problem = team((ANA, cleo), fridays, days=14)
    # Friday 22:00 in Berlin is Saturday in Manila.
    rule = FreeWeekends(weekends=2)
    assert len(found(rule, problem, on(ANA, *fridays) | on(cleo, *fridays))) == 1


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert FreeWeekends().explain() == "everybody: of 3 weekends in a row at least 1 is free"
    assert FreeWeekends(weekends=4, free=2).explain() == (
        "everybody: of 4 weekends in a row at least 2 are free"
    )


def test_more_free_weekends_than_there_are_is_refused() -> None:
    with pytest.raises(ValidationError, match="`free` is 4, more than `weekends`, 3"):
        FreeWeekends(weekends=3, free=4)


def test_a_weekend_that_history_has_taken_is_forgiven_on_its_other_day() -> None:
    sunday = MONDAY + 6 * DAY
    problem = team((ANA,), MONTH, first=sunday, days=3, past=on(ANA, SATURDAYS[0]))
    rule = FreeWeekends(weekends=1, free=1)
    assert found(rule, problem, frozenset()) == []
    assert found(rule, problem, on(ANA, SUNDAYS[0])) == []
