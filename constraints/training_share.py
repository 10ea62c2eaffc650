"""training_share: everybody's paid time has its part of training, or so many hours of it.

Support agents learn continuously; time for it that no rule holds is the first to go.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Constraint, Place
from rota.encoding import total
from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class TrainingShare(Constraint):
    """Each agent of `who` has at least `hours` of training, or at least a `share` of the time worked.

    Training is shifts of kind `training`; time worked is these and those of kind `work`. Both are
    counted over the shifts of the horizon, without unpaid breaks. Soft, each minute missing, a started
    one whole, costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5, "share": -0.01}
    example: ClassVar[str] = "{kind: training_share, share: 0.05, weight: 1}"
    kind: Literal["training_share"] = "training_share"
    hours: Annotated[float, Field(gt=0)] | None = None
    share: Annotated[float, Field(gt=0, lt=1)] | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.hours is None) == (self.share is None):
            raise ValueError("give either `hours` or `share`")
        return self

    @property
    def part(self) -> Fraction:
        """The share of the time worked that is asked for, exactly as it is written."""
        return Fraction(str(self.share or 0))

    @property
    def fixed_minutes(self) -> int:
        """The minutes that are asked for whatever is worked."""
        return round((self.hours or 0) * 60)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent: minutes of training against minutes worked, times the share."""
        asked, of = self.part.numerator, self.part.denominator
        rates = {"work": asked, "training": asked - of, "on_call": 0}
        for agent in self.whom(problem):
            lacking = self.fixed_minutes * of + total(
                encoding.works(agent, shift) * (shift.paid_minutes * rates[shift.kind])
                for shift in problem.shifts
                if rates[shift.kind]
            )
            if self.weight is None:
                encoding.require(self, lacking, at_most=0, place=Place(agent.id))
                continue
            missing = encoding.define_integer(0, max(0, -(-encoding.bounds(lacking)[1] // of)))
            encoding.relate(missing * of - lacking, at_least=0)
            encoding.penalize(self, missing, weight=self.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Add up each agent's minutes, of training and in all."""
        for agent in self.whom(problem):
            shifts = [shift for shift in duty.coming(agent) if shift.kind != "on_call"]
            trained = sum(shift.paid_minutes for shift in shifts if shift.kind == "training")
            needed = self.fixed_minutes + ceil(self.part * sum(shift.paid_minutes for shift in shifts))
            if trained < needed:
                yield self.violation(
                    Place(agent.id),
                    needed - trained,
                    f"{agent.name} has {hours_text(trained)} of training, {hours_text(needed)} are due",
                )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        limit = f"{self.hours:g} h of training" if self.hours else ""
        limit = limit or f"{(self.share or 0):.0%} of the time worked spent on training"
        return f"{self.who.text()}: at least {limit} over the horizon"
