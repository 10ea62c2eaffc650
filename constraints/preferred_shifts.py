"""preferred_shifts: agents who like some shifts best get at least a share of theirs among them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class PreferredShifts(ShiftRule):
    """Of the shifts that each agent of `who` works, at least `share` are of the `shifts` templates.

    Shifts of the `kinds`, on the dates of `when`, over the horizon; whoever works none lacks none. Soft,
    each shift that is missing to the share, a started one whole, costs `weight`.
    """

    unit: ClassVar[str] = "shifts"
    loosens: ClassVar[dict[str, float]] = {"share": -0.05}
    example: ClassVar[str] = (
        "{kind: preferred_shifts, who: {ids: [ana]}, shifts: [early], share: 0.5, weight: 10}"
    )
    kind: Literal["preferred_shifts"] = "preferred_shifts"
    share: Annotated[float, Field(gt=0, le=1)] = 1

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.shifts:
            raise ValueError("give `shifts`, the templates that are liked")
        return self

    @property
    def part(self) -> Fraction:
        """The share, exactly as it is written."""
        return Fraction(str(self.share))

    @property
    def templates(self) -> tuple[str, ...]:
        """All templates are looked at, liked or not."""
        return ()

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent: liked shifts against all of them, times the share."""
        shifts = [shift for shift in problem.shifts if self.concerns(shift)]
        liked = [shift for shift in shifts if shift.template in self.shifts]
        asked, of = self.part.numerator, self.part.denominator
        for agent in self.whom(problem):
            lacking = encoding.count(agent, shifts) * asked - encoding.count(agent, liked) * of
            if self.weight is None:
                encoding.require(self, lacking, at_most=0, place=Place(agent.id))
                continue
            missing = encoding.define_integer(0, len(shifts))
            encoding.relate(missing * of - lacking, at_least=0)
            encoding.penalize(self, missing, weight=self.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count each agent's shifts, and the liked ones among them."""
        for agent in self.whom(problem):
            worked = [shift.template for shift in duty.coming(agent) if self.concerns(shift)]
            liked = sum(template in self.shifts for template in worked)
            missing = ceil(len(worked) * self.part) - liked
            if missing > 0:
                yield self.violation(
                    Place(agent.id),
                    missing,
                    f"{agent.name} has {liked} of {len(worked)} shifts on {self.shifts_text()}, "
                    f"{ceil(len(worked) * self.part)} are wished for",
                )

    def explain(self) -> str:
        """The rule in one sentence, with its share."""
        return (
            f"{self.who.text()}: at least {self.share:.0%} of their shifts on {self.shifts_text()}"
            f"{self.when.text()}"
        )
