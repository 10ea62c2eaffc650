from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from rota.agent import Agent, Contract
from rota.breaks.check import faults_of
from rota.breaks.desk import slots_of
from rota.breaks.rules import Activity, BreakRule, BreakRules
from rota.duty import Duty
from rota.problem import Problem
from rota.queue import Demand, Queue
from rota.shift import Shift
from rota.solve.breaks import NoPlace, Placed, place_breaks

START = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = Contract("full", 2400)
QUEUES = (Queue("de", "phone", (("german", 1),)), Queue("fr", "phone", (("french", 1),)))
SKILLS = {"ana": ("german",), "bo": ("french", "german"), "cleo": ("french",)}
LUNCH = BreakRule("lunch", 30, 60, 180)


def shift(day: int, hour: int = 6, hours: int = 6) -> Shift:
    begins = START + timedelta(days=day, hours=hour)
    return Shift(f"s{hour}@{day}", f"s{hour}", begins, begins + hours * HOUR, date(2027, 3, 8), "UTC")


def problem_of(shifts: tuple[Shift, ...], demand: tuple[Demand, ...], *, days: int = 7) -> Problem:
    agents = tuple(
        Agent(name, name, "UTC", FULL, skills=tuple((skill, 1) for skill in skills))
        for name, skills in SKILLS.items()
    )
    return Problem("desk", "UTC", START, START + timedelta(days=days), agents, shifts, QUEUES, demand)


def demand(day: int, hour: float, queue: str, agents: int) -> Demand:
    begins = START + timedelta(days=day, hours=hour)
    return Demand(begins, begins + timedelta(minutes=30), queue, agents)


def all_of(shifts: tuple[Shift, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((agent, one.id) for agent in SKILLS for one in shifts)


def placed(problem: Problem, rules: BreakRules) -> Placed:
    found = place_breaks(problem, all_of(problem.shifts), rules, seconds=10)
    assert isinstance(found, Placed)
    return found


def test_breaks_avoid_the_hour_in_which_everybody_is_needed() -> None:
    shifts = (shift(0),)
    busy = tuple(demand(0, hour, "de", 2) for hour in (7, 7.5, 8, 8.5))
    found = placed(problem_of(shifts, busy), BreakRules(rules=(LUNCH,)))
    # ana and bo are the only ones with German: their windows of 7:00 to 9:00 leave 9:00 alone
    begins = {pause.agent: pause.start - START for pause in found.pauses}
    assert (begins["ana"], begins["bo"]) == (9 * HOUR, 9 * HOUR)
    assert (found.missing_before, found.missing, found.optimal) == (0, 0, True)


def test_agents_with_several_skills_stand_in_for_each_other() -> None:
    shifts = (shift(0),)
    # one of each language is needed throughout: bo stands in for whoever pauses, and pauses alone
    everywhere = tuple(demand(0, 6 + half / 2, queue, 1) for half in range(12) for queue in ("de", "fr"))
    found = placed(problem_of(shifts, everywhere), BreakRules(rules=(LUNCH,)))
    starts = sorted(pause.start for pause in found.pauses)
    assert (found.missing_before, found.missing) == (0, 0)
    assert all(later - earlier >= timedelta(minutes=30) for earlier, later in pairwise(starts))


def test_what_must_be_missed_is_missed_least() -> None:
    shifts = (shift(0),)
    # all three are needed in every half hour of the window, four of German from 8 on
    busy = tuple(demand(0, 6 + half / 2, "de", 2) for half in range(12))
    found = placed(problem_of(shifts, busy), BreakRules(rules=(LUNCH,)))
    assert (found.missing_before, found.missing, found.optimal) == (0, 60, True)


def test_training_is_put_where_the_load_is_low() -> None:
    shifts = (shift(0), shift(1))
    busy = tuple(demand(0, 6 + half / 2, "de", 1) for half in range(12))
    rules = BreakRules(activities=(Activity("coaching", 60, ("ana", "bo")),))
    assert {pause.shift for pause in placed(problem_of(shifts, busy), rules).pauses} == {"s6@1"}


def test_a_night_over_the_edge_of_a_week_is_kept_in_mind() -> None:
    shifts = (shift(6, hour=20, hours=8), shift(7, hour=0, hours=8))
    problem = problem_of(shifts, (), days=14)
    cells = frozenset({("ana", shifts[0].id), ("bo", shifts[1].id)})
    # both can pause only on Monday from midnight to 1:00, one at a time
    rule = BreakRule("lunch", 30, 0, 30, shifts=("s0",))
    night = BreakRule("supper", 30, 240, 270, shifts=("s20",))
    rules = BreakRules(most_at_once=1, apart=(("ana", "bo"),), rules=(rule, night))
    found = place_breaks(problem, cells, rules, seconds=10)
    assert isinstance(found, Placed)
    assert faults_of(problem, Duty(problem, cells), rules, found.pauses) == ()
    assert len({pause.start for pause in found.pauses}) == 2


def test_what_has_no_place_is_told() -> None:
    problem = problem_of((shift(0),), ())
    late = replace(LUNCH, from_minutes=350, to_minutes=400)
    homeless = place_breaks(problem, all_of(problem.shifts), BreakRules(rules=(late,)), seconds=10)
    assert isinstance(homeless, NoPlace)
    assert [one.agent for one in homeless.without_options] == ["ana", "bo", "cleo"]
    narrow = BreakRules(most_at_once=1, rules=(replace(LUNCH, to_minutes=90),))
    assert place_breaks(problem, all_of(problem.shifts), narrow, seconds=10) == NoPlace((), (0,))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_placed_pauses_keep_their_rules_and_leave_no_more_missing_than_told(data: st.DataObject) -> None:
    shifts = tuple(shift(day, hour) for day in range(2) for hour in (6, 8))
    cells = frozenset(cell for cell in sorted(all_of(shifts)) if data.draw(st.booleans()))
    cells = frozenset(
        (agent, one)
        for agent, one in cells
        if one.startswith("s6") or (agent, one.replace("s8", "s6")) not in cells
    )
    busy = tuple(
        demand(day, 6 + half / 2, queue, data.draw(st.integers(0, 2)))
        for day in range(2)
        for half in range(0, 12, 3)
        for queue in ("de", "fr")
    )
    problem = problem_of(shifts, busy)
    rules = BreakRules(
        most_at_once=data.draw(st.sampled_from([None, 2])),
        apart=data.draw(st.sampled_from([(), (("ana", "cleo"),)])),
        rules=(LUNCH, BreakRule("pause", 15, 200, 300, paid=True)),
        activities=(Activity("coaching", 60, ("bo",)),),
    )
    found = place_breaks(problem, cells, rules, seconds=10)
    assert isinstance(found, Placed)
    duty = Duty(problem, cells)
    assert faults_of(problem, duty, rules, found.pauses) == ()
    finer = slots_of(problem, duty, minutes=5)
    assert (found.missing_before, found.missing) == (finer.missing(), finer.missing(found.pauses))
