"""max_changes: the law, and changes counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHEN, WHO, law, problems, rosters
from small import MONDAY, costs, daily, found, on, person, shift, team

from constraints.max_changes import MaxChanges
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

ANA, BO = person("Ana"), person("Bo")
EARLY = daily("early", MONDAY, 7)
REFERENCE = on(ANA, *EARLY[:4]) | on(BO, *EARLY[4:])
PROBLEM = team((ANA, BO), EARLY, reference=REFERENCE)

RULES = st.builds(
    MaxChanges,
    changes=st.integers(0, 4),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
    when=WHEN,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    problem = data.draw(problems())
    reference = data.draw(rosters(problem)) | data.draw(st.sampled_from([frozenset(), problem.past]))
    law(data.draw(RULES), replace(problem, reference=reference), data.draw(rosters(problem)))


@pytest.mark.parametrize(("changes", "cost"), [(3, []), (2, []), (1, [5]), (0, [10])])
def test_a_shift_that_changes_hands_is_two_changes(changes: int, cost: list[int]) -> None:
    cells = on(ANA, *EARLY[:3]) | on(BO, *EARLY[3:])
    assert costs(MaxChanges(changes=changes, weight=5), PROBLEM, cells) == cost
    assert len(found(MaxChanges(changes=changes), PROBLEM, cells)) == len(cost)


def test_too_many_changes_are_told_once() -> None:
    cells = on(ANA, *EARLY[:5])
    assert found(MaxChanges(changes=1), PROBLEM, cells) == [
        Violation(
            "max_changes",
            Place(),
            3,
            "changes",
            None,
            "4 entries differ from the reference roster, 1 more and 3 less, 1 may",
        )
    ]


def test_without_a_reference_everything_may_change() -> None:
    assert found(MaxChanges(), team((ANA, BO), EARLY), REFERENCE) == []


def test_entries_of_the_reference_outside_the_horizon_do_not_count() -> None:
    past = shift("early", MONDAY - DAY)
    problem = team((ANA, BO), (past, *EARLY), reference=REFERENCE | on(ANA, past))
    assert found(MaxChanges(), problem, REFERENCE) == []


def test_only_the_agents_selected_count() -> None:
    rule = MaxChanges(who=Selection(ids=("ana",)), weight=1)
    assert costs(rule, PROBLEM, on(ANA, *EARLY[:3]) | on(BO, *EARLY[3:])) == [1]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxChanges(changes=6).explain() == "everybody: at most 6 changes to the reference roster"
