"""preferred_shifts: the law, and shares of liked shifts counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, costs, daily, found, on, person, shift, team

from constraints.preferred_shifts import PreferredShifts
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.when import When

ANA, BO = person("Ana"), person("Bo")
EARLY, LATE = daily("early", MONDAY, 7), daily("late", MONDAY, 7)
PROBLEM = team((ANA, BO), (*EARLY, *LATE))
HALF = PreferredShifts(shifts=("early",), share=0.5, weight=6)

RULES = st.builds(
    PreferredShifts,
    shifts=st.sampled_from([("night",), ("early", "late", "long")]),
    share=st.sampled_from([0.1, 0.33, 0.5, 1]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("early", "late", "cost"),
    [(0, 0, []), (2, 0, []), (2, 2, []), (2, 3, [6]), (1, 2, [6]), (0, 3, [12]), (0, 4, [12])],
)
def test_half_of_the_shifts_are_liked_ones(early: int, late: int, cost: list[int]) -> None:
    cells = on(ANA, *EARLY[:early], *LATE[:late])
    assert costs(HALF, PROBLEM, cells) == cost
    assert len(found(HALF.model_copy(update={"weight": None}), PROBLEM, cells)) == len(cost)


def test_missing_shifts_are_told_with_the_numbers() -> None:
    rule = PreferredShifts(shifts=("early",), share=0.75, weight=1)
    assert found(rule, PROBLEM, on(ANA, EARLY[0], *LATE[:4])) == [
        Violation(
            "preferred_shifts",
            Place("ana"),
            3,
            "shifts",
            3,
            "Ana has 1 of 5 shifts on early, 4 are wished for",
        )
    ]


def test_a_share_is_taken_as_it_is_written() -> None:
    # 0.7 of ten is seven, though the nearest binary fraction to 0.7 times ten is a little more or less.
    fourteen = (*daily("early", MONDAY, 7), *daily("late", MONDAY, 3))
    problem = team((ANA,), fourteen)
    assert found(PreferredShifts(shifts=("early",), share=0.7), problem, on(ANA, *fourteen)) == []


def test_only_those_who_like_them_and_the_dates_named_count() -> None:
    rule = PreferredShifts(shifts=("early",), who=Selection(ids=("ana",)), when=When(days=("mon",)), weight=1)
    assert costs(rule, PROBLEM, on(ANA, *LATE[:2]) | on(BO, *LATE)) == [1]


def test_history_is_not_counted() -> None:
    past = shift("late", MONDAY - DAY)
    problem = team((ANA,), (past, *EARLY), past=on(ANA, past))
    assert found(PreferredShifts(shifts=("early",)), problem, on(ANA, EARLY[0])) == []


def test_what_is_liked_is_named() -> None:
    with pytest.raises(ValidationError, match="give `shifts`, the templates that are liked"):
        PreferredShifts()


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert HALF.explain() == "everybody: at least 50% of their shifts on early"


def test_half_a_shift_too_few_breaks_a_must() -> None:
    earlies, lates = daily("early", MONDAY, 7), daily("late", MONDAY, 7)
    problem = team((ANA,), (*earlies, *lates))
    rule = PreferredShifts(shifts=("early",), share=0.5)
    assert found(rule, problem, on(ANA, earlies[0], lates[1])) == []
    assert len(found(rule, problem, on(ANA, earlies[0], *lates[1:3]))) == 1
