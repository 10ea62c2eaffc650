"""overtime: hours beyond the contract have a price, which rises step by step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rota.constraint import Place, Violation, Weight
from rota.encoding import total
from rota.hours import PeriodRule, days_text
from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Self

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class OvertimeStep(BaseModel):
    """What a minute above a share of the contract's hours costs, up to the next step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    above_share: Annotated[float, Field(gt=0, le=5)]
    weight: Weight


class Overtime(PeriodRule):
    """Each paid minute above the contract's hours costs the weight of its step, times the rule's `weight`.

    A step begins `above_share` times what the contract owes for the period and reaches to the next one;
    weights rise from step to step. Always soft; a cap is `max_hours`. `per: week` counts history, and
    minutes that history has worked already cost nothing; `per: horizon` counts the shifts to be filled.
    """

    unit: ClassVar[str] = "minutes"
    example: ClassVar[str] = (
        "{kind: overtime, steps: [{above_share: 1.0, weight: 1}, {above_share: 1.1, weight: 3}]}"
    )
    kind: Literal["overtime"] = "overtime"
    weight: Weight = Field(default=1)
    per: Literal["week", "horizon"] = "week"
    steps: Annotated[tuple[OvertimeStep, ...], Field(min_length=1)] = (OvertimeStep(above_share=1, weight=1),)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for one, following in pairwise(self.steps):
            if following.above_share <= one.above_share or following.weight <= one.weight:
                raise ValueError("`above_share` and `weight` rise from each of `steps` to the next")
        return self

    def begins(self, problem: Problem, agent: Agent, first: date, last: date) -> list[int]:
        """The minutes of the period after which each step begins."""
        owed = self.owed_minutes(problem, agent, first, last)
        return [round(step.above_share * owed) for step in self.steps]

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Charge at each step what a minute costs more than on the step before."""
        for agent in self.whom(problem):
            for first, last in self.periods(problem, agent):
                inside = [
                    shift
                    for shift in (problem.shifts if self.per == "horizon" else problem.timeline)
                    if self.per == "horizon" or first <= problem.day(agent, shift) <= last
                ]
                worked = total(encoding.works(agent, shift) * self.minutes(shift) for shift in inside)
                already = sum(self.minutes(shift) for shift in inside if (agent.id, shift.id) in problem.past)
                before = 0
                for step, begins in zip(self.steps, self.begins(problem, agent, first, last), strict=True):
                    rise = (step.weight - before) * self.weight
                    encoding.penalize(self, worked - max(already, begins), weight=rise)
                    before = step.weight

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Add up the agent's minutes period by period, and lay them on the steps."""
        for agent in self.whom(problem):
            for first, last in self.periods(problem, agent):
                worked = already = 0
                for shift in duty.coming(agent) if self.per == "horizon" else duty.of(agent):
                    if self.per == "horizon" or first <= problem.day(agent, shift) <= last:
                        worked += self.minutes(shift)
                        already += self.minutes(shift) if shift.id in problem.past_ids else 0
                edges = [*self.begins(problem, agent, first, last), worked]
                over = cost = 0
                for step, (begins, ends) in zip(self.steps, pairwise(edges), strict=True):
                    minutes = max(0, min(worked, ends) - max(already, begins))
                    over, cost = over + minutes, cost + minutes * step.weight * self.weight
                if over:
                    yield Violation(
                        self.name,
                        Place(agent.id),
                        over,
                        self.unit,
                        cost,
                        f"{agent.name} works {hours_text(worked)} {days_text(first, last)}, "
                        f"{hours_text(over)} of it overtime",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its prices."""
        prices = ", ".join(
            f"{step.weight * self.weight} a minute above {step.above_share:.0%}" for step in self.steps
        )
        hours = f"hours beyond the contract's {self.per_text()}"
        return f"{self.who.text()}: {hours} cost {prices}{self.when.text()}"
