"""night_worker_hours: the law, and hours of night workers counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, costs, daily, found, leave, on, person, shift, team

from constraints.night_worker_hours import NightWorkerHours
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
LONG, NIGHTS = daily("long", MONDAY, 7, "08:00", "18:00"), daily("night", MONDAY, 7)
PROBLEM = team((ANA,), (*LONG, *NIGHTS))

RULES = st.builds(
    NightWorkerHours,
    hours=st.sampled_from([1, 4, 5.5, 8]),
    nights=st.integers(1, 3),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("days", "nights", "cost"),
    [(4, 1, []), (5, 0, []), (7, 0, []), (5, 1, [600]), (0, 6, []), (0, 7, [480])],
)
def test_a_week_with_a_night_has_at_most_48_hours(days: int, nights: int, cost: list[int]) -> None:
    cells = on(ANA, *LONG[:days], *NIGHTS[:nights])
    assert costs(NightWorkerHours(weight=1), PROBLEM, cells) == cost
    assert len(found(NightWorkerHours(), PROBLEM, cells)) == len(cost)


def test_too_many_hours_are_told_with_the_nights() -> None:
    assert found(NightWorkerHours(), PROBLEM, on(ANA, *LONG[:4], *NIGHTS[:2])) == [
        Violation(
            "night_worker_hours",
            Place("ana"),
            480,
            "minutes",
            None,
            "Ana works 56 h with 2 nights, a night worker may work 48 h",
        )
    ]


@pytest.mark.parametrize(("nights", "cost"), [(1, [480]), (2, [480]), (3, [])])
def test_fewer_nights_make_no_night_worker(nights: int, cost: list[int]) -> None:
    rule = NightWorkerHours(nights=nights, weight=1)
    assert costs(rule, PROBLEM, on(ANA, *LONG[:4], *NIGHTS[:2])) == cost


def test_days_of_leave_are_left_out() -> None:
    problem = team((ANA,), (*LONG, *NIGHTS), absences=(leave(ANA, MONDAY, 2),))
    # Five days of seven: 8 h times 30 sevenths are 34.3 h.
    assert costs(NightWorkerHours(weight=1), problem, on(ANA, *NIGHTS[2:])) == [2400 - 2057]


def test_nights_are_nights_where_the_agent_lives() -> None:
    ned = person("Ned", zone="America/New_York")
    assert found(NightWorkerHours(), team((ned,), NIGHTS), on(ned, *NIGHTS)) == []


def test_history_is_not_counted() -> None:
    past = shift("night", MONDAY - DAY)
    problem = team((ANA,), (past, *LONG), past=on(ANA, past))
    assert found(NightWorkerHours(), problem, on(ANA, *LONG)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert NightWorkerHours().explain() == (
        "everybody: with a night or more in the horizon, at most 8 h a day on average, six days in seven"
    )


def test_who_is_on_leave_throughout_may_work_no_night() -> None:
    problem = team((ANA,), (*LONG, *NIGHTS), absences=(leave(ANA, MONDAY, 7),))
    assert costs(NightWorkerHours(weight=1), problem, on(ANA, NIGHTS[0])) == [480]


def test_a_single_minute_too_many_is_found() -> None:
    """Five nights of 8 h and one of 8 h and a minute, against 48 h."""
    longer = shift("longer", MONDAY + 6 * DAY, "22:00", "06:01")
    problem = team((ANA,), (*NIGHTS[:5], longer))
    assert costs(NightWorkerHours(weight=1), problem, on(ANA, *NIGHTS[:5], longer)) == [1]
