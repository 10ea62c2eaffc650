"""balance: the law, and differences counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, at, costs, daily, found, leave, messages, on, person, shift, team

from constraints.balance import Balance
from rota.agent import Contract
from rota.constraint import Place, Selection, Violation
from rota.holiday import Holiday
from rota.localtime import DAY
from rota.shift import Shift

ANA, BO, CEM, DEV = person("Ana"), person("Bo"), person("Cem", hours=20), person("Dev", hours=30)
SHIFTS = daily("early", MONDAY, 7)
RULE = Balance(burden="shifts", weight=10)

RULES = st.builds(
    Balance,
    burden=st.sampled_from(["nights", "weekends", "shifts"]),
    tolerance=st.integers(0, 2),
    full_hours=st.sampled_from([40, 20, 30]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=150)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def shared(agents, *counts: int):
    cells, taken = frozenset(), 0
    for agent, count in zip(agents, counts, strict=True):
        cells |= on(agent, *SHIFTS[taken : taken + count])
        taken += count
    return cells


@pytest.mark.parametrize(
    ("ana", "bo", "cost"), [(3, 3, []), (3, 2, [10]), (2, 3, [10]), (4, 2, [20]), (0, 6, [60])]
)
def test_full_timers_differ_by_plain_counts(ana: int, bo: int, cost: list[int]) -> None:
    assert costs(RULE, team((ANA, BO), SHIFTS), shared((ANA, BO), ana, bo)) == cost


@pytest.mark.parametrize(
    ("ana", "cem", "cost"),
    # Cem has half of a full contract: Ana's count times a half against Cem's times one.
    [(4, 2, []), (2, 1, []), (3, 2, [10]), (4, 1, [10]), (5, 1, [20]), (0, 3, [30]), (1, 3, [30])],
)
def test_part_timers_are_compared_by_their_parts_of_full_time(ana: int, cem: int, cost: list[int]) -> None:
    assert costs(RULE, team((ANA, CEM), SHIFTS), shared((ANA, CEM), ana, cem)) == cost


def test_full_time_may_be_another_number_of_hours() -> None:
    half = Balance(burden="shifts", weight=10, full_hours=20)
    assert costs(half, team((ANA, CEM), SHIFTS), shared((ANA, CEM), 3, 2)) == [10]
    assert costs(half, team((ANA, CEM), SHIFTS), shared((ANA, CEM), 5, 1)) == [30]


def test_only_the_two_furthest_apart_are_charged_for() -> None:
    problem = team((ANA, BO, DEV), SHIFTS)
    # Ana 5, Bo 1, Dev 1 of 30 h: Ana and Bo 4 apart, Ana and Dev 5 * 0.75 - 1 = 2.75.
    assert costs(RULE, problem, shared((ANA, BO, DEV), 5, 1, 1)) == [40]


@pytest.mark.parametrize(("tolerance", "cost"), [(1, [30]), (3, [10]), (4, []), (5, [])])
def test_what_is_tolerated_costs_nothing(tolerance: int, cost: list[int]) -> None:
    rule = Balance(burden="shifts", weight=10, tolerance=tolerance)
    assert costs(rule, team((ANA, BO), SHIFTS), shared((ANA, BO), 5, 1)) == cost


def test_a_difference_is_told_with_the_two_agents() -> None:
    rule = Balance(id="even", burden="shifts", tolerance=1)
    assert found(rule, team((ANA, BO, CEM), SHIFTS), shared((ANA, BO, CEM), 4, 1, 2)) == [
        Violation(
            "even",
            Place(),
            2,
            "shifts apart",
            None,
            "Ana carries 4 and Bo 1 shifts, 3 apart by their contracts, 1 is allowed",
        )
    ]


def test_weekends_and_nights_are_those_of_the_home() -> None:
    nights = daily("night", SPRING - 2 * DAY, 4)
    problem = team((ANA, BO), nights, first=SPRING - 2 * DAY)
    cells = on(ANA, nights[1], nights[2])
    assert costs(Balance(burden="weekends", weight=1), problem, cells) == [1]
    assert costs(Balance(burden="nights", weight=1), problem, cells) == [2]


def test_history_and_other_templates_do_not_count() -> None:
    shifts = daily("early", MONDAY - DAY, 3) + daily("late", MONDAY, 3)
    problem = team((ANA, BO), shifts, past=on(ANA, shifts[0]))
    rule = Balance(burden="shifts", shifts=("early",), weight=1)
    assert costs(rule, problem, on(ANA, *shifts[3:])) == []
    assert costs(rule, problem, on(ANA, shifts[1])) == [1]


def test_leave_changes_no_contract() -> None:
    problem = team((ANA, BO), SHIFTS, absences=(leave(ANA, MONDAY, 7),))
    assert costs(RULE, problem, shared((ANA, BO), 0, 3)) == [30]


def test_one_agent_alone_is_balanced() -> None:
    rule = Balance(burden="shifts", who=Selection(ids=("ana",)))
    assert messages(rule, team((ANA, BO), SHIFTS), on(ANA, shift("early", MONDAY))) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    rule = Balance(burden="shifts", shifts=("standby",), tolerance=1)
    assert rule.explain() == (
        "everybody: shifts (standby) at most 1 apart between any two, "
        "in proportion to their parts of 40 h a week"
    )


def test_a_minute_of_a_contract_more_than_full_is_a_unit_more() -> None:
    ana, bo = (replace(agent, contract=Contract("odd", 2401)) for agent in (ANA, BO))
    assert costs(RULE, team((ana, bo), SHIFTS), on(ana, SHIFTS[0])) == [20]
    assert costs(RULE, team((ANA, BO), SHIFTS), on(ANA, SHIFTS[0])) == [10]


def between(first: int, begins: str, last: int, ends: str) -> Shift:
    """A shift from one day of the weeks that begin on MONDAY to another."""
    day, end = MONDAY + first * DAY, at(MONDAY + last * DAY, ends)
    return Shift(f"stretch@{day}", "stretch", at(day, begins), end, day, "Europe/Berlin")


@pytest.mark.parametrize(
    ("stretch", "weekends"),
    [
        (between(4, "09:00", 5, "09:00"), 0),
        (between(4, "09:00", 5, "09:01"), 1),
        (between(3, "00:00", 5, "00:00"), 0),
        (between(3, "00:00", 5, "00:01"), 1),
        (between(5, "00:00", 5, "08:00"), 1),
        (between(6, "23:00", 7, "07:00"), 1),
        (between(0, "00:00", 7, "00:00"), 1),
        (between(6, "12:00", 12, "00:00"), 1),
        (between(6, "12:00", 12, "00:01"), 2),
        (between(4, "12:00", 13, "12:00"), 2),
        (between(4, "12:00", 19, "12:00"), 3),
        (between(6, "12:00", 41, "12:00"), 6),
    ],
)
def test_weekends_are_taken_by_shifts_that_start_in_them_or_last_over_a_day(
    stretch: Shift, weekends: int
) -> None:
    problem = team((ANA, BO), (stretch,), days=49)
    cost = [weekends] if weekends else []
    assert costs(Balance(burden="weekends", weight=1), problem, on(ANA, stretch)) == cost


@pytest.mark.parametrize(
    ("stretch", "holidays"),
    [
        (between(1, "16:00", 2, "00:00"), 0),
        (between(1, "16:00", 2, "00:01"), 1),
        (between(2, "23:59", 3, "07:00"), 1),
        (between(3, "00:00", 3, "07:00"), 0),
        (between(0, "00:00", 5, "00:00"), 1),
    ],
)
def test_holidays_are_taken_by_shifts_with_a_minute_in_them(stretch: Shift, holidays: int) -> None:
    feasts = (Holiday(MONDAY + 2 * DAY, "Feast"), Holiday(MONDAY + 4 * DAY, "the day before", "eve"))
    homes = tuple((agent, feast) for agent in ("ana", "bo") for feast in feasts)
    problem = team((ANA, BO), (stretch,), home_holidays=homes)
    cost = [holidays] if holidays else []
    assert costs(Balance(burden="holidays", weight=1), problem, on(ANA, stretch)) == cost


def test_a_weekend_that_two_shifts_take_is_one() -> None:
    stretch, after = between(2, "12:00", 12, "12:00"), shift("late", MONDAY + 12 * DAY)
    problem = team((ANA, BO), (stretch, after), days=14)
    assert costs(Balance(burden="weekends", weight=1), problem, on(ANA, stretch, after)) == [2]
