"""forbidden: the law, and ruled-out entries counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import MONDAY as LAW_MONDAY
from law import TEMPLATES, WEIGHT, WHO, hold
from small import MONDAY, at, costs, found, on, person, shift, team

from constraints.forbidden import Forbidden
from rota.constraint import Place, Selection, Violation
from rota.entries import Entry
from rota.localtime import DAY

ANA, BO = person("Ana"), person("Bo")
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
PROBLEM = team((ANA, BO), (EARLY, LATE))
ANA_EARLY = Entry(agent="ana", shift="early", day=MONDAY)
BO_LATE = Entry(agent="bo", shift="late", day=MONDAY)

ENTRY = st.builds(
    Entry,
    agent=st.sampled_from(["a0", "a1", "a2"]),
    shift=st.sampled_from(sorted(TEMPLATES)),
    day=st.integers(-2, 12).map(lambda offset: LAW_MONDAY + timedelta(days=offset)),
)
RULES = st.builds(
    Forbidden, entries=st.lists(ENTRY, min_size=1, max_size=12).map(tuple), weight=WEIGHT, who=WHO
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        (frozenset(), []),
        (on(ANA, LATE) | on(BO, EARLY), []),
        (on(ANA, EARLY), [7]),
        (on(ANA, EARLY) | on(BO, LATE), [7, 7]),
    ],
)
def test_each_entry_that_is_worked_counts(cells, cost: list[int]) -> None:
    assert costs(Forbidden(entries=(ANA_EARLY, BO_LATE), weight=7), PROBLEM, cells) == cost
    assert len(found(Forbidden(entries=(ANA_EARLY, BO_LATE)), PROBLEM, cells)) == len(cost)


def test_an_entry_worked_is_told_with_the_shift() -> None:
    assert found(Forbidden(entries=(BO_LATE, BO_LATE)), PROBLEM, on(BO, LATE)) == [
        Violation(
            "forbidden",
            Place("bo", "late@2027-03-08", start=at(MONDAY, "14:00"), end=at(MONDAY, "22:00")),
            1,
            "shifts",
            None,
            "Bo is on late of Mon 08 Mar 14:00, which is forbidden",
        )
    ]


def test_what_was_worked_before_the_horizon_is_left_alone() -> None:
    past = shift("early", MONDAY - DAY)
    rule = Forbidden(entries=(Entry(agent="ana", shift="early", day=MONDAY - DAY),))
    assert found(rule, team((ANA,), (past, EARLY), past=on(ANA, past)), frozenset()) == []


def test_only_entries_of_those_selected_are_ruled_out() -> None:
    rule = Forbidden(entries=(ANA_EARLY, BO_LATE), who=Selection(ids=("bo",)), weight=1)
    assert costs(rule, PROBLEM, on(ANA, EARLY)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Forbidden(entries=(ANA_EARLY, BO_LATE)).explain() == "2 entries are ruled out"
    assert Forbidden(entries=(ANA_EARLY,)).explain() == "1 entry is ruled out"
