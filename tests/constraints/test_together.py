"""together: the law, and shifts without company counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, at, costs, found, on, person, shift, team

from constraints.together import Together
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

NIA, MO, ANA = person("Nia", tags=("newcomer",)), person("Mo", tags=("mentor",)), person("Ana")
PEOPLE = (NIA, MO, ANA)
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
DAY_SHIFT = shift("day", MONDAY, "09:00", "17:00")
RULE = Together(who=Selection(ids=("nia",)), company=Selection(tags=("mentor",)))

RULES = st.builds(
    Together,
    who=WHO.filter(lambda one: one != Selection()),
    company=WHO,
    weight=WEIGHT,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=150)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        (frozenset(), []),
        (on(MO, EARLY, LATE), []),
        (on(NIA, EARLY) | on(MO, EARLY, LATE), []),
        (on(NIA, EARLY), [5]),
        (on(NIA, EARLY, LATE) | on(MO, EARLY), [5]),
        (on(NIA, EARLY) | on(ANA, EARLY), [5]),
    ],
)
def test_each_shift_without_company_counts(cells, cost: list[int]) -> None:
    problem = team(PEOPLE, (EARLY, LATE))
    assert costs(RULE.model_copy(update={"weight": 5}), problem, cells) == cost
    assert len(found(RULE, problem, cells)) == len(cost)


def test_company_on_an_overlapping_shift_is_none() -> None:
    problem = team(PEOPLE, (EARLY, DAY_SHIFT))
    assert found(RULE, problem, on(NIA, EARLY) | on(MO, DAY_SHIFT)) == [
        Violation(
            "together",
            Place("nia", "early@2027-03-08", start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            1,
            "shifts",
            None,
            "Nia is on early of Mon 08 Mar 06:00 without any of agents with tag mentor",
        )
    ]


def test_nobody_is_company_to_themselves() -> None:
    rule = Together(who=Selection(tags=("newcomer",)), company=Selection(), weight=1)
    problem = team((NIA, ANA), (EARLY,))
    assert costs(rule, problem, on(NIA, EARLY)) == [1]
    assert costs(rule, problem, on(NIA, EARLY) | on(ANA, EARLY)) == []


def test_what_was_worked_before_the_horizon_is_not_judged() -> None:
    night = shift("night", MONDAY - DAY)
    assert found(RULE, team(PEOPLE, (night, EARLY), past=on(NIA, night)), frozenset()) == []


def test_only_the_templates_named_are_looked_at() -> None:
    rule = Together(who=Selection(ids=("nia",)), company=Selection(ids=("mo",)), shifts=("late",), weight=1)
    assert costs(rule, team(PEOPLE, (EARLY, LATE)), on(NIA, EARLY, LATE)) == [1]


def test_who_needs_company_is_named() -> None:
    with pytest.raises(ValidationError, match="give `who`, the agents who need company"):
        Together(company=Selection(ids=("mo",)))


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == "nia: on shifts only together with agents with tag mentor"
