"""How many agents hours alone ask for: a lower bound by arithmetic, before any rule on rest is looked at.

What a set of queues needs in agent-hours can only come from agents who can serve one of them. With the
needs of each set of queues that share agents this is Hall's theorem in its deficiency form (P. Hall, "On
Representatives of Subsets", 1935), summed over the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING

from rota.localtime import minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.agent import Agent, Contract
    from rota.problem import Problem

MOST_QUEUES = 8
"""Queues beyond which only single ones and all together are looked at: there are 2**n sets."""


@dataclass(frozen=True, slots=True)
class Need:
    """Agent-minutes over the horizon that some queues need, and that those who can serve one of them owe."""

    queues: tuple[str, ...]
    needed: int
    there: int
    agents: int

    @property
    def lacking(self) -> int:
        """Agent-minutes that no roster can find within the contracts."""
        return max(0, self.needed - self.there)


def present_share(problem: Problem) -> Fraction:
    """The share of the team's days that are no leave."""
    days = problem.day_count * len(problem.agents)
    leave = sum(len(found) for found in problem.leave_of.values())
    return Fraction(days - leave, days) if days else Fraction(1)


def owed_minutes(problem: Problem, agent: Agent) -> int:
    """What an agent's contract owes over the horizon, less leave."""
    present = problem.day_count - len(problem.leave_of.get(agent.id, ()))
    return round(Fraction(agent.contract.weekly_minutes * present, 7))


def needs(problem: Problem) -> tuple[Need, ...]:
    """What each queue needs, then all together, then the other sets in which hours are lacking."""
    minutes: dict[str, int] = {}
    for entry in problem.demand:
        worked = entry.agents * minutes_between(entry.start, entry.end)
        minutes[entry.queue] = minutes.get(entry.queue, 0) + worked
    for work in problem.work:
        minutes[work.queue] = minutes.get(work.queue, 0) + work.minutes
    queues = sorted(queue for queue, worked in minutes.items() if worked)
    found = [_need(problem, minutes, (queue,)) for queue in queues]
    if len(queues) > 1:
        found.append(_need(problem, minutes, tuple(queues)))
        found += [need for need in _others(problem, minutes, queues) if need.lacking]
    return tuple(found)


def _others(problem: Problem, minutes: dict[str, int], queues: Sequence[str]) -> Iterator[Need]:
    for size in range(2, len(queues)) if len(queues) <= MOST_QUEUES else ():
        for some in combinations(queues, size):
            yield _need(problem, minutes, some)


def _need(problem: Problem, minutes: dict[str, int], queues: tuple[str, ...]) -> Need:
    served = [problem.queue_of[queue] for queue in queues]
    able = [agent for agent in problem.agents if any(queue.served_by(agent) for queue in served)]
    there = sum(owed_minutes(problem, agent) for agent in able)
    return Need(queues, sum(minutes[queue] for queue in queues), there, len(able))


def by_hours(weekly_minutes: int, contract: Contract, present: Fraction = Fraction(1)) -> Fraction:
    """How many agents of a contract work so many minutes a week, leave taken off; as a broken number."""
    return Fraction(weekly_minutes) / (contract.weekly_minutes * present)


def whole(agents: Fraction) -> int:
    """The least whole number of agents."""
    return ceil(agents)
