"""apart: the law, and minutes spent together counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, found, on, person, shift, team

from constraints.apart import Apart
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

ANA, BO, CEM = person("Ana"), person("Bo"), person("Cem")
PEOPLE = (ANA, BO, CEM)
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
DAY_SHIFT = shift("day", MONDAY, "09:00", "17:00")
COUPLE = Apart(who=Selection(ids=("ana", "bo")))
PRICED = Apart(who=Selection(ids=("ana", "bo")), weight=2)

RULES = st.builds(
    Apart, who=WHO.filter(lambda one: one != Selection()), weight=WEIGHT, kinds=KINDS, shifts=NAMED
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=4)


@pytest.mark.parametrize(("ends", "cost"), [("13:59", []), ("14:00", []), ("14:01", [2]), ("15:00", [120])])
def test_each_minute_together_counts(ends: str, cost: list[int]) -> None:
    early = shift("early", MONDAY, "06:00", ends)
    problem = team(PEOPLE, (early, LATE))
    assert costs(PRICED, problem, on(ANA, early) | on(BO, LATE)) == cost
    assert len(found(COUPLE, problem, on(ANA, early) | on(BO, LATE))) == len(cost)


def test_the_same_shift_is_together_and_is_told() -> None:
    assert found(COUPLE, team(PEOPLE, (EARLY,)), on(ANA, EARLY) | on(BO, EARLY)) == [
        Violation(
            "apart",
            Place(start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            480,
            "agent-minutes",
            None,
            "Ana and Bo are on duty together from Mon 08 Mar 06:00 to Mon 08 Mar 14:00",
        )
    ]


def test_others_may_be_there() -> None:
    problem = team(PEOPLE, (EARLY, DAY_SHIFT))
    assert found(COUPLE, problem, on(ANA, EARLY) | on(CEM, EARLY, DAY_SHIFT)) == []


def test_two_shifts_of_one_agent_are_one_person() -> None:
    problem = team(PEOPLE, (EARLY, DAY_SHIFT))
    assert found(COUPLE, problem, on(ANA, EARLY, DAY_SHIFT)) == []
    assert costs(PRICED, problem, on(ANA, EARLY, DAY_SHIFT) | on(BO, DAY_SHIFT)) == [600, 360]


def test_a_third_costs_once_more() -> None:
    rule = Apart(who=Selection(ids=("ana", "bo", "cem")), weight=1)
    cells = on(ANA, EARLY) | on(BO, EARLY) | on(CEM, EARLY)
    assert costs(rule, team(PEOPLE, (EARLY,)), cells) == [960]


def test_who_is_still_there_from_before_the_horizon_counts() -> None:
    night, dawn = shift("night", MONDAY - DAY), shift("dawn", MONDAY, "05:00", "10:00")
    problem = team(PEOPLE, (night, dawn), past=on(ANA, night))
    assert costs(PRICED, problem, on(BO, dawn)) == [120]
    both = team(PEOPLE, (night, dawn), past=on(ANA, night) | on(BO, night))
    assert costs(PRICED, both, frozenset()) == []


def test_a_night_over_a_change_of_clocks_lasts_what_it_lasts() -> None:
    night = shift("night", SPRING - DAY)
    problem = team(PEOPLE, (night,), first=SPRING - DAY)
    assert costs(PRICED, problem, on(ANA, night) | on(BO, night)) == [2 * 7 * 60]


def test_who_is_kept_apart_is_named() -> None:
    with pytest.raises(ValidationError, match="give `who`, the agents who are kept apart"):
        Apart()


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert COUPLE.explain() == "ana, bo: never two of them on duty at the same time"
