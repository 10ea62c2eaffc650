"""overtime: the law, and minutes on steps counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHO, hold
from pydantic import ValidationError
from small import MONDAY, daily, found, on, person, team

from constraints.overtime import Overtime, OvertimeStep
from rota.constraint import Place, Violation
from rota.localtime import DAY

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
STEPS = (OvertimeStep(above_share=1, weight=1), OvertimeStep(above_share=1.3, weight=3))
RULE = Overtime(steps=STEPS)

RULES = st.builds(
    Overtime,
    steps=st.sampled_from(
        [
            (OvertimeStep(above_share=0.5, weight=2),),
            (OvertimeStep(above_share=0.2, weight=1), OvertimeStep(above_share=0.4, weight=4)),
            STEPS,
        ]
    ),
    per=st.sampled_from(["week", "horizon"]),
    weight=st.integers(1, 3),
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=10)


@pytest.mark.parametrize(
    ("days", "over", "cost"),
    # 40 h are owed and 52 h are 1.3 times as many.
    [(5, None, None), (6, 480, 480), (7, 960, 720 + 3 * 240)],
)
def test_a_minute_costs_what_its_step_says(days: int, over: int | None, cost: int | None) -> None:
    findings = found(RULE, team((ANA,), WEEK), on(ANA, *WEEK[:days]))
    assert [(one.shortfall, one.cost) for one in findings] == ([(over, cost)] if over else [])


def test_overtime_is_told_with_its_days() -> None:
    assert found(Overtime(weight=2), team((ANA,), WEEK), on(ANA, *WEEK[:6])) == [
        Violation(
            "overtime",
            Place("ana"),
            480,
            "minutes",
            960,
            "Ana works 48 h from Mon 08 Mar to Sun 14 Mar, 8 h of it overtime",
        )
    ]


def test_minutes_that_history_worked_cost_nothing() -> None:
    past = on(ANA, *WEEK[:6])
    problem = team((ANA,), WEEK, first=MONDAY + 6 * DAY, days=1, past=past)
    assert found(RULE, problem, frozenset()) == []
    # From 48 to 52 h at 1, from 52 to 56 h at 3.
    assert [one.cost for one in found(RULE, problem, on(ANA, WEEK[6]))] == [240 + 3 * 240]


def test_over_the_horizon_weeks_make_good_for_each_other() -> None:
    shifts = daily("early", MONDAY, 14)
    problem = team((ANA,), shifts, days=14)
    cells = on(ANA, *shifts[:6], *shifts[7:11])
    assert found(Overtime(per="horizon"), problem, cells) == []
    assert [one.cost for one in found(Overtime(), problem, cells)] == [480]


@pytest.mark.parametrize(("above_share", "weight"), [(0.9, 6), (1, 6), (1.2, 5), (1.2, 4)])
def test_a_step_that_does_not_rise_in_share_and_price_is_refused(above_share: float, weight: int) -> None:
    following = OvertimeStep(above_share=above_share, weight=weight)
    with pytest.raises(ValidationError, match="`above_share` and `weight` rise"):
        Overtime(steps=(OvertimeStep(above_share=1, weight=5), following))


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == (
        "everybody: hours beyond the contract's a week cost 1 a minute above 100%, 3 a minute above 130%"
    )
