"""max_weekends: enough weekends free."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

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
        for agent in self.whom(problem):
            by_weekend: dict[date, list[Shift]] = {}
            for shift in problem.timeline:
                saturday = self._saturday(problem, agent, shift)
                if saturday:
                    by_weekend.setdefault(saturday, []).append(shift)
            open_weekends = {
                saturday: shifts
                for saturday, shifts in by_weekend.items()
                if any(shift.id not in problem.past_ids for shift in shifts)
            }
            already = sum(
                any((agent.id, shift.id) in problem.past for shift in shifts)
                for shifts in open_weekends.values()
            )
            worked = total(
                encoding.define_any(encoding.works(agent, shift) for shift in shifts)
                for shifts in open_weekends.values()
            )
            encoding.limit(self, worked, at_most=max(already, self.weekends), place=Place(agent.id))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Gather the Saturdays of the weekends on which the agent is on duty."""
        opened = {
            agent.id: {self._saturday(problem, agent, shift) for shift in problem.shifts}
            for agent in self.whom(problem)
        }
        for agent in self.whom(problem):
            past = {
                self._saturday(problem, agent, shift)
                for shift in duty.of(agent)
                if shift.id in problem.past_ids
            }
            worked = {self._saturday(problem, agent, shift) for shift in duty.of(agent)}
            counted = (worked & opened[agent.id]) - {None}
            limit = max(self.weekends, len((past & opened[agent.id]) - {None}))
            if len(counted) > limit:
                yield self.violation(
                    Place(agent.id),
                    len(counted) - limit,
                    f"{agent.name} works on {len(counted)} {'weekend' if len(counted) == 1 else 'weekends'}, "
                    f"{limit} {'is' if limit == 1 else 'are'} allowed",
                )

    def _saturday(self, problem: Problem, agent: Agent, shift: Shift) -> date | None:
        day = problem.day(agent, shift)
        weekend = day.weekday() >= SATURDAY and self.concerns(shift)
        return day - timedelta(days=day.weekday() - SATURDAY) if weekend else None

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at most {self.weekends} weekends on duty{self.when.text()}"
