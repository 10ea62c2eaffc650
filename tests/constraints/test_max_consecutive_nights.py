"""max_consecutive_nights: the law, and nights in a row counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, costs, daily, found, on, person, shift, team

from constraints.max_consecutive_nights import MaxConsecutiveNights
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
NIGHTS = daily("night", MONDAY, 7)
RULES = st.builds(
    MaxConsecutiveNights, nights=st.integers(1, 3), weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(("nights", "cost"), [(3, []), (4, []), (5, [3]), (7, [3, 3, 3])])
def test_each_night_beyond_four_in_a_row_costs_once(nights: int, cost: list[int]) -> None:
    problem = team((ANA,), NIGHTS)
    assert costs(MaxConsecutiveNights(weight=3), problem, on(ANA, *NIGHTS[:nights])) == cost
    assert len(found(MaxConsecutiveNights(), problem, on(ANA, *NIGHTS[:nights]))) == len(cost)


def test_too_many_nights_are_told_with_their_number_and_the_last_evening() -> None:
    assert found(MaxConsecutiveNights(nights=2), team((ANA,), NIGHTS), on(ANA, *NIGHTS[4:])) == [
        Violation(
            "max_consecutive_nights",
            Place("ana"),
            1,
            "nights",
            None,
            "Ana works 3 nights in a row up to Sun 14 Mar, 2 are allowed",
        )
    ]


def test_a_late_shift_between_nights_ends_the_run() -> None:
    late = shift("late", MONDAY + DAY)
    problem = team((ANA,), (late, *NIGHTS))
    assert found(MaxConsecutiveNights(nights=1), problem, on(ANA, NIGHTS[0], late, NIGHTS[2])) == []


@pytest.mark.parametrize(("ends", "violations"), [("01:59", 0), ("02:00", 1), ("02:01", 1)])
def test_three_hours_after_eleven_make_a_night(ends: str, violations: int) -> None:
    shifts = daily("evening", MONDAY, 2, "18:00", ends)
    assert len(found(MaxConsecutiveNights(nights=1), team((ANA,), shifts), on(ANA, *shifts))) == violations


@pytest.mark.parametrize(("begins", "violations"), [("23:30", 1), ("23:31", 0)])
def test_the_hour_that_the_spring_change_skips_makes_no_night(begins: str, violations: int) -> None:
    # From 23:30 to 03:30 three hours pass on that night, four on the one before.
    shifts = daily("evening", SPRING - 2 * DAY, 2, begins, "03:30")
    problem = team((ANA,), shifts, first=SPRING - 2 * DAY)
    assert len(found(MaxConsecutiveNights(nights=1), problem, on(ANA, *shifts))) == violations


def test_a_run_goes_on_from_before_the_horizon() -> None:
    past = daily("night", MONDAY - 2 * DAY, 2)
    known = team((ANA,), (*past, *NIGHTS), past=on(ANA, *past))
    free = team((ANA,), (*past, *NIGHTS))
    rule = MaxConsecutiveNights(nights=2, weight=1)
    assert costs(rule, known, on(ANA, NIGHTS[0])) == [1]
    assert costs(rule, known, on(ANA, NIGHTS[1])) == []
    assert costs(rule, free, on(ANA, NIGHTS[0])) == []


def test_nights_are_nights_where_the_agent_lives() -> None:
    ned = person("Ned", zone="America/New_York")
    problem = team((ned,), NIGHTS)
    # In New York the night runs from 16:00 to midnight, an hour of it after 23:00.
    assert found(MaxConsecutiveNights(nights=1), problem, on(ned, *NIGHTS)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxConsecutiveNights().explain() == "everybody: at most 4 nights in a row"
