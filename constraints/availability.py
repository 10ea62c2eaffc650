"""availability: nobody is on duty while absent, or outside the hours that they can work."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from rota.constraint import Constraint, Place
from rota.localtime import hours_text, minutes_between, overlap_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Availability(Constraint):
    """No shift of an agent overlaps an absence. Soft, each minute of overlap costs `weight`.

    A minute that several absences cover counts once.
    """

    unit: ClassVar[str] = "minutes"
    example: ClassVar[str] = "{kind: availability}"
    stage: ClassVar[int] = 0
    kind: Literal["availability"] = "availability"

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Forbid, or price, each cell that an absence touches."""
        starts = [shift.start for shift in problem.shifts]
        longest = max((shift.end - shift.start for shift in problem.shifts), default=timedelta())
        for agent in self.whom(problem):
            absences = problem.absences_of.get(agent.id, ())
            near = {
                index
                for absence in absences
                for index in range(
                    bisect_left(starts, absence.start - longest), bisect_left(starts, absence.end)
                )
            }
            for shift in (problem.shifts[index] for index in sorted(near)):
                missed, reached = 0, shift.start
                for absence in absences:
                    missed += overlap_minutes(reached, shift.end, absence.start, absence.end)
                    reached = max(reached, absence.end)
                if not missed:
                    continue
                works = encoding.works(agent, shift)
                if self.weight is None:
                    encoding.require(self, works, at_most=0, place=Place(agent.id, shift.id))
                else:
                    encoding.penalize(self, works, weight=self.weight * missed)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Take the absences off each shift worked and see how much of it is left."""
        for agent in self.whom(problem):
            for shift in duty.coming(agent):
                left = [(shift.start, shift.end)]
                for absence in problem.absences_of.get(agent.id, ()):
                    left = [
                        piece
                        for start, end in left
                        for piece in ((start, min(end, absence.start)), (max(start, absence.end), end))
                        if piece[0] < piece[1]
                    ]
                missed = shift.minutes - sum(minutes_between(start, end) for start, end in left)
                if missed:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        missed,
                        f"{agent.name} is not available for {hours_text(missed)} of {shift.template} "
                        f"on {problem.clock(shift.start, agent)}",
                    )

    def because(self, problem: Problem, place: Place) -> str:
        """Until when the agent is on leave, or that the hours given do not allow the shift."""
        agent, shift = problem.agent_of[place.agent], problem.shift_of[place.shift]
        away = [
            absence
            for absence in problem.absences_of.get(agent.id, ())
            if absence.start < shift.end and shift.start < absence.end
        ]
        leave = [absence for absence in away if absence.leave]
        if not leave:
            when = problem.clock(shift.start, agent)
            return f"{agent.name} cannot work {shift.template} of {when}: the hours given leave it out"
        first, last = min(one.start for one in leave), max(one.end for one in leave)
        return f"{agent.name} is away from {problem.clock(first, agent)} to {problem.clock(last, agent)}"

    def explain(self) -> str:
        """The rule in one sentence."""
        return f"{self.who.text()}: no duty while absent or outside the hours they can work"
