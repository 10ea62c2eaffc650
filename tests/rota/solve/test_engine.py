"""The engine: its optimum against every roster there is, and what it says where there is none."""

from __future__ import annotations

from itertools import combinations
from time import sleep
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from law import WHO, problems
from small import MONDAY, daily, on, person, shift, team

from constraints.availability import Availability
from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_hours import MaxHours
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.requests import Requests
from rota.constraint import Constraint, Place
from rota.errors import OurBug
from rota.localtime import DAY
from rota.problem import Request
from rota.solve import columns, engine
from rota.solve.engine import solve
from rota.solve.limits import Limits, Progress
from rota.solve.neighbourhoods import Neighbourhoods
from rota.solve.outcome import Infeasible, Solved, TimedOut
from rota.solve.pricing import price
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Agent, Cell, Problem
    from rota.solve.neighbourhoods import Kind
    from rota.solve.pricing import Priced

ONE = Limits(seconds=30, workers=1)
WEIGHT = st.sampled_from([None, 3])
EACH_SHIFT_COSTS = Headcount(id="thrift", most=0, weight=1)
"""With it no problem is without prices, and no roster free."""

RULES = st.lists(
    st.one_of(
        st.builds(MinRest, hours=st.sampled_from([8, 11, 16]), weight=st.sampled_from([None, 1]), who=WHO),
        st.just(OneAtATime()),
        st.builds(Availability, weight=st.sampled_from([None, 1])),
        st.builds(Qualified, weight=WEIGHT, who=WHO),
        st.builds(Headcount, least=st.integers(0, 1), most=st.integers(1, 2), weight=WEIGHT, who=WHO),
        st.builds(MaxHours, hours=st.sampled_from([8, 15.5]), weight=st.sampled_from([None, 1])),
        st.builds(MinHours, hours=st.sampled_from([8, 15]), weight=st.sampled_from([None, 1])),
        st.builds(MaxConsecutiveDays, days=st.integers(1, 2), weight=WEIGHT, who=WHO),
        st.builds(Requests, weight=st.integers(1, 5)),
        st.builds(Presence, weight=st.just(1)),
        st.builds(
            FairShare, burden=st.sampled_from(["nights", "weekends", "shifts"]), weight=st.integers(1, 5)
        ),
    ),
    min_size=1,
    max_size=5,
)


def every_roster(problem: Problem) -> Iterable[frozenset[Cell]]:
    cells = [(agent.id, one.id) for agent in problem.agents for one in problem.shifts]
    for size in range(len(cells) + 1):
        for chosen in combinations(cells, size):
            yield frozenset(chosen)


@settings(max_examples=150)
@given(problem=problems(most_agents=3, most_days=3), rules=RULES)
def test_no_roster_of_all_is_lawful_and_cheaper(problem: Problem, rules: list[Constraint]) -> None:
    assume(len(problem.agents) * len(problem.shifts) <= 8)
    rules = [*rules, EACH_SHIFT_COSTS]
    verdicts = [verify(problem, rules, cells) for cells in every_roster(problem)]
    lawful = [verdict.cost for verdict in verdicts if verdict.lawful]
    outcome = solve(problem, rules, limits=ONE)
    if not lawful:
        assert isinstance(outcome, Infeasible)
        return
    assert isinstance(outcome, Solved)
    assert outcome.optimal
    assert (outcome.cost, outcome.bound) == (min(lawful), min(lawful))
    verdict = verify(problem, rules, outcome.cells)
    assert (verdict.hard, verdict.cost) == ((), outcome.cost)


ANA, BO = person("Ana"), person("Bo", skills={"german": 1})
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)
NEXT = shift("early", MONDAY + DAY)


def test_a_problem_without_shifts_or_rules_is_solved_by_the_empty_roster() -> None:
    for problem, rules in ((team((ANA,), ()), [MinRest()]), (team((ANA,), (EARLY,)), [])):
        outcome = solve(problem, rules, limits=ONE)
        assert isinstance(outcome, Solved)
        assert (outcome.cost, outcome.bound, outcome.optimal) == (0, 0, True)


def test_a_cost_that_no_roster_can_avoid_is_a_cost() -> None:
    problem = team((ANA,), (EARLY,), requests=(Request("ana", MONDAY, "on", "late"),))
    outcome = solve(problem, [Requests(weight=10)], limits=ONE)
    assert isinstance(outcome, Solved)
    assert (outcome.cost, outcome.bound) == (10, 10)


def contrary(people: Sequence[Agent], *, days: int, by_agent: int, by_wish: int) -> tuple[Request, ...]:
    """Six wishes of everybody that contradict those of others."""
    return tuple(
        sorted(
            Request(
                agent.id,
                MONDAY + ((by_agent * index + by_wish * number) % days) * DAY,
                wish,
                "",
                1 + number % 3,
            )
            for index, agent in enumerate(people)
            for number, wish in enumerate(["off", "on", "off", "off", "on", "off"])
        )
    )


def month() -> tuple[Problem, list[Constraint]]:
    """Five agents over ten days, whose wishes contradict each other: easy to solve, hard to guess."""
    people = tuple(person(name) for name in ("Ana", "Bo", "Cem", "Dev", "Eve"))
    shifts = (*daily("early", MONDAY, 10), *daily("late", MONDAY, 10), *daily("night", MONDAY, 10))
    wishes = contrary(people, days=10, by_agent=3, by_wish=2)
    rules = [
        MinRest(),
        OneAtATime(),
        Headcount(least=1, most=2),
        MaxConsecutiveDays(days=4, weight=20),
        Requests(),
        FairShare(burden="nights"),
    ]
    return team(people, shifts, days=10, requests=wishes), rules


def test_equal_input_and_seed_give_an_equal_roster_where_that_is_asked_for() -> None:
    problem, rules = month()
    limits = Limits(seconds=5, seed=7, workers=2, reproducible=True)
    one, two = (solve(problem, rules, limits=limits) for _ in range(2))
    assert isinstance(one, Solved)
    assert isinstance(two, Solved)
    assert (one.cells, one.cost, one.bound) == (two.cells, two.cost, two.bound)


@pytest.mark.parametrize("thin", [True, False])
def test_equal_input_and_seed_give_an_equal_roster_of_what_counts_as_large(
    monkeypatch: pytest.MonkeyPatch, thin: bool
) -> None:
    """The search is ended by the work it does, far from any optimum, and though one run is often held up."""
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: thin)
    problem, rules = crowd()
    limits = Limits(seconds=2, seed=7, reproducible=True)

    def searched() -> tuple[frozenset[Cell], int, int, list[str]]:
        stages: list[str] = []
        outcome = solve(problem, rules, limits=limits, listen=lambda progress: stages.append(progress.stage))
        assert isinstance(outcome, Solved)
        assert not outcome.optimal
        return outcome.cells, outcome.cost, outcome.bound, list(dict.fromkeys(stages))

    def slow(*given: Any, **named: Any) -> Priced:
        sleep(0.05)
        return price(*given, **named)

    def hesitant(self: Neighbourhoods) -> Kind:
        sleep(0.4)
        return choose(self)

    one = searched()
    choose = Neighbourhoods.choose
    monkeypatch.setattr(columns, "price", slow)
    monkeypatch.setattr(Neighbourhoods, "choose", hesitant)
    assert searched() == one
    assert "neighbourhoods" in one[-1]
    assert ("dive" in one[-1]) == thin


def crowd() -> tuple[Problem, list[Constraint]]:
    """Twenty-four agents over four weeks: more than a few seconds suffice for."""
    people = tuple(person(f"P{number}") for number in range(24))
    shifts = tuple(one for name in ("early", "late", "night") for one in daily(name, MONDAY, 28))
    wishes = contrary(people, days=28, by_agent=5, by_wish=3)
    rules = [
        MinRest(),
        OneAtATime(),
        Headcount(least=7, most=8, weight=30),
        MaxConsecutiveDays(days=4, weight=20),
        Requests(),
        FairShare(burden="nights"),
        FairShare(id="weekends", burden="weekends"),
    ]
    return team(people, shifts, days=28, requests=wishes), rules


def test_a_bound_is_never_above_the_optimum_though_the_search_ended_at_a_gap() -> None:
    problem, rules = month()
    best = solve(problem, rules, limits=Limits(seconds=30, workers=2))
    early = solve(problem, rules, limits=Limits(seconds=5, gap=0.95, workers=1, reproducible=True))
    assert isinstance(best, Solved)
    assert isinstance(early, Solved)
    assert best.optimal
    assert early.bound <= best.cost


def test_the_listener_hears_of_the_roster_that_is_returned() -> None:
    problem, rules = month()
    heard: list[Progress] = []
    outcome = solve(problem, rules, limits=Limits(seconds=30, workers=2), listen=heard.append)
    assert isinstance(outcome, Solved)
    costs = [progress.cost for progress in heard if progress.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == outcome.cost
    bounds = [progress.bound for progress in heard]
    assert bounds == sorted(bounds)
    assert bounds[-1] <= outcome.cost


def test_no_time_is_no_roster_and_no_proof() -> None:
    problem, rules = month()
    outcome = solve(problem, rules, limits=Limits(seconds=0, workers=1, reproducible=True))
    assert isinstance(outcome, TimedOut)


class Liar(Constraint):
    """Encodes that each shift worked costs `charged` and finds that it costs `weight`, or breaks a law."""

    unit = "shifts"
    kind: Literal["liar"] = "liar"
    charged: int = 0

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        for agent in problem.agents:
            for one in problem.shifts:
                encoding.penalize(self, encoding.works(agent, one), weight=self.charged)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        for agent in problem.agents:
            for one in duty.coming(agent):
                yield self.violation(Place(agent.id, one.id), 1, f"{agent.name} is on {one.template}")

    def explain(self) -> str:
        return "what is charged is not what is found"


STAFFED = Headcount(least=1)


def test_a_law_that_the_solver_was_not_told_of_is_a_bug_of_ours() -> None:
    with pytest.raises(OurBug, match="the solver's roster breaks a hard rule: Ana is on early"):
        solve(team((ANA,), (EARLY,)), [STAFFED, Liar(charged=1)], limits=ONE)


def test_a_cost_that_the_solver_was_not_told_of_is_a_bug_of_ours() -> None:
    with pytest.raises(OurBug, match="the roster costs 2, the solver says 1"):
        solve(team((ANA,), (EARLY,)), [STAFFED, Liar(charged=1, weight=2)], limits=ONE)


def test_a_cost_that_the_verifier_does_not_find_is_a_bug_of_ours() -> None:
    with pytest.raises(OurBug):
        solve(team((ANA,), (EARLY,)), [STAFFED, Liar(charged=2, weight=1)], limits=ONE)


def test_on_call_and_work_are_solved_alike() -> None:
    call = shift("call", MONDAY, "18:00", "06:00", kind="on_call")
    problem = team((ANA, BO), (EARLY, call))
    outcome = solve(problem, [STAFFED, EACH_SHIFT_COSTS], limits=ONE)
    assert isinstance(outcome, Solved)
    assert outcome.cost == 2
    assert outcome.cells in [on(a, EARLY) | on(b, call) for a in (ANA, BO) for b in (ANA, BO)]
