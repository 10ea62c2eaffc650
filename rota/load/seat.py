"""One seat that is always taken, so many hours a day: the smallest desk, to be held against the rules.

Shifts of equal length follow each other from 06:00 on: of 24 hours three, of 16 two, of 12 two. The rules
are the team's musts about people; those that name shift templates or queues, or say how many
have to be there, are of the real desk and left out. Nobody works more than the contract's hours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.one_at_a_time import OneAtATime
from rota.localtime import local_day, resolve
from rota.shift import Shift
from rota.shift_rule import ShiftRule
from rota.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Problem

OPENS = 6
SHIFTS = {12: 2, 16: 2, 24: 3}
"""By hours a day, how many shifts share them."""
OF_THE_DESK = frozenset(
    {"headcount", "staffing", "coverage", "presence", "required_mix", "fixed", "max_changes", "not_alone"}
    | {"together", "apart", "shift_count", "training_share", "max_expected_pages", "forbidden"}
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A problem and its rules: one seat, `hours` a day, by these agents."""

    hours: int
    problem: Problem
    rules: tuple[Constraint, ...]


def seat_of(problem: Problem, rules: Sequence[Constraint], agents: Sequence[Agent], hours: int) -> Seat:
    """The seat over the problem's horizon; nothing is known of what was worked before it."""
    ids = {agent.id for agent in agents}
    desk = replace(
        problem,
        agents=tuple(sorted(agents, key=lambda agent: agent.id)),
        shifts=tuple(_shifts(problem, hours)),
        queues=(),
        demand=(),
        absences=tuple(one for one in problem.absences if one.agent in ids),
        requests=(),
        past_shifts=(),
        past=frozenset(),
        home_holidays=tuple(pair for pair in problem.home_holidays if pair[0] in ids),
        accounts=(),
        reference=frozenset(),
        telling=Telling(),
        wanted=(),
        pages=(),
    )
    held = (OneAtATime(), Headcount(least=1), MaxHours(id="the contract", contract_share=1, per="horizon"))
    return Seat(hours, desk, (*(rule for rule in rules if _of_people(rule)), *held))


def _of_people(rule: Constraint) -> bool:
    if rule.weight is not None or rule.kind in OF_THE_DESK or rule.kind == OneAtATime().kind:
        return False
    return not (isinstance(rule, ShiftRule) and rule.shifts)


def _shifts(problem: Problem, hours: int) -> list[Shift]:
    length = hours // SHIFTS[hours]
    first = local_day(problem.start, problem.zone)
    found = []
    for offset in range(problem.day_count):
        day = first + timedelta(days=offset)
        for number in range(SHIFTS[hours]):
            begins = OPENS + number * length
            start = resolve(day + timedelta(days=begins // 24), time(begins % 24), problem.zone)
            ends = begins + length
            end = resolve(day + timedelta(days=ends // 24), time(ends % 24), problem.zone)
            found.append(Shift(f"{number + 1}@{day}", f"{number + 1}", start, end, day, problem.zone))
    return sorted(found, key=lambda shift: (shift.start, shift.id))
