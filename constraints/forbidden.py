"""forbidden: entries that the roster may not have: who does not work which shift on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rota.constraint import Place
from rota.entries import EntryRule
from rota.localtime import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Forbidden(EntryRule):
    """None of the `entries` is worked. Soft, each that is costs `weight`.

    An entry names an agent, a shift template and the day on which the shift starts. Entries of days
    outside the horizon are left alone.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: forbidden, entries: [{agent: ana, shift: late, day: 2027-03-09}]}"
    stage: ClassVar[int] = 0
    kind: Literal["forbidden"] = "forbidden"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an entry."""
        for agent, shift in self.cells(problem):
            place = Place(agent.id, shift.id, start=shift.start, end=shift.end)
            encoding.limit(self, encoding.works(agent, shift), at_most=0, place=place)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Look for each shift worked among the entries."""
        named = {(entry.agent, entry.shift_id) for entry in self.entries}
        for agent in self.whom(problem):
            for shift in duty.coming(agent):
                if (agent.id, shift.id) in named:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        1,
                        f"{agent.name} is on {shift.template} of {clock_text(shift.start, shift.zone)}, "
                        "which is forbidden",
                    )

    def because(self, problem: Problem, place: Place) -> str:
        """The entry."""
        agent, shift = problem.agent_of[place.agent], problem.shift_of[place.shift]
        return f"{agent.name} is ruled out for {shift.template} of {clock_text(shift.start, shift.zone)}"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        count = len(set(self.entries))
        return f"{count} {'entry is' if count == 1 else 'entries are'} ruled out"
