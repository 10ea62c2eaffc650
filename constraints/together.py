"""together: some agents work only on shifts that certain others work too, a newcomer with a mentor, say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator

from rota.constraint import Place, Selection
from rota.encoding import total
from rota.localtime import clock_text
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Together(ShiftRule):
    """An agent of `who` is on a shift only where another agent of `company` is on the same shift.

    It binds `who` alone: those of `company` may work without them; state a second rule the other way
    round where neither may. For company on overlapping shifts, see `not_alone`. Soft, each shift worked
    without company costs `weight`.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: together, who: {tags: [newcomer]}, company: {tags: [mentor]}}"
    kind: Literal["together"] = "together"
    company: Selection

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if self.who == Selection():
            raise ValueError("give `who`, the agents who need company")
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Each cell of `who` asks for a cell of `company` on the same shift."""
        company = [agent for agent in problem.agents if self.company.takes(agent)]
        for shift in filter(self.concerns, problem.shifts):
            for agent in self.whom(problem):
                others = total(encoding.works(other, shift) for other in company if other.id != agent.id)
                place = Place(agent.id, shift.id, start=shift.start, end=shift.end)
                encoding.limit(self, encoding.works(agent, shift) - others, at_most=0, place=place)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Ask at each shift of an agent who else is on it."""
        for agent in self.whom(problem):
            for shift in filter(self.concerns, duty.coming(agent)):
                others = {other.id for other in duty.on(shift) if self.company.takes(other)} - {agent.id}
                if not others:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        1,
                        f"{agent.name} is on {shift.template} of {clock_text(shift.start, shift.zone)} "
                        f"without any of {self.company.text()}",
                    )

    def explain(self) -> str:
        """The rule in one sentence."""
        where = f" of {self.shifts_text()}" if self.shifts else ""
        return (
            f"{self.who.text()}: on shifts{where}{self.when.text()} only together with {self.company.text()}"
        )
