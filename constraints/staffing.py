"""staffing: as many agents on each shift as headcount.csv wants, at the prices that it gives.

Cover by shift and day with a price for each agent missing and each one too many is how the field's
benchmarks state it: Curtois and Qu, "Computational results on new staff scheduling benchmark
instances" (2014), http://www.schedulingbenchmarks.org.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place, Violation
from rota.encoding import total
from rota.localtime import clock_text
from rota.price_step import PriceStep, hold_rising, priced, rises
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.duty import Duty
    from rota.encoding import Encoding, Linear
    from rota.problem import Problem, Wanted
    from rota.shift import Shift


class Staffing(ShiftRule):
    """On each shift that headcount.csv names, as many agents of `who` as it wants.

    Each agent missing costs the row's `under`, each one too many the row's `over`. A row without
    `under` takes the rule's `weight`; one without `over` takes the rule's `over`, or else its `weight`.
    What finds no price is a must. A price of 0 is nothing to pay. With `steps: [{beyond: 1, times: 3}]`,
    each agent beyond the first whom a shift lacks, or has too many, costs three times the price that the
    first has. Shifts that the file does not name want nothing.
    """

    unit: ClassVar[str] = "agents"
    example: ClassVar[str] = "{kind: staffing, weight: 100, over: 1}"
    kind: Literal["staffing"] = "staffing"
    over: Annotated[int, Field(ge=0)] | None = None
    steps: tuple[PriceStep, ...] = ()

    @model_validator(mode="after")
    def _rising(self) -> Self:
        hold_rising(self.steps)
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Two rows, or two prices, for each row of the file."""
        agents, shifts = self.whom(problem), {shift.id: shift for shift in self.concerned(problem.shifts)}
        for wanted in problem.wanted:
            shift = shifts.get(wanted.shift)
            if shift:
                there = total(encoding.works(agent, shift) for agent in agents)
                under, over = self.prices_of(wanted)
                self._charge(encoding, -there + wanted.agents, price=under, shift=shift)
                self._charge(encoding, there - wanted.agents, price=over, shift=shift)

    def _charge(self, encoding: Encoding, excess: Linear, *, price: int | None, shift: Shift) -> None:
        if price is None:
            encoding.require(self, excess, at_most=0, place=_place(shift))
        elif price:
            encoding.penalize(self, excess, weight=price)
            for beyond, rise in rises(self.steps):
                encoding.penalize(self, excess - beyond, weight=price * rise)

    def prices_of(self, wanted: Wanted) -> tuple[int | None, int | None]:
        """What an agent missing costs, and one too many; None for a must."""
        under = self.weight if wanted.under is None else wanted.under
        if wanted.over is not None:
            return under, wanted.over
        return under, self.weight if self.over is None else self.over

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count the shifts that agents work and hold the counts against the file."""
        there = Counter(shift.id for agent in self.whom(problem) for shift in duty.coming(agent))
        for wanted in problem.wanted:
            shift = problem.shift_of[wanted.shift]
            under, over = self.prices_of(wanted)
            missing, surplus = (
                max(0, wanted.agents - there[shift.id]),
                max(0, there[shift.id] - wanted.agents),
            )
            for off, price in ((missing, under), (surplus, over)):
                if not off or price == 0 or not self.concerns(shift):
                    continue
                yield Violation(
                    self.name,
                    _place(shift),
                    off,
                    self.unit,
                    None if price is None else priced(self.steps, off) * price,
                    f"{shift.template} of {clock_text(shift.start, shift.zone)} has {there[shift.id]} of "
                    f"{self.who.text()}, {wanted.agents} {'is' if wanted.agents == 1 else 'are'} wanted",
                )

    def because(self, problem: Problem, place: Place) -> str:
        """How many headcount.csv wants on the shift, and who counts."""
        shift = problem.shift_of[place.shift]
        wanted = sum(one.agents for one in problem.wanted if one.shift == shift.id)
        return (
            f"headcount.csv wants {wanted} of {self.who.text()} on {shift.template} of "
            f"{clock_text(shift.start, shift.zone)}{self.counting_text(problem, self.whom(problem))}"
        )

    def explain(self) -> str:
        """The rule in one sentence, with its prices."""
        where = ", ".join(self.shifts) or "every shift"
        own = "" if self.weight is None else f"; where it names no price, one missing costs {self.weight}"
        surplus = "" if self.over is None else f"; where it names no price, one too many costs {self.over}"
        steps = "".join(f"; {step.times} times the price beyond {step.beyond} off" for step in self.steps)
        return (
            f"as many of {self.who.text()} on {where}{self.when.text()} as headcount.csv wants"
            f"{own}{surplus}{steps}"
        )


def _place(shift: Shift) -> Place:
    return Place(shift=shift.id, start=shift.start, end=shift.end)
