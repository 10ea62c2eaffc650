"""affinity: the law, and shifts away from home counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import BERLIN, MONDAY, at, costs, found, on, person, shift, team

from constraints.affinity import Affinity
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.when import When

TOKYO = "Asia/Tokyo"
ANA, KEN = person("Ana"), person("Ken", zone=TOKYO, tags=("tokyo",))
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
FAR = shift("far", MONDAY, "09:00", "17:00", zone=TOKYO)
CALL = shift("call", MONDAY, "18:00", "22:00", kind="on_call")
PROBLEM = team((ANA, KEN), (EARLY, LATE, FAR, CALL))

RULES = st.builds(
    Affinity,
    shifts=st.sampled_from([("night",), ("early", "late")]),
    zones=st.sampled_from([(), (BERLIN,), (TOKYO,)]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
)


@settings(max_examples=150)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


@pytest.mark.parametrize(
    ("worked", "cost"), [((), []), ((FAR,), []), ((EARLY,), [3]), ((EARLY, LATE, FAR, CALL), [3, 3, 3])]
)
def test_each_shift_in_another_zone_counts(worked, cost: list[int]) -> None:
    rule = Affinity(who=Selection(tags=("tokyo",)), zones=(TOKYO,))
    cells = on(KEN, *worked) | on(ANA, EARLY)
    assert costs(rule.model_copy(update={"weight": 3}), PROBLEM, cells) == cost
    assert len(found(rule, PROBLEM, cells)) == len(cost)


def test_a_shift_of_another_template_is_told() -> None:
    assert found(Affinity(shifts=("early",), weight=4), PROBLEM, on(ANA, EARLY, LATE)) == [
        Violation(
            "affinity",
            Place("ana", "late@2027-03-08", start=at(MONDAY, "14:00"), end=at(MONDAY, "22:00")),
            1,
            "shifts",
            4,
            "Ana is on late of Mon 08 Mar 14:00 instead of early",
        )
    ]


def test_with_both_given_both_must_fit() -> None:
    rule = Affinity(shifts=("early", "far"), zones=(BERLIN,), weight=1)
    assert costs(rule, PROBLEM, on(ANA, EARLY, LATE, FAR)) == [1, 1]


def test_other_kinds_and_other_dates_are_left_alone() -> None:
    assert costs(Affinity(shifts=("early",), kinds=("work",), weight=1), PROBLEM, on(ANA, CALL)) == []
    tuesdays = Affinity(shifts=("early",), when=When(days=("tue",)), weight=1)
    assert costs(tuesdays, PROBLEM, on(ANA, LATE)) == []


def test_what_was_worked_before_the_horizon_is_not_judged() -> None:
    night = shift("night", MONDAY - DAY)
    assert found(Affinity(shifts=("early",)), team((ANA,), (night,), past=on(ANA, night)), frozenset()) == []


def test_some_place_is_named() -> None:
    with pytest.raises(ValidationError, match="give `shifts` or `zones`"):
        Affinity()


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Affinity(shifts=("early", "day"), zones=(BERLIN,)).explain() == (
        "everybody: early or day, shifts in Europe/Berlin rather than others"
    )
