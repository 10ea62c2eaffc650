"""spacing: the law, and free days counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.spacing import Spacing
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

ANA, BO = person("Ana"), person("Bo")
DAYS = daily("early", MONDAY, 7)
LATES = daily("late", MONDAY, 7)


@st.composite
def rules(draw: st.DrawFn) -> Spacing:
    free = draw(st.integers(1, 4))
    return Spacing(
        free_days=free,
        from_free_days=draw(st.integers(0, free - 1)),
        then=draw(NAMED),
        shifts=draw(NAMED),
        weight=draw(WEIGHT),
        who=draw(WHO),
        kinds=draw(KINDS),
    )


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, rules())


@pytest.mark.parametrize(
    ("free_days", "cost"),
    [(1, []), (2, [10]), (3, [10])],
)
def test_a_pair_with_fewer_free_days_costs(free_days: int, cost: list[int]) -> None:
    rule = Spacing(free_days=free_days, weight=10)
    assert costs(rule, team((ANA,), DAYS), on(ANA, DAYS[0], DAYS[2])) == cost


def test_every_pair_that_is_too_near_counts() -> None:
    rule = Spacing(weight=1)
    assert costs(rule, team((ANA,), DAYS), on(ANA, *DAYS[:3])) == [1, 1]
    assert costs(Spacing(free_days=2, weight=1), team((ANA,), DAYS), on(ANA, *DAYS[:3])) == [1, 1, 1]


def test_two_duties_of_one_day_have_no_free_day_between() -> None:
    assert costs(Spacing(weight=1), team((ANA,), DAYS + LATES), on(ANA, DAYS[0], LATES[0])) == [1]


def test_a_pair_that_is_too_near_is_told_with_its_days() -> None:
    assert found(Spacing(free_days=2), team((ANA,), DAYS), on(ANA, DAYS[1], DAYS[3])) == [
        Violation(
            "spacing",
            Place("ana", DAYS[3].id, start=at(MONDAY + DAY, "06:00"), end=at(MONDAY + 3 * DAY, "06:00")),
            1,
            "pairs",
            None,
            "Ana has 1 free day between early of Tue 09 Mar and early of Thu 11 Mar, 2 are asked for",
        )
    ]


def test_a_day_on_which_a_night_ends_is_not_free() -> None:
    nights = daily("night", MONDAY, 7)
    rule = Spacing(shifts=("night",), then=("early",), weight=1)
    assert costs(rule, team((ANA,), nights + DAYS), on(ANA, nights[0], DAYS[2])) == [1]
    assert costs(rule, team((ANA,), nights + DAYS), on(ANA, nights[0], DAYS[3])) == []


def test_the_templates_are_in_the_order_named() -> None:
    rule = Spacing(shifts=("early",), then=("late",), weight=1)
    assert costs(rule, team((ANA,), DAYS + LATES), on(ANA, DAYS[0], LATES[1])) == [1]
    assert costs(rule, team((ANA,), DAYS + LATES), on(ANA, LATES[0], DAYS[1])) == []
    assert costs(rule, team((ANA,), DAYS + LATES), on(ANA, DAYS[0], DAYS[1])) == []


def test_nearer_pairs_can_be_left_to_another_rule() -> None:
    rule = Spacing(free_days=2, from_free_days=1, weight=1)
    assert costs(rule, team((ANA,), DAYS), on(ANA, DAYS[0], DAYS[1])) == []
    assert costs(rule, team((ANA,), DAYS), on(ANA, DAYS[0], DAYS[2])) == [1]
    assert costs(rule, team((ANA,), DAYS), on(ANA, DAYS[0], DAYS[3])) == []


def test_history_is_the_earlier_duty_and_a_pair_of_history_is_none() -> None:
    shifts = daily("early", MONDAY - 2 * DAY, 4)
    problem = team((ANA,), shifts, past=on(ANA, *shifts[:2]))
    assert messages(Spacing(), problem, on(ANA, shifts[2])) == [
        "Ana has 0 free days between early of Sun 07 Mar and early of Mon 08 Mar, 1 is asked for"
    ]
    assert messages(Spacing(), problem, on(ANA, shifts[3])) == []


def test_the_last_day_of_the_horizon_is_looked_at() -> None:
    assert len(found(Spacing(), team((ANA,), DAYS), on(ANA, DAYS[5], DAYS[6]))) == 1


def test_days_are_those_of_the_home() -> None:
    manila = person("Cem", zone="Asia/Manila")
    first, second = shift("late", MONDAY), shift("early", MONDAY + DAY)
    # 14:00 to 22:00 of Berlin is 21:00 to 05:00 of Manila: the first ends on the day of the second.
    assert costs(
        Spacing(free_days=1, weight=1), team((manila,), (first, second)), on(manila, first, second)
    ) == [1]
    third = shift("early", MONDAY + 2 * DAY)
    assert costs(Spacing(weight=1), team((manila,), (first, third)), on(manila, first, third)) == [1]
    assert costs(Spacing(weight=1), team((ANA,), (first, third)), on(ANA, first, third)) == []


def test_a_change_of_clocks_takes_no_free_day() -> None:
    shifts = daily("night", SPRING - 2 * DAY, 5)
    problem = team((ANA,), shifts, first=SPRING - 2 * DAY)
    assert costs(Spacing(weight=1), problem, on(ANA, shifts[0], shifts[3])) == []
    assert costs(Spacing(weight=1), problem, on(ANA, shifts[1], shifts[3])) == [1]


def test_only_the_agents_named_are_bound() -> None:
    rule = Spacing(weight=1, who=Selection(ids=("bo",)))
    cells = on(ANA, DAYS[0], DAYS[1]) | on(BO, DAYS[3], DAYS[4])
    assert len(found(rule, team((ANA, BO), DAYS), cells)) == 1


def test_a_span_of_no_days_is_refused() -> None:
    with pytest.raises(ValidationError, match="`from_free_days` is 2, less than `free_days`, 2, is expected"):
        Spacing(free_days=2, from_free_days=2)


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Spacing().explain() == "everybody: at least 1 free day between two duties"
    assert Spacing(shifts=("standby",), free_days=3).explain() == (
        "everybody: at least 3 free days between two duties of standby"
    )
    assert Spacing(shifts=("day",), then=("weekend",), free_days=2, from_free_days=1).explain() == (
        "everybody: at least 2 free days between day and a later weekend, unless fewer than 1"
    )


def test_a_duty_that_ends_at_midnight_leaves_the_next_day_free() -> None:
    evening = shift("evening", MONDAY, "16:00", "00:00")
    tuesday, wednesday = daily("evening", MONDAY + DAY, 2, "16:00", "00:00")
    problem = team((ANA,), (evening, tuesday, wednesday))
    rule = Spacing(free_days=1, weight=1)
    assert costs(rule, problem, on(ANA, evening, wednesday)) == []
    assert costs(rule, problem, on(ANA, evening, tuesday)) == [1]


def test_a_shift_that_ends_a_minute_after_midnight_takes_the_day() -> None:
    """From 22:00 to 00:01: Tuesday is no free day, and with Wednesday alone one is free before Thursday."""
    late = shift("late", MONDAY, "22:00", "00:01")
    problem = team((ANA,), (late, *daily("early", MONDAY, 7)))
    early = shift("early", MONDAY + 3 * DAY)
    assert costs(Spacing(free_days=1, weight=1), problem, on(ANA, late, early)) == []
    assert costs(Spacing(free_days=2, weight=1), problem, on(ANA, late, early)) == [1]
