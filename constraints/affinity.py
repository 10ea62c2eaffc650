"""affinity: who belongs to a site, a zone or certain shifts works there rather than elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place
from rota.localtime import clock_text
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class Affinity(ShiftRule):
    """Agents of `who` work shifts of the `shifts` templates, on the wall clock of one of the `zones`.

    Give one of the two or both; without `shifts`, any template of the zones will do, and without
    `zones`, any zone. Each shift worked outside costs `weight`; without a `weight` it is forbidden.
    Shifts of other `kinds` and on other dates than `when` says are left alone.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: affinity, who: {tags: [tokyo]}, zones: [Asia/Tokyo], weight: 20}"
    stage: ClassVar[int] = 0
    kind: Literal["affinity"] = "affinity"
    zones: tuple[str, ...] = Field(())

    @model_validator(mode="after")
    def _some_place(self) -> Self:
        if not self.shifts and not self.zones:
            raise ValueError("give `shifts` or `zones`")
        return self

    @property
    def templates(self) -> tuple[str, ...]:
        """All templates are looked at, those named and others."""
        return ()

    def _inside(self, shift: Shift) -> bool:
        return (not self.shifts or shift.template in self.shifts) and (
            not self.zones or shift.zone in self.zones
        )

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Forbid, or price, each cell outside."""
        outside = [shift for shift in problem.shifts if self.concerns(shift) and not self._inside(shift)]
        for agent in self.whom(problem):
            if self.weight is not None:
                encoding.charge(self, encoding.count(agent, outside), weight=self.weight)
                continue
            for shift in outside:
                encoding.require(
                    self, encoding.works(agent, shift), at_most=0, place=Place(agent.id, shift.id)
                )

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Go through each agent's shifts and ask of each where it is."""
        for agent in self.whom(problem):
            for shift in duty.coming(agent):
                away = self.zones and shift.zone not in self.zones
                other = self.shifts and shift.template not in self.shifts
                if self.concerns(shift) and (away or other):
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        1,
                        f"{agent.name} is on {shift.template} of {clock_text(shift.start, shift.zone)} "
                        f"instead of {self._where()}",
                    )

    def _where(self) -> str:
        zones = f"shifts in {' or '.join(self.zones)}" if self.zones else ""
        shifts = " or ".join(self.shifts)
        return f"{shifts}, {zones}" if zones and shifts else zones or shifts

    def explain(self) -> str:
        """The rule in one sentence."""
        return f"{self.who.text()}: {self._where()} rather than others{self.when.text()}"
