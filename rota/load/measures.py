"""The burdens of a workspace: those that its rules share out, and those that every team has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from constraints.fair_share import FairShare
from rota.fairness import Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.duty import Duty
    from rota.problem import Problem
    from rota.shift import Shift

SHORT_NOTICE: Literal["short_notice"] = "short_notice"
"""The burden of which only what is published tells, and its account."""


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


@dataclass(frozen=True, slots=True)
class Gap:
    """The largest distance from a fair share, in whole units; `limited` makes a rule that allows so many."""

    name: str
    present: int
    limited: Callable[[int], Constraint]


def gaps_of(problem: Problem, rules: Sequence[Constraint], duty: Duty) -> tuple[Gap, ...]:
    """One for each rule `fair_share`."""
    return tuple(_gap(problem, rule, duty) for rule in rules if isinstance(rule, FairShare))


def _gap(problem: Problem, rule: FairShare, duty: Duty) -> Gap:
    off = [one.shortfall for one in rule.check(problem, duty) if one.cost is not None]
    return Gap(rule.name, max(off, default=0), lambda most: rule.model_copy(update={"most": most}))


def _of_rule(problem: Problem, rule: FairShare) -> Measure:
    shifts = frozenset(shift.id for shift in problem.shifts if rule.concerns(shift))
    return Measure(rule.name, rule.burden, rule.account or rule.burden, rule.whom(problem), shifts)


def _common(problem: Problem) -> Iterator[Measure]:
    everything = frozenset(shift.id for shift in problem.shifts)
    for burden in ("nights", "weekends"):
        yield Measure(burden, burden, burden, problem.agents, everything)
    if any(holiday.kind == "public" for _, holiday in problem.home_holidays):
        yield Measure("holidays", "holidays", "holidays", problem.agents, everything)
    on_call = [shift for shift in problem.shifts if shift.kind == "on_call"]
    able = tuple(agent for agent in problem.agents if any(_takes(shift, agent) for shift in on_call))
    if able:
        ids = frozenset(shift.id for shift in on_call)
        yield Measure("hours on call", "hours", "hours", able, ids)
    if problem.telling.given_late or any(account.burden == SHORT_NOTICE for account in problem.accounts):
        yield Measure("short notice", SHORT_NOTICE, SHORT_NOTICE, problem.agents, everything)


def _takes(shift: Shift, agent: Agent) -> bool:
    skilled = all(agent.level(skill) >= level for skill, level in shift.skills)
    return skilled and agent.tier >= shift.tier
