"""fixed: the law, and settled entries counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import MONDAY as LAW_MONDAY
from law import TEMPLATES, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, at, costs, found, on, person, shift, team

from constraints.fixed import Fixed
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
RULES = st.builds(Fixed, entries=st.lists(ENTRY, min_size=1, max_size=12).map(tuple), weight=WEIGHT, who=WHO)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        (on(ANA, EARLY) | on(BO, LATE), []),
        (on(ANA, EARLY, LATE) | on(BO, LATE, EARLY), []),
        (on(ANA, EARLY), [7]),
        (on(BO, EARLY) | on(ANA, LATE), [7, 7]),
    ],
)
def test_each_entry_that_is_not_worked_counts(cells, cost: list[int]) -> None:
    assert costs(Fixed(entries=(ANA_EARLY, BO_LATE), weight=7), PROBLEM, cells) == cost
    assert len(found(Fixed(entries=(ANA_EARLY, BO_LATE)), PROBLEM, cells)) == len(cost)


def test_a_missing_entry_is_told_with_the_shift() -> None:
    assert found(Fixed(entries=(ANA_EARLY,)), PROBLEM, frozenset()) == [
        Violation(
            "fixed",
            Place("ana", "early@2027-03-08", start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            1,
            "shifts",
            None,
            "Ana is not on early of Mon 08 Mar 06:00, which is settled",
        )
    ]


def test_an_entry_given_twice_counts_once() -> None:
    assert costs(Fixed(entries=(ANA_EARLY, ANA_EARLY), weight=1), PROBLEM, frozenset()) == [1]


def test_entries_before_and_after_the_horizon_are_left_alone() -> None:
    days = (MONDAY - DAY, MONDAY + 7 * DAY)
    rule = Fixed(entries=tuple(Entry(agent="ana", shift="early", day=day) for day in days))
    past = shift("early", MONDAY - DAY)
    assert found(rule, team((ANA,), (past, EARLY)), frozenset()) == []


def test_only_entries_of_those_selected_are_kept() -> None:
    rule = Fixed(entries=(ANA_EARLY, BO_LATE), who=Selection(ids=("bo",)), weight=1)
    assert costs(rule, PROBLEM, frozenset()) == [1]


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Fixed(entries=())


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Fixed(entries=(ANA_EARLY, BO_LATE)).explain() == "2 settled entries are kept"
    assert Fixed(entries=(ANA_EARLY,)).explain() == "1 settled entry is kept"
