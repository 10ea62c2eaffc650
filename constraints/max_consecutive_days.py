"""max_consecutive_days: no more than so many working days in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.runs import RunLimit

if TYPE_CHECKING:
    from rota.agent import Agent
    from rota.problem import Problem
    from rota.shift import Shift


class MaxConsecutiveDays(RunLimit):
    """At most `days` local days in a row on which a shift of the agent starts, history included."""

    unit: ClassVar[str] = "days"
    noun: ClassVar[str] = "working days"
    loosens: ClassVar[dict[str, float]] = {"days": 1}
    example: ClassVar[str] = "{kind: max_consecutive_days, days: 5}"
    kind: Literal["max_consecutive_days"] = "max_consecutive_days"
    days: Annotated[int, Field(ge=1, le=366)] = 5

    @property
    def longest(self) -> int:
        """The longest run allowed, in local days at the agent's home."""
        return self.days

    def counts(self, problem: Problem, agent: Agent, shift: Shift) -> bool:
        """Every shift makes its day a working day."""
        return True
