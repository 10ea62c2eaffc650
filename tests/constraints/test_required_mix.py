"""required_mix: the law, and seniors missing counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, at, costs, found, messages, on, person, shift, team

from constraints.required_mix import RequiredMix
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.when import When

SENIOR = Selection(tags=("senior",))
ANA, SAM = person("Ana"), person("Sam", tags=("senior",))
BO, SUE = person("Bo"), person("Sue", tags=("senior",))
PEOPLE = (ANA, BO, SAM, SUE)
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
DAY_SHIFT = shift("day", MONDAY, "09:00", "17:00")

RULES = st.builds(
    RequiredMix,
    include=WHO.filter(lambda one: one != Selection()),
    agents=st.integers(1, 2),
    per=st.sampled_from(["shift", "minute"]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=4)


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        (frozenset(), []),
        (on(ANA, EARLY), [480]),
        (on(SAM, EARLY), []),
        (on(ANA, EARLY) | on(BO, EARLY) | on(SAM, EARLY), []),
        (on(ANA, EARLY) | on(SAM, LATE), [480]),
    ],
)
def test_a_shift_with_anybody_has_a_senior(cells, cost: list[int]) -> None:
    problem = team(PEOPLE, (EARLY, LATE))
    assert costs(RequiredMix(include=SENIOR, weight=1), problem, cells) == cost
    assert len(found(RequiredMix(include=SENIOR), problem, cells)) == len(cost)


@pytest.mark.parametrize(("seniors", "missing"), [((), 2), ((SAM,), 1), ((SAM, SUE), 0)])
def test_two_seniors_may_be_needed(seniors, missing: int) -> None:
    cells = on(ANA, EARLY).union(*(on(senior, EARLY) for senior in seniors))
    rule = RequiredMix(include=SENIOR, agents=2, weight=1)
    assert sum(costs(rule, team(PEOPLE, (EARLY,)), cells)) == missing * 480


def test_a_missing_senior_is_told_with_the_shift() -> None:
    assert found(RequiredMix(include=SENIOR), team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == [
        Violation(
            "required_mix",
            Place(shift="early@2027-03-08", start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            480,
            "agent-minutes",
            None,
            "early from Mon 08 Mar 06:00 to Mon 08 Mar 14:00 has 0 of agents with tag senior, 1 is needed",
        )
    ]


def test_minute_by_minute_a_senior_on_another_shift_will_do() -> None:
    problem = team(PEOPLE, (EARLY, LATE, DAY_SHIFT))
    cells = on(ANA, EARLY) | on(SAM, DAY_SHIFT) | on(BO, LATE)
    # From 06:00 to 09:00 and from 17:00 to 22:00 without.
    assert costs(RequiredMix(include=SENIOR, per="minute", weight=1), problem, cells) == [180, 300]
    assert costs(RequiredMix(include=SENIOR, weight=1), problem, cells) == [480, 480]


def test_a_senior_on_two_shifts_at_once_is_one() -> None:
    problem = team(PEOPLE, (EARLY, DAY_SHIFT))
    rule = RequiredMix(include=SENIOR, agents=2, per="minute", weight=1)
    assert sum(costs(rule, problem, on(SAM, EARLY, DAY_SHIFT))) == 11 * 60


def test_who_came_before_the_horizon_asks_for_nobody_and_helps() -> None:
    night, dawn = shift("night", MONDAY - DAY), shift("dawn", MONDAY, "04:00", "10:00")
    rule = RequiredMix(include=SENIOR, per="minute", weight=1)
    assert costs(rule, team(PEOPLE, (night, dawn), past=on(ANA, night)), frozenset()) == []
    assert costs(rule, team(PEOPLE, (night, dawn), past=on(SAM, night)), on(ANA, dawn)) == [240]


def test_only_those_selected_ask() -> None:
    rule = RequiredMix(include=SENIOR, who=Selection(ids=("ana",)), weight=1)
    problem = team(PEOPLE, (EARLY, LATE))
    assert costs(rule, problem, on(BO, EARLY)) == []
    assert costs(rule, problem, on(ANA, EARLY)) == [480]


def test_only_the_dates_named_ask() -> None:
    rule = RequiredMix(include=SENIOR, when=When(days=("tue",)), per="minute")
    assert found(rule, team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == []


def test_including_everybody_is_refused() -> None:
    with pytest.raises(ValidationError, match="`include` selects everybody"):
        RequiredMix(include=Selection())


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RequiredMix(include=SENIOR).explain() == (
        "everybody: on any shift only with at least 1 of agents with tag senior on the same shift"
    )
    assert messages(RequiredMix(include=SENIOR), team(PEOPLE, (EARLY,)), frozenset()) == []
    assert RequiredMix(include=SENIOR, agents=2, per="minute", shifts=("late",)).explain() == (
        "everybody: on late only with at least 2 of agents with tag senior on duty at every minute of it"
    )
