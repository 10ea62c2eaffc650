"""An agent's local days as literals: on which of them a shift starts that a rule looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.localtime import DAY, local_day, midnight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rota.agent import Agent
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem
    from rota.shift import Shift
    from rota.shift_rule import ShiftRule

    ShiftsByDay = Mapping[date, tuple[Shift, ...]]


class DayLine:
    """The days of one agent, as one rule sees them.

    A day is worked where one of `by_day` is. It is off where none is, it lies whole between what is
    known from on and the horizon's end, no leave covers it, and it is one that the rule looks at; else
    it is unknown whether it is off.
    """

    def __init__(
        self, rule: ShiftRule, problem: Problem, encoding: Encoding, agent: Agent, by_day: ShiftsByDay
    ) -> None:
        self.rule, self.problem, self.encoding, self.agent = rule, problem, encoding, agent
        self.by_day = by_day
        self._leave = problem.leave_of[agent.id]
        self._worked: dict[date, Linear] = {}
        self._off: dict[date, Linear | None] = {}
        self._open: dict[date, bool] = {}

    def days(self) -> list[date]:
        """Every day from the first that something is known of to the last of the horizon."""
        first = local_day(self.problem.known_from, self.agent.zone)
        last = self.problem.last_day(self.agent)
        return [first + DAY * offset for offset in range((last - first).days + 1)]

    def worked(self, day: date) -> Linear:
        """Whether a shift starts on the day."""
        if day not in self._worked:
            shifts = self.by_day.get(day, ())
            self._worked[day] = self.encoding.works_any(self.agent, shifts)
        return self._worked[day]

    def off(self, day: date) -> Linear | None:
        """Whether the day is off for certain; None where that cannot be known."""
        if day not in self._off:
            self._off[day] = -self.worked(day) + 1 if self._judged(day) else None
        return self._off[day]

    def _judged(self, day: date) -> bool:
        holiday = self.problem.holiday_on.get(day)
        return (
            day not in self._leave
            and self.problem.known_from <= midnight(day, self.agent.zone)
            and midnight(day + DAY, self.agent.zone) <= self.problem.end
            and self.rule.when.takes_day(day, holiday.kind if holiday else None)
        )

    def is_open(self, day: date) -> bool:
        """Whether it is still to be decided if the day is worked: history alone does not tell."""
        if day not in self._open:
            past, cells = self.problem.past_ids, self.problem.past
            shifts = self.by_day.get(day, ())
            filled = any((self.agent.id, shift.id) in cells for shift in shifts)
            self._open[day] = not filled and any(shift.id not in past for shift in shifts)
        return self._open[day]


def day_lines(rule: ShiftRule, problem: Problem, encoding: Encoding) -> Iterator[DayLine]:
    """The days of each agent whom the rule is about; shifts are sorted into days once a zone."""
    by_zone: dict[str, ShiftsByDay] = {}
    for agent in rule.whom(problem):
        if agent.zone not in by_zone:
            by_zone[agent.zone] = shifts_by_day(rule, problem, agent)
        yield DayLine(rule, problem, encoding, agent, by_zone[agent.zone])


def shifts_by_day(rule: ShiftRule, problem: Problem, agent: Agent) -> ShiftsByDay:
    """The shifts that the rule looks at, past ones too, by the local day at the agent's home."""
    found: dict[date, list[Shift]] = {}
    for shift in rule.concerned(problem.timeline):
        found.setdefault(problem.day(agent, shift), []).append(shift)
    return {day: tuple(shifts) for day, shifts in found.items()}
