"""headcount: how many agents a shift wants, at the least and at the most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.bounds import hold_bounds
from rota.constraint import Place, Violation
from rota.encoding import Linear, total
from rota.errors import HelpedError
from rota.localtime import clock_text
from rota.price_step import PriceStep, hold_rising, priced, rises
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem

Count = Annotated[int, Field(ge=0, le=10_000)]


class Headcount(ShiftRule):
    """Between `least` and `most` agents of `who` on each shift of the `shifts` templates (all, if empty).

    Soft, each agent missing or too many costs `weight`. With `steps: [{beyond: 1, times: 3}]`, each agent
    beyond the first whom a shift lacks, or has too many, costs three times as much, so that two shifts
    rather lack one each than one of them two.
    """

    unit: ClassVar[str] = "agents"
    loosens: ClassVar[dict[str, float]] = {"least": -1, "most": 1}
    example: ClassVar[str] = "{kind: headcount, shifts: [night], least: 2, most: 3}"
    kind: Literal["headcount"] = "headcount"
    least: Count | None = None
    most: Count | None = None
    steps: tuple[PriceStep, ...] = ()

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        hold_bounds(self.least, self.most)
        return self

    @model_validator(mode="after")
    def _priced(self) -> Self:
        hold_rising(self.steps)
        if self.steps and self.weight is None:
            raise HelpedError(
                "`steps` raise a price, and without `weight` there is none",
                "give `weight`, the price of the first agent, or leave `steps` out",
            )
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row a shift; each further step charges what an agent costs more than on the step before."""
        for shift in problem.shifts:
            if self.concerns(shift):
                on_it = total(encoding.works(agent, shift) for agent in self.whom(problem))
                encoding.limit(
                    self,
                    on_it,
                    at_least=self.least,
                    at_most=self.most,
                    place=Place(shift=shift.id, start=shift.start, end=shift.end),
                )
                self._encode_steps(encoding, on_it)

    def _encode_steps(self, encoding: Encoding, on_it: Linear) -> None:
        if self.weight is None:
            return
        for beyond, rise in rises(self.steps):
            if self.least is not None:
                encoding.penalize(self, -on_it + self.least - beyond, weight=rise * self.weight)
            if self.most is not None:
                encoding.penalize(self, on_it - self.most - beyond, weight=rise * self.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count the agents on each shift."""
        for shift in problem.shifts:
            if not self.concerns(shift):
                continue
            there = sum(self.who.takes(agent) for agent in duty.on(shift))
            missing = 0 if self.least is None else max(0, self.least - there)
            surplus = 0 if self.most is None else max(0, there - self.most)
            if missing or surplus:
                bound, word = (self.least, "needed") if missing else (self.most, "allowed")
                yield Violation(
                    self.name,
                    Place(shift=shift.id, start=shift.start, end=shift.end),
                    missing + surplus,
                    self.unit,
                    self._cost(missing + surplus),
                    f"{shift.template} of {clock_text(shift.start, shift.zone)} has {there} of "
                    f"{self.who.text()}, {bound} {'is' if bound == 1 else 'are'} {word}",
                )

    def _cost(self, off: int) -> int | None:
        """What so many agents missing or too many on one shift cost: each the price of its own step."""
        return None if self.weight is None else self.weight * priced(self.steps, off)

    def because(self, problem: Problem, place: Place) -> str:
        """How many the shift wants, and who counts."""
        if self.least is None or self.most is not None:
            return ""
        shift = problem.shift_of[place.shift]
        return (
            f"{shift.template} of {clock_text(shift.start, shift.zone)} needs {self.least} of "
            f"{self.who.text()}{self.counting_text(problem, self.whom(problem))}"
        )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        bounds = [f"at least {self.least}"] if self.least is not None else []
        bounds += [f"at most {self.most}"] if self.most is not None else []
        where = (", ".join(self.shifts) or "every shift") + self.when.text()
        steps = "".join(f", {step.times} times the price beyond {step.beyond} off" for step in self.steps)
        return f"{' and '.join(bounds)} of {self.who.text()} on {where}{steps}"
