"""Single entries of a roster that a rule names: who, which shift, which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from rota.constraint import Constraint
from rota.when import IsoDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.agent import Agent
    from rota.problem import Problem
    from rota.shift import Shift


class Entry(BaseModel):
    """An agent on the shift of a template that starts on a day, on the template's own wall clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str = Field(description="the agent's id")
    shift: str = Field(description="the template's id")
    day: IsoDay = Field(description="the date on which the shift starts")

    @property
    def shift_id(self) -> str:
        """The id of the shift."""
        return f"{self.shift}@{self.day.isoformat()}"


class EntryRule(Constraint):
    """A rule on single entries; those of other dates than the horizon's are left alone."""

    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]

    def cells(self, problem: Problem) -> Iterator[tuple[Agent, Shift]]:
        """Agent and shift of each entry in the horizon, an entry given twice once."""
        for entry in dict.fromkeys(self.entries):
            agent, shift = problem.agent_of.get(entry.agent), problem.shift_of.get(entry.shift_id)
            if agent and shift and shift.id not in problem.past_ids and self.who.takes(agent):
                yield agent, shift
