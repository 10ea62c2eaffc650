"""Load and people by the half hour: what is wanted, what of it is missing, who is there.

What is missing, and what is too much, is what the verifier says of the coverage rule: nothing is
shared out here a second time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from rota.localtime import minutes_between, overlap_minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from rota.agent import Agent
    from rota.cli.views.showing import Showing
    from rota.problem import Problem
    from rota.queue import Demand

    Interval = tuple[str, datetime, datetime]

COVERAGE = "coverage"
Key = TypeVar("Key", str, tuple[str, ...])
STEP = timedelta(minutes=30)
STEP_MINUTES = 30

Queues = tuple[str, ...]
"""Queues that share agents, sorted: between two such groups nobody can help out."""


@dataclass(frozen=True, slots=True)
class HalfHour:
    """Half-open [start, end); agents wanted and missing by queue, on duty by group of queues: means."""

    start: datetime
    end: datetime
    wanted: Mapping[str, float]
    missing: Mapping[str, float]
    on_duty: Mapping[Queues, float]


def half_hours(showing: Showing, start: datetime, end: datetime) -> tuple[HalfHour, ...]:
    """The half hours of [start, end), two UTC instants, in order."""
    wanted: defaultdict[datetime, Counter[str]] = defaultdict(Counter)
    missing: defaultdict[datetime, Counter[str]] = defaultdict(Counter)
    there: defaultdict[datetime, Counter[Queues]] = defaultdict(Counter)
    for demand in watched(showing):
        for step, minutes in _steps(start, end, demand.start, demand.end):
            wanted[step][demand.queue] += demand.agents * minutes
    for (queue, begins, ends), shortfall in findings(showing).items():
        agents = shortfall // minutes_between(begins, ends)
        for step, minutes in _steps(start, end, begins, ends) if queue else ():
            missing[step][queue] += agents * minutes
    for group, agent in _served(showing):
        for shift in showing.duty.of(agent):
            if shift.kind == "work":
                for step, minutes in _steps(start, end, shift.start, shift.end):
                    there[step][group] += minutes
    count = -(-minutes_between(start, end) // STEP_MINUTES)
    return tuple(
        HalfHour(step, step + STEP, _means(wanted[step]), _means(missing[step]), _means(there[step]))
        for step in (start + STEP * index for index in range(count))
    )


def findings(showing: Showing) -> dict[Interval, int]:
    """Agent-minutes missing by queue and interval, and too many where the queue is empty.

    An interval that two coverage rules find fault with counts once, with the greater shortfall. Work
    that may wait is missing at no moment; see `late_work`.
    """
    names = {rule.name for rule in showing.rules if rule.kind == COVERAGE}
    waiting = {work.queue for work in showing.problem.work}
    found: dict[Interval, int] = {}
    for violation in showing.verdict.soft:
        place = violation.place
        if violation.rule in names and place.start and place.end and place.queue not in waiting:
            key = (place.queue, place.start, place.end)
            found[key] = max(found.get(key, 0), violation.shortfall)
    return found


def late_work(showing: Showing) -> dict[str, int]:
    """By queue, the agent-minutes that a coverage rule finds not done by their deadline."""
    names = {rule.name for rule in showing.rules if rule.kind == COVERAGE}
    found: Counter[str] = Counter()
    waiting = {work.queue for work in showing.problem.work}
    for violation in showing.verdict.soft:
        if violation.rule in names and violation.place.queue in waiting:
            found[violation.place.queue] += violation.shortfall
    return dict(sorted(found.items()))


def watched_queues(showing: Showing) -> frozenset[str]:
    """The queues that a coverage rule looks at: those that it names, or all if it names none."""
    everything = frozenset(queue.id for queue in showing.problem.queues)
    found: set[str] = set()
    for rule in showing.rules:
        if rule.kind == COVERAGE:
            named: object = getattr(rule, "queues", ())
            found |= everything & set(named) if isinstance(named, tuple) and named else everything
    return frozenset(found)


def watched(showing: Showing) -> Iterator[Demand]:
    """The demand of the queues that a coverage rule looks at."""
    queues = watched_queues(showing)
    return (demand for demand in showing.problem.demand if demand.queue in queues)


def groups_of(problem: Problem, queues: frozenset[str]) -> tuple[Queues, ...]:
    """The queues in groups that share agents, sorted."""
    groups = [{queue} for queue in sorted(queues)]
    for agent in problem.agents:
        served = {queue.id for queue in problem.queues if queue.id in queues and queue.served_by(agent)}
        joined = [group for group in groups if group & served]
        groups = [group for group in groups if not group & served]
        groups += [set[str]().union(*joined)] if joined else []
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _served(showing: Showing) -> Iterator[tuple[Queues, Agent]]:
    groups = groups_of(showing.problem, watched_queues(showing))
    for agent in showing.problem.agents:
        for group in groups:
            if any(showing.problem.queue_of[queue].served_by(agent) for queue in group):
                yield group, agent


def _steps(
    start: datetime, end: datetime, begins: datetime, ends: datetime
) -> Iterator[tuple[datetime, int]]:
    """The half hours of [start, end) that a span touches, each with the minutes that they share."""
    step = start + max(0, (begins - start) // STEP) * STEP
    while step < min(end, ends):
        yield step, overlap_minutes(step, step + STEP, begins, ends)
        step += STEP


def _means(minutes: Counter[Key]) -> dict[Key, float]:
    return {key: count / STEP_MINUTES for key, count in sorted(minutes.items()) if count}
