"""staffing: the law, and heads counted by hand against a file's wishes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, law, problems, rosters
from pydantic import ValidationError
from small import MONDAY, at, costs, daily, found, messages, on, person, shift, team

from constraints.staffing import Staffing
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.price_step import PriceStep
from rota.problem import Problem, Wanted

PEOPLE = tuple(person(name) for name in ("Ana", "Bo", "Cem", "Dev"))
ANA, BO, CEM, DEV = PEOPLE
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
PRICE = st.sampled_from([None, None, 0, 1, 100])

STEPS = (PriceStep(beyond=1, times=3), PriceStep(beyond=2, times=10))
RULES = st.builds(
    Staffing,
    weight=WEIGHT,
    over=PRICE,
    steps=st.sampled_from([(), STEPS, STEPS[1:]]),
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@st.composite
def wanting(draw: st.DrawFn) -> Problem:
    """A problem in which some shifts want agents, none to three, some at prices of their own."""
    problem = draw(problems(most_agents=4, most_days=3))
    rows = [
        Wanted(one.id, agents, draw(PRICE), draw(PRICE))
        for one in problem.shifts
        if (agents := draw(st.integers(-1, 3))) >= 0
    ]
    return replace(problem, wanted=tuple(rows))


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    problem = data.draw(wanting())
    law(data.draw(RULES), problem, data.draw(rosters(problem)))


def manned(count: int):
    return frozenset().union(*(on(agent, EARLY) for agent in PEOPLE[:count]))


@pytest.mark.parametrize(("heads", "cost"), [(0, [200]), (1, [100]), (2, []), (3, [1]), (4, [2])])
def test_each_agent_missing_or_too_many_costs_the_price_of_its_row(heads: int, cost: list[int]) -> None:
    problem = team(PEOPLE, (EARLY, LATE), wanted=(Wanted(EARLY.id, 2, 100, 1),))
    assert costs(Staffing(weight=7), problem, manned(heads)) == cost
    assert costs(Staffing(), problem, manned(heads)) == cost


@pytest.mark.parametrize(
    ("rule", "missing", "surplus"),
    [
        (Staffing(), [None], [None]),
        (Staffing(weight=7), [7], [7]),
        (Staffing(weight=7, over=2), [7], [2]),
        (Staffing(weight=7, over=0), [7], []),
        (Staffing(over=3), [None], [3]),
    ],
)
def test_a_row_without_prices_takes_those_of_the_rule_and_is_a_must_without(
    rule: Staffing, missing: list[int | None], surplus: list[int | None]
) -> None:
    problem = team(PEOPLE, (EARLY,), wanted=(Wanted(EARLY.id, 1),))
    assert costs(rule, problem, manned(0)) == missing
    assert costs(rule, problem, manned(1)) == []
    assert costs(rule, problem, manned(2)) == surplus


def test_too_few_are_told_with_their_number() -> None:
    problem = team(PEOPLE, (EARLY,), wanted=(Wanted(EARLY.id, 3, under=50),))
    assert found(Staffing(id="cover"), problem, on(ANA, EARLY)) == [
        Violation(
            "cover",
            Place(shift=EARLY.id, start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            2,
            "agents",
            100,
            "early of Mon 08 Mar 06:00 has 1 of everybody, 3 are wanted",
        )
    ]


def test_nobody_wanted_is_a_wish_too() -> None:
    problem = team(PEOPLE, (EARLY,), wanted=(Wanted(EARLY.id, 0),))
    assert messages(Staffing(), problem, on(ANA, EARLY)) == [
        "early of Mon 08 Mar 06:00 has 1 of everybody, 0 are wanted"
    ]


def test_shifts_that_the_file_does_not_name_want_nothing() -> None:
    shifts = daily("early", MONDAY, 3)
    problem = team(PEOPLE, shifts, wanted=(Wanted(shifts[2].id, 1),))
    assert messages(Staffing(weight=1), problem, on(ANA, *shifts[:2])) == [
        "early of Wed 10 Mar 06:00 has 0 of everybody, 1 is wanted"
    ]


def test_only_the_agents_and_the_templates_named_count() -> None:
    wanted = (Wanted(EARLY.id, 1), Wanted(LATE.id, 1))
    rule = Staffing(weight=5, shifts=("late",), who=Selection(ids=("cem", "dev")))
    assert costs(rule, team(PEOPLE, (EARLY, LATE), wanted=wanted), on(ANA, LATE)) == [5]
    assert costs(rule, team(PEOPLE, (EARLY, LATE), wanted=wanted), on(DEV, LATE)) == []


def test_who_worked_before_the_horizon_is_on_no_shift_of_it() -> None:
    shifts = daily("early", MONDAY - DAY, 2)
    problem = team(PEOPLE, shifts, past=on(ANA, shifts[0]), wanted=(Wanted(shifts[1].id, 1),))
    assert costs(Staffing(weight=5), problem, frozenset()) == [5]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Staffing().explain() == "as many of everybody on every shift as headcount.csv wants"
    assert Staffing(weight=100, over=1, shifts=("late",)).explain() == (
        "as many of everybody on late as headcount.csv wants; where it names no price, one missing costs "
        "100; where it names no price, one too many costs 1"
    )


def test_the_reason_names_what_the_file_wants_on_the_shift() -> None:
    problem = team(PEOPLE, (EARLY, LATE), wanted=(Wanted(EARLY.id, 2), Wanted(LATE.id, 5)))
    assert Staffing().because(problem, Place(shift=LATE.id)) == (
        "headcount.csv wants 5 of everybody on late of Mon 08 Mar 14:00, the team has 4"
    )
    assert Staffing(who=Selection(ids=("ana",))).because(problem, Place(shift=EARLY.id)) == (
        "headcount.csv wants 2 of ana on early of Mon 08 Mar 06:00, only Ana counts"
    )


@pytest.mark.parametrize(("heads", "cost"), [(0, [500]), (1, [400]), (2, [100]), (3, []), (4, [1])])
def test_each_agent_beyond_a_step_costs_so_many_times_the_price_of_its_row(
    heads: int, cost: list[int]
) -> None:
    """Of three: 100 for the first missing, then 300; where all lack, a third at 300 from beyond two on."""
    steps = STEPS[:1] if heads else (PriceStep(beyond=2, times=3),)
    problem = team(PEOPLE, (EARLY, LATE), wanted=(Wanted(EARLY.id, 3, 100, 1),))
    assert costs(Staffing(steps=steps), problem, manned(heads)) == cost


def test_steps_raise_what_is_too_many_as_well_and_leave_a_must_one() -> None:
    problem = team(PEOPLE, (EARLY, LATE), wanted=(Wanted(EARLY.id, 0, None, 2),))
    assert costs(Staffing(steps=STEPS), problem, manned(4)) == [2 * (1 + 3 + 10 + 10)]
    hard = team(PEOPLE, (EARLY, LATE), wanted=(Wanted(EARLY.id, 3, None, 2),))
    assert costs(Staffing(steps=STEPS), hard, manned(1)) == [None]
    assert Staffing(steps=STEPS[:1]).explain() == (
        "as many of everybody on every shift as headcount.csv wants; 3 times the price beyond 1 off"
    )


def test_steps_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValidationError, match="rise from each of `steps` to the next"):
        Staffing(steps=STEPS[::-1])
