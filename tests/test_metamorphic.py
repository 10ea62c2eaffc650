"""What must not matter: agents' names and order, the order of rules, which week it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from law import NAMED, WEIGHT, problems, rosters

from constraints.apart import Apart
from constraints.availability import Availability
from constraints.average_hours import AverageHours
from constraints.balance import Balance
from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.hours_cost import HoursCost
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.max_consecutive_nights import MaxConsecutiveNights
from constraints.max_hours import MaxHours
from constraints.max_weekends import MaxWeekends
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.night_worker_hours import NightWorkerHours
from constraints.not_alone import NotAlone
from constraints.one_at_a_time import OneAtATime
from constraints.overtime import Overtime
from constraints.presence import Presence
from constraints.qualified import Qualified
from constraints.requests import Requests
from constraints.required_mix import RequiredMix
from constraints.spacing import Spacing
from constraints.training_share import TrainingShare
from rota.constraint import Selection
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Infeasible, Solved
from rota.verify import verify

if TYPE_CHECKING:
    from rota.problem import Problem

SUMMER = date(2027, 6, 7)
"""A Monday; no zone drawn changes its clocks within a month of it."""
WEEK = timedelta(days=7)

NEWCOMERS = Selection(tags=("newcomer",))
ONE_OF_EACH = st.tuples(
    st.builds(Availability, weight=WEIGHT),
    st.builds(Balance, burden=st.sampled_from(["nights", "weekends", "shifts"]), weight=WEIGHT),
    st.builds(Coverage, weight=st.integers(1, 5), over=st.integers(0, 2)),
    st.builds(FairShare, burden=st.sampled_from(["nights", "weekends", "shifts"]), shifts=NAMED),
    st.builds(Headcount, least=st.integers(0, 2), weight=WEIGHT, shifts=NAMED),
    st.builds(MaxConsecutiveDays, days=st.integers(1, 3), weight=WEIGHT),
    st.builds(MaxConsecutiveNights, nights=st.integers(1, 2), weight=WEIGHT),
    st.builds(MaxHours, hours=st.sampled_from([8, 16, 40]), weight=WEIGHT),
    st.builds(MaxWeekends, weekends=st.integers(0, 1), weight=WEIGHT),
    st.builds(MinHours, contract_share=st.sampled_from([0.2, 1]), weight=WEIGHT),
    st.builds(MinRest, weight=WEIGHT),
    st.builds(NotAlone, who=st.just(Selection(tags=("newcomer",))), weight=WEIGHT),
    st.just(OneAtATime()),
    st.builds(Presence, agents=st.integers(1, 2), weight=WEIGHT),
    st.builds(Qualified, weight=WEIGHT),
    st.builds(Requests),
    st.builds(Spacing, free_days=st.integers(1, 3), shifts=NAMED, then=NAMED, weight=WEIGHT),
    st.builds(Apart, who=st.just(NEWCOMERS), weight=WEIGHT),
    st.builds(AverageHours, hours=st.sampled_from([8, 20]), weeks=st.integers(1, 2), weight=WEIGHT),
    st.builds(FairShare, burden=st.sampled_from(["holidays", "hours"]), id=st.just("more"), worst=st.just(9)),
    st.builds(HoursCost, pay=st.just({"": 2400}), night=st.just(25), sunday=st.just(50), holiday=st.just(99)),
    st.builds(NightWorkerHours, nights=st.integers(1, 2), hours=st.sampled_from([2, 8]), weight=WEIGHT),
    st.builds(Overtime, per=st.sampled_from(["week", "horizon"])),
    st.builds(
        RequiredMix, include=st.just(NEWCOMERS), per=st.sampled_from(["shift", "minute"]), weight=WEIGHT
    ),
    st.builds(TrainingShare, share=st.sampled_from([0.1, 0.5]), weight=WEIGHT),
)
SOFT = [
    Requests(),
    FairShare(burden="shifts"),
    MinRest(weight=1),
    Headcount(least=1, weight=30),
    MaxConsecutiveDays(days=1, weight=7),
]
LIMITS = Limits(seconds=30, workers=1)


def renamed(problem: Problem) -> Problem:
    """The same agents under other ids, in another order."""
    new = {agent.id: f"z{9 - index}" for index, agent in enumerate(problem.agents)}
    agents = tuple(replace(agent, id=new[agent.id], name=f"Once {agent.name}") for agent in problem.agents)
    return replace(
        problem,
        agents=tuple(sorted(agents, key=lambda agent: agent.id)),
        absences=tuple(sorted(replace(one, agent=new[one.agent]) for one in problem.absences)),
        requests=tuple(sorted(replace(one, agent=new[one.agent]) for one in problem.requests)),
        past=frozenset((new[agent], one) for agent, one in problem.past),
        home_holidays=tuple(sorted((new[agent], one) for agent, one in problem.home_holidays)),
    )


def renamed_cells(problem: Problem, cells: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    new = {agent.id: f"z{9 - index}" for index, agent in enumerate(problem.agents)}
    return frozenset((new[agent], one) for agent, one in cells)


def a_week_later(problem: Problem) -> Problem:
    """The same problem, every instant and every day seven days on; ids of shifts stay as they are."""

    def moved(one):
        return replace(one, start=one.start + WEEK, end=one.end + WEEK)

    return replace(
        problem,
        start=problem.start + WEEK,
        end=problem.end + WEEK,
        shifts=tuple(replace(moved(one), day=one.day + WEEK) for one in problem.shifts),
        past_shifts=tuple(replace(moved(one), day=one.day + WEEK) for one in problem.past_shifts),
        demand=tuple(moved(one) for one in problem.demand),
        absences=tuple(moved(one) for one in problem.absences),
        requests=tuple(replace(one, day=one.day + WEEK) for one in problem.requests),
        holidays=tuple(replace(one, day=one.day + WEEK) for one in problem.holidays),
        home_holidays=tuple(
            (agent, replace(one, day=one.day + WEEK)) for agent, one in problem.home_holidays
        ),
    )


def tally(problem: Problem, rules, cells) -> tuple[int, int, int, dict[str, int]]:
    """What does not depend on names or weeks: how many findings, and what they cost by rule."""
    verdict = verify(problem, rules, cells)
    return (len(verdict.hard), len(verdict.soft), verdict.cost, verdict.cost_by_rule())


@settings(max_examples=120)
@given(st.data())
def test_agents_names_and_order_change_no_finding(data: st.DataObject) -> None:
    problem = data.draw(problems(load=True, most_agents=4))
    rules, cells = data.draw(ONE_OF_EACH), data.draw(rosters(problem))
    other = renamed(problem)
    assert tally(other, rules, renamed_cells(problem, cells)) == tally(problem, rules, cells)


@settings(max_examples=120)
@given(st.data())
def test_a_week_more_or_less_changes_no_finding(data: st.DataObject) -> None:
    problem = data.draw(problems(load=True, most_agents=4, around=SUMMER))
    rules, cells = data.draw(ONE_OF_EACH), data.draw(rosters(problem))
    assert tally(a_week_later(problem), rules, cells) == tally(problem, rules, cells)


@settings(max_examples=60)
@given(st.data())
def test_the_order_of_rules_changes_no_finding(data: st.DataObject) -> None:
    problem = data.draw(problems(load=True))
    rules, cells = data.draw(ONE_OF_EACH), data.draw(rosters(problem))
    assert tally(problem, rules[::-1], cells) == tally(problem, rules, cells)


def least_cost(problem: Problem, rules) -> int | None:
    """The proved optimum; None where there is proof that no roster is lawful."""
    outcome = solve(problem, rules, limits=LIMITS)
    if isinstance(outcome, Infeasible):
        return None
    assert isinstance(outcome, Solved)
    assert outcome.optimal
    return outcome.cost


@settings(max_examples=25)
@given(
    problem=problems(most_agents=3, most_days=4, around=SUMMER),
    hard=st.sampled_from([[], [OneAtATime(), MaxHours(hours=16)], [Availability(), Headcount(least=1)]]),
)
def test_the_optimum_depends_on_neither_names_nor_order_nor_week(problem: Problem, hard) -> None:
    rules = [*SOFT, *hard]
    cost = least_cost(problem, rules)
    assert least_cost(renamed(problem), rules) == cost
    assert least_cost(a_week_later(problem), rules) == cost
    assert least_cost(problem, rules[::-1]) == cost
