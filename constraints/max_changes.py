"""max_changes: a roster that is known already changes in few places only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class MaxChanges(ShiftRule):
    """At most `changes` entries differ from the reference roster, all agents of `who` together.

    An entry is an agent on a shift; one more and one less are a change each, so a shift that goes from
    one agent to another is two. Without a reference the rule does nothing. Soft, each change beyond
    `changes` costs `weight`.
    """

    unit: ClassVar[str] = "changes"
    loosens: ClassVar[dict[str, float]] = {"changes": 1}
    example: ClassVar[str] = "{kind: max_changes, changes: 0, weight: 50}"
    kind: Literal["max_changes"] = "max_changes"
    changes: Annotated[int, Field(ge=0)] = 0

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row: entries of the reference that are missing, and others that are there."""
        if not problem.reference:
            return
        changed = []
        for agent in self.whom(problem):
            for shift in filter(self.concerns, problem.shifts):
                works = encoding.works(agent, shift)
                changed.append(-works + 1 if (agent.id, shift.id) in problem.reference else works)
        encoding.limit(self, total(changed), at_most=self.changes)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Compare the two rosters as sets."""
        if not problem.reference:
            return
        looked_at = {shift.id for shift in problem.shifts if self.concerns(shift)}
        whom = {agent.id for agent in self.whom(problem)}
        differing = {
            (agent, shift)
            for agent, shift in duty.cells ^ problem.reference
            if shift in looked_at and agent in whom
        }
        excess = len(differing) - self.changes
        if excess > 0:
            added = len(differing & duty.cells)
            yield self.violation(
                Place(),
                excess,
                f"{len(differing)} entries differ from the reference roster, {added} more and "
                f"{len(differing) - added} less, {self.changes} may",
            )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at most {self.changes} changes to the reference roster{self.when.text()}"
