"""night_worker_hours: who works at night works at most eight hours a day on average.

Directive 2003/88/EC, article 8(a): normal hours of work of night workers are at most 8 hours in any 24
on average; article 16(c): the reference period is agreed upon, and the weekly 24 hours of rest are left
out of it. Article 8(b), at most 8 hours in any 24 for hazardous night work, is `night_hours_in_24h`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import Linear, total
from rota.localtime import hours_text
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class NightWorkerHours(ShiftRule):
    """An agent with `nights` or more nights in the horizon works at most `hours` a day on average.

    The average is over the horizon: its days, less those wholly covered by leave, less a day of rest in
    seven, times `hours`, are the most that the shifts of the horizon may add up to, without unpaid
    breaks. What a night is, the team's `night` says. Soft, each minute above costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": 0.5, "nights": 1}
    example: ClassVar[str] = "{kind: night_worker_hours, hours: 8, nights: 3}"
    kind: Literal["night_worker_hours"] = "night_worker_hours"
    hours: Annotated[float, Field(gt=0, le=24)] = 8
    nights: Annotated[int, Field(ge=1)] = 1
    kinds: Kinds = WORKED

    def limit_minutes(self, problem: Problem, agent: Agent) -> int:
        """The most minutes that a night worker may work over the horizon."""
        days = max(0, problem.day_count - len(problem.leave_of[agent.id]))
        return round(Fraction(str(self.hours)) * 60 * days * 6 / 7)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Nights enough make a night worker; for a night worker, one row over the minutes."""
        shifts = [shift for shift in problem.shifts if self.concerns(shift)]
        for agent in self.whom(problem):
            worked = total(encoding.works(agent, shift) * shift.paid_minutes for shift in shifts)
            excess = worked - self.limit_minutes(problem, agent)
            most = encoding.bounds(excess)[1]
            if most <= 0:
                continue
            nights = encoding.count(agent, (shift for shift in shifts if problem.is_night(agent, shift)))
            owner = encoding.number_of(agent)
            day_worker = Linear(constant=1) - self._at_least(encoding, nights, owner=owner)
            encoding.limit(self, excess - day_worker * most, at_most=0, place=Place(agent.id))

    def _at_least(self, encoding: Encoding, nights: Linear, *, owner: int) -> Linear:
        """Whether there are nights enough; it may be said of fewer too, which only costs."""
        enough = encoding.define_integer(0, 1, owner=owner)
        encoding.relate(nights - enough * encoding.bounds(nights)[1], at_most=self.nights - 1)
        return enough

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count each agent's nights, and the minutes of who has enough of them."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.coming(agent) if self.concerns(shift)]
            nights = sum(problem.is_night(agent, shift) for shift in worked)
            minutes, limit = sum(shift.paid_minutes for shift in worked), self.limit_minutes(problem, agent)
            if nights >= self.nights and minutes > limit:
                yield self.violation(
                    Place(agent.id),
                    minutes - limit,
                    f"{agent.name} works {hours_text(minutes)} with {nights} "
                    f"{'night' if nights == 1 else 'nights'}, a night worker may work {hours_text(limit)}",
                )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        nights = "a night" if self.nights == 1 else f"{self.nights} nights"
        return (
            f"{self.who.text()}: with {nights} or more in the horizon, at most {self.hours:g} h a day on "
            f"average, six days in seven{self.when.text()}"
        )
