"""complete_weekends: an agent works on both days of a weekend or on none.

A weekend cut in half is neither rest nor work done; nurse rostering has the rule as a standard one
(Second International Nurse Rostering Competition, Ceschia et al. 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rota.constraint import Place
from rota.day_line import DayLine, day_lines
from rota.localtime import DAY, midnight, minutes_between
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem

SATURDAY, SUNDAY = 5, 6
EVERY_TEMPLATE = ""


class CompleteWeekends(ShiftRule):
    """Both Saturday and Sunday have a shift of the agent that starts on them, or neither has.

    With `same_shift` both days have the same templates. Days are local to the agent's home. A weekend
    is left alone where its other day is not known to be off: because the horizon ends before it is
    over, because nothing is known of it without history or before the first day of history, or because
    it is wholly on leave. A Saturday of history counts for its Sunday, and what history alone has
    settled is no violation. Soft, each weekend costs `weight`.
    """

    unit: ClassVar[str] = "weekends"
    example: ClassVar[str] = "{kind: complete_weekends, weight: 30}"
    kind: Literal["complete_weekends"] = "complete_weekends"
    same_shift: bool = False

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """A day worked asks for the other day of its weekend, template by template where so wished."""
        for line in day_lines(self, problem, encoding):
            for sunday in line.days():
                if sunday.weekday() == SUNDAY:
                    saturday = sunday - DAY
                    sides = ((saturday, sunday), (sunday, saturday))
                    self._weekend(line, [half for side in sides for half in self._halves(line, *side)])

    def _halves(self, line: DayLine, day: date, other: date) -> Iterator[Linear]:
        """Expressions that are 1 where the one day has what the other lacks, else at most 0."""
        templates = {shift.template for shift in line.by_day.get(day, ())}
        for template in sorted(templates) if self.same_shift else [EVERY_TEMPLATE]:
            there, here = self._works(line, other, template), self._works(line, day, template)
            off = line.off(other)
            if self._is_open(line, day, template) or self._is_open(line, other, template):
                if off is not None:
                    yield here - there
                elif self.same_shift:
                    yield here - there + line.worked(other) - 1

    @staticmethod
    def _works(line: DayLine, day: date, template: str) -> Linear:
        shifts = line.by_day.get(day, ())
        wanted = [shift for shift in shifts if template in (EVERY_TEMPLATE, shift.template)]
        return line.encoding.works_any(line.agent, wanted)

    @staticmethod
    def _is_open(line: DayLine, day: date, template: str) -> bool:
        shifts = [shift for shift in line.by_day.get(day, ()) if template in (EVERY_TEMPLATE, shift.template)]
        problem = line.problem
        filled = any((line.agent.id, shift.id) in problem.past for shift in shifts)
        return not filled and any(shift.id not in problem.past_ids for shift in shifts)

    def _weekend(self, line: DayLine, halves: list[Linear]) -> None:
        """Forbid each of them, or price that there is any."""
        place = Place(line.agent.id)
        if self.weight is None:
            for half in halves:
                line.encoding.require(self, half, at_most=0, place=place)
            return
        possible = [half for half in halves if line.encoding.bounds(half)[1] > 0]
        if len(possible) < 2 or not self.same_shift:
            for half in possible:
                line.encoding.penalize(self, half, weight=self.weight)
            return
        broken = line.encoding.define_integer(0, 1, owner=line.encoding.number_of(line.agent))
        for half in possible:
            line.encoding.relate(broken - half, at_least=0)
        line.encoding.penalize(self, broken, weight=self.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Gather the templates of each Saturday and Sunday worked and compare them."""
        for agent in self.whom(problem):
            days: dict[date, set[str]] = {}
            settled: set[tuple[date, str]] = set()
            for shift in filter(self.concerns, duty.of(agent)):
                day, what = problem.day(agent, shift), self._what(shift.template)
                days.setdefault(day, set()).add(what)
                settled |= {(day, what)} if shift.id in problem.past_ids else set()
            coming = {
                (problem.day(agent, shift), self._what(shift.template))
                for shift in problem.shifts
                if self.concerns(shift)
            }
            for saturday in sorted({day - DAY * (day.weekday() - SATURDAY) for day in days}):
                halves = (saturday, saturday + DAY)
                if not all(day in days or self._is_off(problem, agent, day) for day in halves):
                    continue
                first, second = (days.get(day, set()) for day in halves)
                undecided = {
                    what for what in first ^ second if any((day, what) in coming - settled for day in halves)
                }
                if undecided:
                    yield self._told(agent, saturday, bool(first and second))

    def _what(self, template: str) -> str:
        return template if self.same_shift else "duty"

    def _is_off(self, problem: Problem, agent: Agent, day: date) -> bool:
        """Whether a day without a shift is known to be one off, and is looked at."""
        begins, ends = midnight(day, agent.zone), midnight(day + DAY, agent.zone)
        known = minutes_between(max(begins, problem.known_from), min(ends, problem.end))
        holiday = problem.holiday_on.get(day)
        looked_at = self.when.takes_day(day, holiday.kind if holiday else None)
        return looked_at and known == minutes_between(begins, ends) and day not in problem.leave_of[agent.id]

    def _told(self, agent: Agent, saturday: date, both: bool) -> Violation:
        when = f"the weekend of {saturday:%a %d %b}"
        message = (
            f"{agent.name} works different shifts on the two days of {when}"
            if both
            else f"{agent.name} works on one day only of {when}"
        )
        return self.violation(Place(agent.id), 1, message)

    def explain(self) -> str:
        """The rule in one sentence."""
        same = ", with the same shift" if self.same_shift else ""
        return f"{self.who.text()}: both days of a weekend or none{same}{self.when.text()}"
