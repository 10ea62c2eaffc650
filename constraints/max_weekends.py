"""max_weekends: enough weekends free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    Week = tuple[int, int]
    Weekends = Mapping[Week, Sequence[Shift]]

SATURDAY = 5


class MaxWeekends(ShiftRule):
    """At most `weekends` of the horizon's weekends with a shift that starts on Saturday or Sunday.

    Days are local to the agent's home. A weekend that history has already taken counts where a
    shift of it is still to be filled. Soft, each weekend too many costs `weight`.
    """

    unit: ClassVar[str] = "weekends"
    loosens: ClassVar[dict[str, float]] = {"weekends": 1}
    example: ClassVar[str] = "{kind: max_weekends, weekends: 2}"
    kind: Literal["max_weekends"] = "max_weekends"
    weekends: Annotated[int, Field(ge=0, le=53)] = 2

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Count the weekends on which any shift is worked."""
        by_zone: dict[str, Weekends] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._open_weekends(problem, agent)
            open_weekends = by_zone[agent.zone]
            before = {
                _week(problem.day(agent, shift))
                for shift in self.concerned(problem.past_shifts)
                if (agent.id, shift.id) in problem.past
            }
            already = len(before & open_weekends.keys())
            worked = total(encoding.works_any(agent, shifts) for shifts in open_weekends.values())
            encoding.limit(self, worked, at_most=max(already, self.weekends), place=Place(agent.id))

    def _open_weekends(self, problem: Problem, agent: Agent) -> Weekends:
        """The shifts of each weekend, by its week, of which one is still to be filled."""
        found: dict[Week, list[Shift]] = {}
        for shift in self.concerned(problem.timeline):
            day = problem.day(agent, shift)
            if day.weekday() >= SATURDAY:
                found.setdefault(_week(day), []).append(shift)
        past = problem.past_ids
        return {
            week: shifts for week, shifts in found.items() if any(shift.id not in past for shift in shifts)
        }

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Gather the weeks on whose weekends the agent is on duty."""
        opened = {
            agent.id: {self._weekend(problem, agent, shift) for shift in problem.shifts}
            for agent in self.whom(problem)
        }
        for agent in self.whom(problem):
            past = {
                self._weekend(problem, agent, shift)
                for shift in duty.of(agent)
                if shift.id in problem.past_ids
            }
            worked = {self._weekend(problem, agent, shift) for shift in duty.of(agent)}
            counted = (worked & opened[agent.id]) - {None}
            limit = max(self.weekends, len((past & opened[agent.id]) - {None}))
            if len(counted) > limit:
                yield self.violation(
                    Place(agent.id),
                    len(counted) - limit,
                    f"{agent.name} works on {len(counted)} {'weekend' if len(counted) == 1 else 'weekends'}, "
                    f"{limit} {'is' if limit == 1 else 'are'} allowed",
                )

    def _weekend(self, problem: Problem, agent: Agent, shift: Shift) -> Week | None:
        day = problem.day(agent, shift)
        return _week(day) if day.weekday() >= SATURDAY and self.concerns(shift) else None

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at most {self.weekends} weekends on duty{self.when.text()}"


def _week(day: date) -> Week:
    """The year and the week of a day, by ISO 8601."""
    year, week, _ = day.isocalendar()
    return year, week
