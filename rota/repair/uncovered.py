"""The load that a change leaves uncovered: what a call can bring back where no hard rule asks for it.

What the roster left uncovered before the change is excused, everywhere: a repair is no new plan. Only
where the load itself has changed does all of it count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import lcm
from typing import TYPE_CHECKING

from rota.duty import Duty
from rota.localtime import minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rota.constraint import Constraint, Violation
    from rota.problem import Cell, Problem
    from rota.queue import Demand
    from rota.repair.case import Case

LOAD, HEADS = "coverage", ("headcount", "staffing")
"""The kinds of soft rules that ask for people: by load, and by numbers of people on a shift."""
FINEST = 1_000_000


@dataclass(frozen=True)
class Load:
    """A rule on load that minds surplus no more, and the problem with the demand that counts.

    An agent-minute missing at the rule's own price counts `scale / weight` a unit of its price.
    """

    rule: Constraint
    problem: Problem
    scale: int

    def missing(self, cells: frozenset[Cell]) -> tuple[Violation, ...]:
        """Where, when and how much of it is uncovered."""
        duty = Duty(self.problem, cells)
        return tuple(found for found in self.rule.check(self.problem, duty) if found.place.queue)


@dataclass(frozen=True)
class Heads:
    """A rule on numbers of people, on one shift alone, with what it cost before the change."""

    rule: Constraint
    problem: Problem
    before: int

    def cost(self, cells: frozenset[Cell]) -> int:
        """What the rule charges on this shift."""
        known = {shift.id for shift in self.problem.timeline}
        duty = Duty(self.problem, frozenset(cell for cell in cells if cell[1] in known))
        return sum(found.cost or 0 for found in self.rule.check(self.problem, duty))


def unit_of(case: Case) -> int:
    """In how many units an agent-minute of load is counted, so that all prices are whole."""
    weights = [rule.weight for rule in case.setting.rules if rule.kind == LOAD and rule.weight]
    found = lcm(*weights) if weights else 1
    return found if found <= FINEST else max(weights)


def loads_of(case: Case) -> tuple[Load, ...]:
    """Every rule on load, with the demand that counts in this case."""
    unit, found = unit_of(case), []
    for rule in case.setting.rules:
        if rule.kind == LOAD and rule.weight:
            plain = rule.model_copy(update={"over": 0})
            demand = _counting(case, plain)
            scale = max(1, unit // rule.weight)
            found.append(Load(plain, replace(case.setting.problem, demand=demand), scale))
    return tuple(found)


def heads_of(case: Case) -> tuple[Heads, ...]:
    """Every soft rule on numbers of people, shift by shift."""
    problem = case.setting.problem
    rules = [rule for rule in case.setting.rules if rule.kind in HEADS and rule.weight]
    found = []
    for shift in case.free_shifts if rules else ():
        wanted = tuple(one for one in problem.wanted if one.shift == shift.id)
        alone = replace(problem, shifts=(shift,), past_shifts=(), past=frozenset(), wanted=wanted)
        for rule in rules:
            one = Heads(rule, alone, 0)
            before = 0 if case.load_changed else one.cost(case.base)
            found.append(replace(one, before=before))
    return tuple(found)


def uncovered_minutes(loads: Iterable[Load], cells: frozenset[Cell]) -> int:
    """Agent-minutes of load that nobody serves and that are not excused."""
    return sum(found.shortfall for load in loads for found in load.missing(cells))


def _counting(case: Case, rule: Constraint) -> tuple[Demand, ...]:
    problem = case.setting.problem
    coming = [one for one in problem.demand if one.end > case.since]
    if case.load_changed:
        return tuple(coming)
    findings = [one for one in rule.check(problem, Duty(problem, case.base)) if one.place.queue]
    return tuple(_excused(coming, findings))


def _excused(demand: Sequence[Demand], findings: Iterable[Violation]) -> Iterable[Demand]:
    """The demand less what is missing of it."""
    short: dict[tuple[object, object, str], int] = {}
    for found in findings:
        start, end = found.place.start, found.place.end
        if start and end:
            short[start, end, found.place.queue] = found.shortfall // minutes_between(start, end)
    for one in demand:
        key = (one.start, one.end, one.queue)
        excused = min(one.agents, short.get(key, 0))
        short[key] = short.get(key, 0) - excused
        yield replace(one, agents=one.agents - excused)
