"""A small problem whose agents share one duty: lawful rosters are easy to find, fair ones are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from small import MONDAY, daily, person, team

from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.one_at_a_time import OneAtATime

if TYPE_CHECKING:
    from rota.constraint import Constraint
    from rota.problem import Cell, Problem


def shared_out() -> tuple[Problem, tuple[Constraint, ...]]:
    """Six people and ten days, one on duty and nobody on two days running, fairly: rows in common."""
    people = tuple(person(name) for name in ("Ana", "Bo", "Cy", "Di", "Ed", "Flo"))
    problem = team(people, daily("early", MONDAY, 10), days=10)
    rules = (OneAtATime(), MaxConsecutiveDays(days=1), Headcount(least=1, most=1), FairShare(burden="shifts"))
    return problem, rules


def two_by_turns(problem: Problem) -> frozenset[Cell]:
    """Two of them share all days: lawful, and as unfair as can be."""
    return frozenset((problem.agents[day % 2].id, one.id) for day, one in enumerate(problem.shifts))
