"""headcount: the law, and heads counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.headcount import Headcount
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.price_step import PriceStep

PEOPLE = tuple(person(name) for name in ("Ana", "Bo", "Cem", "Dev"))
ANA, BO, CEM, DEV = PEOPLE
EARLY = shift("early", MONDAY)
STEPS = (PriceStep(beyond=1, times=3), PriceStep(beyond=2, times=10))
SHARED = {"weight": WEIGHT, "who": WHO, "kinds": KINDS, "shifts": NAMED}
PRICED = SHARED | {"weight": st.sampled_from([1, 7])}

RULES = (
    st.builds(Headcount, least=st.sampled_from([None, 1, 2]), most=st.integers(2, 3), **SHARED)
    | st.builds(Headcount, least=st.integers(0, 2), **SHARED)
    | st.builds(Headcount, least=st.just(1), most=st.just(1), **SHARED)
    | st.builds(Headcount, most=st.just(0), **SHARED)
    | st.builds(
        Headcount,
        least=st.sampled_from([None, 0, 1]),
        most=st.just(1),
        steps=st.sampled_from([STEPS, STEPS[:1], STEPS[1:]]),
        **PRICED,
    )
    | st.builds(Headcount, least=st.integers(3, 5), steps=st.sampled_from([STEPS, STEPS[1:]]), **PRICED)
)


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_agents=4, most_days=3)


@pytest.mark.parametrize(("heads", "cost"), [(0, [20]), (1, [10]), (2, []), (3, []), (4, [10])])
def test_each_agent_outside_the_bounds_costs(heads: int, cost: list[int]) -> None:
    cells = frozenset().union(*(on(agent, EARLY) for agent in PEOPLE[:heads]))
    problem = team(PEOPLE, (EARLY,))
    assert costs(Headcount(least=2, most=3, weight=10), problem, cells) == cost
    assert len(found(Headcount(least=2, most=3), problem, cells)) == len(cost)


@pytest.mark.parametrize(("heads", "cost"), [(4, []), (3, [5]), (2, [5 + 15]), (1, [5 + 15 + 50])])
def test_each_agent_missing_costs_the_price_of_its_step(heads: int, cost: list[int]) -> None:
    cells = frozenset().union(*(on(agent, EARLY) for agent in PEOPLE[:heads]))
    assert costs(Headcount(least=4, weight=5, steps=STEPS), team(PEOPLE, (EARLY,)), cells) == cost


@pytest.mark.parametrize(("heads", "cost"), [(0, []), (1, [5]), (2, [5 + 15]), (4, [5 + 15 + 50 + 50])])
def test_each_agent_too_many_costs_the_price_of_its_step(heads: int, cost: list[int]) -> None:
    cells = frozenset().union(*(on(agent, EARLY) for agent in PEOPLE[:heads]))
    assert costs(Headcount(most=0, weight=5, steps=STEPS), team(PEOPLE, (EARLY,)), cells) == cost


def test_the_first_step_alone_is_the_price_up_to_it() -> None:
    rule = Headcount(least=4, weight=5, steps=STEPS[1:])
    assert costs(rule, team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == [5 + 5 + 50]


def test_steps_are_prices_and_rise() -> None:
    with pytest.raises(ValidationError, match="`steps` raise a price, and without `weight` there is none"):
        Headcount(least=1, steps=STEPS)
    with pytest.raises(ValidationError, match="`beyond` and `times` rise"):
        Headcount(least=1, weight=1, steps=STEPS[::-1])


def test_a_hard_rule_made_of_one_with_steps_charges_nothing() -> None:
    hard = Headcount(least=4, weight=5, steps=STEPS).model_copy(update={"weight": None})
    assert costs(hard, team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == [None]


def test_steps_are_said_in_the_sentence() -> None:
    assert Headcount(least=1, weight=5, steps=STEPS).explain() == (
        "at least 1 of everybody on every shift, "
        "3 times the price beyond 1 off, 10 times the price beyond 2 off"
    )


def test_too_few_are_told_with_their_number() -> None:
    assert found(Headcount(id="staffed", least=2), team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == [
        Violation(
            "staffed",
            Place(shift=EARLY.id, start=at(MONDAY, "06:00"), end=at(MONDAY, "14:00")),
            1,
            "agents",
            None,
            "early of Mon 08 Mar 06:00 has 1 of everybody, 2 are needed",
        )
    ]


def test_two_too_many_are_two_units() -> None:
    cells = on(ANA, EARLY) | on(BO, EARLY) | on(CEM, EARLY)
    assert [one.shortfall for one in found(Headcount(most=1), team(PEOPLE, (EARLY,)), cells)] == [2]


def test_too_many_are_told_with_the_limit() -> None:
    assert messages(Headcount(most=1), team(PEOPLE, (EARLY,)), on(ANA, EARLY) | on(BO, EARLY)) == [
        "early of Mon 08 Mar 06:00 has 2 of everybody, 1 is allowed"
    ]


def test_a_shift_is_told_on_the_clock_of_its_own_desk() -> None:
    desk = shift("desk", MONDAY, "09:00", "17:00", zone="Asia/Manila")
    (violation,) = found(Headcount(least=1), team(PEOPLE, (desk,)), frozenset())
    assert violation.message == "desk of Mon 08 Mar 09:00 has 0 of everybody, 1 is needed"
    assert violation.rule == "headcount"


def test_every_shift_is_looked_at_to_the_end_and_history_is_not() -> None:
    shifts = daily("night", MONDAY - DAY, 8)
    problem = team(PEOPLE, shifts)
    assert len(found(Headcount(least=1), problem, frozenset())) == 7
    assert messages(Headcount(least=1), problem, on(ANA, *shifts[1:7])) == [
        "night of Sun 14 Mar 22:00 has 0 of everybody, 1 is needed"
    ]


def test_only_the_templates_and_the_kinds_named_count() -> None:
    class_room = shift("class", MONDAY, "09:00", "12:00", kind="training")
    problem = team(PEOPLE, (EARLY, shift("late", MONDAY), class_room))
    assert len(found(Headcount(least=1), problem, frozenset())) == 3
    assert len(found(Headcount(least=1, shifts=("late", "class")), problem, frozenset())) == 2
    assert len(found(Headcount(least=1, kinds=("work",)), problem, frozenset())) == 2
    assert (
        len(found(Headcount(least=1, kinds=("work",), shifts=("late", "class")), problem, frozenset())) == 1
    )


def test_only_the_agents_named_count() -> None:
    rule = Headcount(least=1, who=Selection(ids=("cem", "dev")))
    assert messages(rule, team(PEOPLE, (EARLY,)), on(ANA, EARLY)) == [
        "early of Mon 08 Mar 06:00 has 0 of cem, dev, 1 is needed"
    ]
    assert found(rule, team(PEOPLE, (EARLY,)), on(DEV, EARLY)) == []


def test_a_shift_over_a_change_of_clocks_counts_once() -> None:
    night = shift("night", SPRING - DAY)
    problem = team(PEOPLE, (night,), first=SPRING - DAY)
    assert costs(Headcount(least=1, weight=5), problem, frozenset()) == [5]


@pytest.mark.parametrize(
    ("bounds", "message"),
    [({}, "give `least` or `most`"), ({"least": 3, "most": 2}, "`least` is 3, more than `most`, 2")],
)
def test_bounds_that_make_no_sense_are_refused(bounds: dict[str, int], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Headcount(**bounds)


@pytest.mark.parametrize("bounds", [{"least": -1}, {"most": -1}])
def test_fewer_than_nobody_is_refused(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Headcount(**bounds)


def test_a_rule_on_no_kind_of_shift_is_refused() -> None:
    with pytest.raises(ValidationError, match="kinds"):
        Headcount(least=1, kinds=())


def test_equal_bounds_are_fine_and_so_is_none() -> None:
    problem = team(PEOPLE, (EARLY,))
    assert found(Headcount(least=1, most=1), problem, on(CEM, EARLY)) == []
    assert found(Headcount(most=0), problem, frozenset()) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Headcount(most=4).explain() == "at most 4 of everybody on every shift"
    assert Headcount(least=1).explain() == "at least 1 of everybody on every shift"
    assert (
        Headcount(least=1, most=2, shifts=("early", "late")).explain()
        == "at least 1 and at most 2 of everybody on early, late"
    )


def test_the_reason_is_told_where_only_a_least_number_is_asked_for() -> None:
    problem, place = team(PEOPLE[:2], (EARLY,)), Place(shift=EARLY.id)
    said = "early of Mon 08 Mar 06:00 needs 2 of everybody, the team has 2"
    assert Headcount(least=2).because(problem, place) == said
    assert Headcount(least=2, most=3).because(problem, place) == ""
    assert Headcount(most=3).because(problem, place) == ""
