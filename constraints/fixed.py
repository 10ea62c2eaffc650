"""fixed: entries of the roster that are settled already: who works which shift on which day."""

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


class Fixed(EntryRule):
    """Each of the `entries` is worked. Soft, each that is not costs `weight`.

    An entry names an agent, a shift template and the day on which the shift starts. Entries of days
    outside the horizon are left alone, so that a list may go on from month to month.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: fixed, entries: [{agent: ana, shift: early, day: 2027-03-08}]}"
    stage: ClassVar[int] = 0
    kind: Literal["fixed"] = "fixed"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an entry."""
        for agent, shift in self.cells(problem):
            place = Place(agent.id, shift.id, start=shift.start, end=shift.end)
            encoding.limit(self, encoding.works(agent, shift), at_least=1, place=place)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Look for each agent's name among those on the shift."""
        there = {shift.id: {agent.id for agent in duty.on(shift)} for shift in problem.shifts}
        for entry in dict.fromkeys(self.entries):
            if entry.shift_id not in there or entry.agent in there[entry.shift_id]:
                continue
            agent, shift = problem.agent_of.get(entry.agent), problem.shift_of[entry.shift_id]
            if agent and self.who.takes(agent):
                yield self.violation(
                    Place(agent.id, shift.id, start=shift.start, end=shift.end),
                    1,
                    f"{agent.name} is not on {shift.template} of {clock_text(shift.start, shift.zone)}, "
                    "which is settled",
                )

    def because(self, problem: Problem, place: Place) -> str:
        """The entry."""
        agent, shift = problem.agent_of[place.agent], problem.shift_of[place.shift]
        return f"{agent.name} is settled on {shift.template} of {clock_text(shift.start, shift.zone)}"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        count = len(set(self.entries))
        return f"{count} settled {'entry is' if count == 1 else 'entries are'} kept"
