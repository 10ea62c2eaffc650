"""The grid that a user of CP-SAT would write for a workspace: a Boolean for each agent, day and shift.

In the manner of the OR-Tools shift scheduling sample: every agent has exactly one of the shifts of a day or
is off, so only workspaces that ask for at most one shift a day are stated rightly. What single cells forbid
(absences, skills) leaves the Boolean out. `plain_rules.py` states the other rules.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.shift import Shift


class Grid:
    """The model, its Booleans by agent and shift, and the terms of the cost."""

    def __init__(self, problem: Problem, rules: Iterable[Constraint]) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.kinds = {rule.kind for rule in rules if rule.weight is None}
        self.works: dict[tuple[str, str], cp_model.IntVar] = {}
        self.off: dict[tuple[str, date], cp_model.IntVar] = {}
        self.costs: list[cp_model.LinearExpr] = []
        for agent in problem.agents:
            for shift in problem.shifts:
                if not self._settled(agent, shift):
                    name = f"{agent.id} {shift.id}"
                    self.works[agent.id, shift.id] = self.model.new_bool_var(name)
            for day, shifts in self.days.items():
                self.off[agent.id, day] = self.model.new_bool_var(f"{agent.id} off {day}")
                self.model.add_exactly_one([self.off[agent.id, day], *self.of(agent, shifts)])

    def _settled(self, agent: Agent, shift: Shift) -> bool:
        """Whether the agent cannot be on the shift, whatever else the roster holds."""
        away = self.problem.absences_of.get(agent.id, ()) if "availability" in self.kinds else ()
        unskilled = "qualified" in self.kinds and (
            agent.tier < shift.tier or any(agent.level(skill) < level for skill, level in shift.skills)
        )
        return unskilled or any(one.start < shift.end and shift.start < one.end for one in away)

    @cached_property
    def days(self) -> dict[date, list[Shift]]:
        """The shifts by the day on which they start, in order."""
        found: defaultdict[date, list[Shift]] = defaultdict(list)
        for shift in self.problem.shifts:
            found[shift.day].append(shift)
        return dict(found)

    def weeks(self) -> list[list[date]]:
        """The days of the horizon, seven at a time: it begins on a Monday."""
        days = list(self.days)
        return [days[begin : begin + 7] for begin in range(0, len(days), 7)]

    def of(self, agent: Agent, shifts: Iterable[Shift]) -> list[cp_model.IntVar]:
        """The Booleans of the agent on these shifts."""
        found = (self.works.get((agent.id, shift.id)) for shift in shifts)
        return [literal for literal in found if literal is not None]

    def charge(self, term: cp_model.LinearExprT, weight: int) -> None:
        """So much for each unit of the term."""
        if weight:
            self.costs.append(term * weight)

    def limit(self, term: cp_model.LinearExprT, most: int, weight: int | None, *, slack: int) -> None:
        """At most so much; with a weight, each unit beyond costs it, and `slack` is the most there can be."""
        if weight is None:
            self.model.add(term <= most)
        elif slack > 0:
            excess = self.model.new_int_var(0, slack, "excess")
            self.model.add(excess >= term - most)
            self.charge(excess, weight)

    def finish(self) -> cp_model.CpModel:
        """The model with its objective."""
        self.model.minimize(sum(self.costs))
        return self.model
