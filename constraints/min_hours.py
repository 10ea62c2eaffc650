"""min_hours: enough paid hours to fulfil the contract, in each week or over the horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rota.hours import HoursRule, horizon_days
from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Place, Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class MinHours(HoursRule):
    """At least `hours`, or at least `contract_share` of the contract's, of paid work per period.

    `per: week` asks it of weeks whose days are all dates of the horizon, and counts history, which has
    the first hours of the week of an agent who lives further east than the team. `per: horizon` counts
    the shifts to be filled. Each day wholly on leave takes a fifth of its week off what the contract
    owes, and Monday to Friday take all of it; for who can work on fewer than five days of the week, a
    day is its part of these. Plain `hours` are asked for whatever leave there is. Soft, each minute
    missing costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": -1, "contract_share": -0.05}
    example: ClassVar[str] = "{kind: min_hours, contract_share: 0.9, per: horizon, weight: 1}"
    kind: Literal["min_hours"] = "min_hours"
    per: Literal["week", "horizon"] = "week"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent and whole period over the paid minutes of its shifts."""
        for agent in self.whom(problem):
            for first, last in self._whole_periods(problem, agent):
                inside = (
                    problem.shifts
                    if self.per == "horizon"
                    else [shift for shift in problem.timeline if first <= problem.day(agent, shift) <= last]
                )
                encoding.limit(
                    self,
                    encoding.weigh(agent, self.minutes_of(inside)),
                    at_least=self.limit_minutes(problem, agent, first, last),
                    place=self.period_place(agent, first, last),
                )

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Add up the agent's shifts period by period."""
        for agent in self.whom(problem):
            for first, last in self._whole_periods(problem, agent):
                worked = 0
                for shift in duty.coming(agent) if self.per == "horizon" else duty.of(agent):
                    if self.per == "horizon" or first <= problem.day(agent, shift) <= last:
                        worked += self.minutes(shift)
                limit = self.limit_minutes(problem, agent, first, last)
                if worked < limit:
                    yield self.violation(
                        self.period_place(agent, first, last),
                        limit - worked,
                        f"{agent.name} works {hours_text(worked)} from {first:%a %d %b} to {last:%a %d %b}, "
                        f"{hours_text(limit)} are owed",
                    )

    def _whole_periods(self, problem: Problem, agent: Agent) -> Iterator[tuple[date, date]]:
        for first, last in self.periods(problem, agent):
            begins, ends = horizon_days(problem)
            if begins <= first and last <= ends:
                yield first, last

    def because(self, problem: Problem, place: Place) -> str:
        """The agent's limit in the period."""
        return self.period_text(problem, place, "has to work at least")

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        return f"{self.who.text()}: at least {self.limit_text()}{self.when.text()}"
