"""max_hours: no more paid hours than allowed, on each day, in each week or over the horizon.

Directive 2003/88/EC, article 6(b), caps the average week at 48 h; contracts cap it lower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rota.hours import HoursRule, days_text
from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Place, Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class MaxHours(HoursRule):
    """At most `hours`, or at most `contract_share` of the contract's, of paid work per period.

    `per: week` and `per: day` count history; what history alone exceeds is never a violation. A shift
    counts whole on the day at home on which it starts. `per: horizon` counts the shifts to be filled.
    Of a contract's hours, a day is a seventh; each day wholly on leave takes a fifth off those of its
    week, and five take all. Soft, each minute above the limit costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": 1, "contract_share": 0.05}
    example: ClassVar[str] = "{kind: max_hours, hours: 48, per: week}"
    kind: Literal["max_hours"] = "max_hours"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent and period over the paid minutes of its shifts."""
        shifts = problem.shifts if self.per == "horizon" else problem.timeline
        for agent in self.whom(problem):
            days = {shift.id: problem.day(agent, shift) for shift in shifts}
            for first, last in self.periods(problem, agent):
                inside = [
                    shift for shift in shifts if self.per == "horizon" or first <= days[shift.id] <= last
                ]
                already = sum(self.minutes(shift) for shift in inside if (agent.id, shift.id) in problem.past)
                encoding.limit(
                    self,
                    encoding.weigh(agent, self.minutes_of(inside)),
                    at_most=max(already, self.limit_minutes(problem, agent, first, last)),
                    place=self.period_place(agent, first, last),
                )

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Add up the agent's shifts period by period."""
        for agent in self.whom(problem):
            for first, last in self.periods(problem, agent):
                worked = already = 0
                for shift in duty.coming(agent) if self.per == "horizon" else duty.of(agent):
                    if self.per != "horizon" and not first <= problem.day(agent, shift) <= last:
                        continue
                    worked += self.minutes(shift)
                    already += self.minutes(shift) if shift.id in problem.past_ids else 0
                limit = max(already, self.limit_minutes(problem, agent, first, last))
                if worked > limit:
                    yield self.violation(
                        self.period_place(agent, first, last),
                        worked - limit,
                        f"{agent.name} works {hours_text(worked)} {days_text(first, last)}, "
                        f"{hours_text(limit)} are allowed",
                    )

    def because(self, problem: Problem, place: Place) -> str:
        """The agent's limit in the period."""
        return self.period_text(problem, place, "may work at most")

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        return f"{self.who.text()}: at most {self.limit_text()}{self.when.text()}"
