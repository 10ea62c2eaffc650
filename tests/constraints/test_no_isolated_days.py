"""no_isolated_days: the law, and single days counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, costs, daily, found, leave, messages, on, person, team

from constraints.no_isolated_days import NoIsolatedDays
from rota.localtime import DAY

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
RULES = st.builds(
    NoIsolatedDays,
    isolated=st.sampled_from(["work", "off"]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("worked", "work", "off"),
    [
        ("0100100", [4, 4], []),
        ("0110110", [], [4]),
        ("1010101", [4, 4], [4, 4, 4]),
        ("1001001", [4], []),
        ("0111110", [], []),
        ("1000001", [], []),
        ("0111111", [], []),
        ("1111110", [], []),
    ],
)
def test_single_days_of_a_week_cost(worked: str, work: list[int], off: list[int]) -> None:
    problem = team((ANA,), WEEK)
    cells = on(ANA, *(one for one, day in zip(WEEK, worked, strict=True) if day == "1"))
    assert costs(NoIsolatedDays(weight=4), problem, cells) == work
    assert costs(NoIsolatedDays(isolated="off", weight=4), problem, cells) == off
    assert len(found(NoIsolatedDays(), problem, cells)) == len(work)


def test_a_single_day_is_told() -> None:
    problem = team((ANA,), WEEK)
    assert messages(NoIsolatedDays(), problem, on(ANA, WEEK[2])) == [
        "Ana has 1 working day alone on Wed 10 Mar, at least 2 in a row are required"
    ]
    assert messages(NoIsolatedDays(isolated="off"), problem, on(ANA, WEEK[2], WEEK[4])) == [
        "Ana has 1 day off alone on Thu 11 Mar, at least 2 in a row are required"
    ]


def test_history_tells_whether_the_first_day_is_alone() -> None:
    past = daily("early", MONDAY - 2 * DAY, 2)
    known = team((ANA,), (*past, *WEEK), past=on(ANA, past[0]))
    joined = team((ANA,), (*past, *WEEK), past=on(ANA, past[1]))
    assert costs(NoIsolatedDays(weight=1), known, on(ANA, WEEK[0])) == [1]
    assert costs(NoIsolatedDays(weight=1), joined, on(ANA, WEEK[0])) == []
    assert costs(NoIsolatedDays(weight=1), joined, on(ANA)) == [1]
    assert costs(NoIsolatedDays(isolated="off", weight=1), known, on(ANA, WEEK[0])) == [1]


def test_a_day_next_to_leave_is_not_alone() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY + 3 * DAY, 1),))
    assert found(NoIsolatedDays(), problem, on(ANA, WEEK[2])) == []
    assert found(NoIsolatedDays(isolated="off"), problem, on(ANA, WEEK[1], WEEK[5])) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert NoIsolatedDays().explain() == "everybody: no single working day between two days off"
    assert NoIsolatedDays(isolated="off").explain() == (
        "everybody: no single day off between two working days"
    )
