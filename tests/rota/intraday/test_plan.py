"""Plans for the rest of a day, counted by hand: missing agent-minutes cost 4, too many cost 1."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from constraints.coverage import Coverage
from constraints.max_hours import MaxHours
from constraints.one_at_a_time import OneAtATime
from rota.agent import Agent, Contract
from rota.intraday.plan import Plan, plan_day
from rota.problem import Cell, Problem
from rota.queue import Demand, Queue
from rota.shift import Shift

DAY = date(2027, 3, 8)
MIDNIGHT = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
FULL = Contract("full", 2400)
ANA, BO = Agent("ana", "Ana", "UTC", FULL), Agent("bo", "Bo", "UTC", FULL)


def shift(template: str, begins: int, ends: int) -> Shift:
    return Shift(f"{template}@{DAY}", template, MIDNIGHT + begins * HOUR, MIDNIGHT + ends * HOUR, DAY, "UTC")


EARLY, LATE = shift("early", 6, 14), shift("late", 16, 22)


def plan(wanted: dict[int, int], *cells: Cell, now: int = 12, rules: tuple = ()) -> Plan:
    """So many agents wanted from each of these hours on, for an hour."""
    demand = tuple(
        Demand(MIDNIGHT + hour * HOUR, MIDNIGHT + (hour + 1) * HOUR, "phone", agents)
        for hour, agents in sorted(wanted.items())
    )
    problem = Problem(
        team="desk",
        zone="UTC",
        start=MIDNIGHT,
        end=MIDNIGHT + 24 * HOUR,
        agents=(ANA, BO),
        shifts=(EARLY, LATE),
        queues=(Queue("phone", "phone"),),
        demand=demand,
    )
    kept = (Coverage(weight=4, over=1), OneAtATime(), *rules)
    return plan_day(problem, kept, frozenset(cells), now=MIDNIGHT + now * HOUR, end=MIDNIGHT + 24 * HOUR)


def said(found: Plan) -> list[tuple[str, str, int, int]]:
    return [(entry.move.kind, entry.move.agent.id, entry.move.minutes, entry.saved) for entry in found.advice]


def test_who_is_on_duty_stays_as_long_as_somebody_is_wanted() -> None:
    found = plan({12: 1, 13: 1, 14: 1}, ("ana", EARLY.id))
    assert (found.missing, found.over) == (60, 0)
    assert said(found) == [("stay", "ana", 60, 240)]
    assert found.left == ()


def test_what_was_before_now_is_no_matter() -> None:
    assert plan({8: 5, 12: 1, 13: 1}, ("ana", EARLY.id)).missing == 0


def test_the_second_move_is_worth_what_the_first_leaves() -> None:
    wanted = {12: 1, 13: 1, 14: 1, 15: 1, 16: 1, **dict.fromkeys(range(17, 22), 1)}
    found = plan(wanted, ("ana", EARLY.id), ("bo", LATE.id))
    assert said(found) == [("stay", "ana", 120, 480)]


def test_who_is_off_comes_where_that_is_worth_most() -> None:
    found = plan({12: 1, 13: 1, **dict.fromkeys(range(16, 22), 1)}, ("ana", EARLY.id))
    assert said(found) == [("come", "bo", 360, 1440)]


def test_who_is_too_many_goes_home() -> None:
    found = plan({12: 1, 13: 0, 16: 1, **dict.fromkeys(range(17, 22), 0)}, ("ana", EARLY.id), ("bo", LATE.id))
    assert (found.missing, found.over) == (0, 360)
    assert said(found) == [("leave", "bo", 300, 300), ("leave", "ana", 60, 60)]


def test_nobody_is_asked_to_begin_within_the_hour() -> None:
    found = plan({15: 1, **dict.fromkeys(range(16, 22), 1)}, ("bo", LATE.id), now=15)
    assert said(found) == []
    assert [violation.shortfall for violation in found.left] == [60]


def test_what_breaks_a_hard_rule_is_refused_with_its_words() -> None:
    most = MaxHours(hours=8, per="week")
    found = plan({12: 1, 13: 1, 14: 1}, ("ana", EARLY.id), rules=(most,))
    assert said(found) == []
    (refused,) = found.refused
    assert (refused.move.kind, refused.move.agent.id, refused.missing_less) == ("stay", "ana", 60)
    assert "9 h" in refused.why
