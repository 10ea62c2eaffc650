"""The burdens of a workspace: those that its rules share out, and those that every team has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from constraints.fair_share import FairShare
from rota.fairness import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.constraint import Constraint
    from rota.problem import Problem


def measures_of(problem: Problem, rules: Sequence[Constraint]) -> tuple[Measure, ...]:
    """One for each rule `fair_share`; then nights, weekends, holidays and hours on call of everybody else."""
    named = [_of_rule(problem, rule) for rule in rules if isinstance(rule, FairShare)]
    found = list(named)
    for measure in _common(problem):
        shared = {agent.id for one in named if one.burden == measure.burden for agent in one.agents}
        others = tuple(agent for agent in measure.agents if agent.id not in shared)
        name = f"{measure.name} of others" if shared else measure.name
        if others:
            found.append(replace(measure, name=name, agents=others))
    return tuple(found)


def _of_rule(problem: Problem, rule: FairShare) -> Measure:
    shifts = frozenset(shift.id for shift in problem.shifts if rule.concerns(shift))
    return Measure(rule.name, rule.burden, rule.account or rule.burden, rule.whom(problem), shifts)


def _common(problem: Problem) -> Iterator[Measure]:
    everything = frozenset(shift.id for shift in problem.shifts)
    for burden in ("nights", "weekends"):
        yield Measure(burden, burden, burden, problem.agents, everything)
    if any(holiday.kind == "public" for _, holiday in problem.home_holidays):
        yield Measure("holidays", "holidays", "holidays", problem.agents, everything)
    on_call = frozenset(shift.id for shift in problem.shifts if shift.kind == "on_call")
    if on_call:
        yield Measure("hours on call", "hours", "hours", problem.agents, on_call)
