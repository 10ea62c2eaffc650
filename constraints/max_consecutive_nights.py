"""max_consecutive_nights: no more than so many nights in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.runs import RunLimit

if TYPE_CHECKING:
    from rota.agent import Agent
    from rota.problem import Problem
    from rota.shift import Shift


class MaxConsecutiveNights(RunLimit):
    """At most `nights` local days in a row on which a night of the agent starts, history included.

    What a night is, the team's `night` says, on the wall clock of the agent's home.
    """

    unit: ClassVar[str] = "nights"
    noun: ClassVar[str] = "nights"
    loosens: ClassVar[dict[str, float]] = {"nights": 1}
    example: ClassVar[str] = "{kind: max_consecutive_nights, nights: 4}"
    kind: Literal["max_consecutive_nights"] = "max_consecutive_nights"
    nights: Annotated[int, Field(ge=1, le=366)] = 4

    @property
    def longest(self) -> int:
        """The longest run allowed, in local days at the agent's home."""
        return self.nights

    def counts(self, problem: Problem, agent: Agent, shift: Shift) -> bool:
        """A shift that is a night where the agent lives."""
        return problem.is_night(agent, shift)
