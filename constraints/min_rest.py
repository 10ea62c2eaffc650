"""min_rest: enough hours between the end of one shift and the start of the next.

Directive 2003/88/EC, article 3, asks for 11 consecutive hours in each 24; this rule asks for them
between any two shifts, which is how rosters commonly state it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.localtime import hours_text, minutes_between
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class MinRest(ShiftRule):
    """At least `hours` of rest between any two shifts of an agent that the rule looks at.

    Soft, each minute missing costs `weight`. Shifts that overlap rest 0 h.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5}
    example: ClassVar[str] = "{kind: min_rest, hours: 11}"
    stage: ClassVar[int] = 1
    kind: Literal["min_rest"] = "min_rest"
    hours: Annotated[float, Field(gt=0, le=168)] = 11
    kinds: Kinds = WORKED

    @property
    def minutes(self) -> int:
        """The rest required, in minutes."""
        return round(self.hours * 60)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Hard: at each start, at most one of the shifts that are still on or resting. Soft: pair by pair."""
        for shift, crowd in self._crowds(problem):
            before = [other for other in crowd if other.id in problem.past_ids]
            for agent in self.whom(problem):
                if self.weight is None:
                    if encoding.works(agent, shift).zero:
                        continue  # The others exclude each other already, at the start of the last of them.
                    together = encoding.count(agent, (*crowd, shift))
                    already = sum((agent.id, other.id) in problem.past for other in before)
                    encoding.require(self, together, at_most=max(1, already), place=Place(agent.id, shift.id))
                    continue
                for other in crowd:
                    missing = self.minutes - max(0, minutes_between(other.end, shift.start))
                    both = encoding.works(agent, other) + encoding.works(agent, shift) - 1
                    encoding.penalize(self, both, weight=self.weight * missing)

    def _crowds(self, problem: Problem) -> Iterator[tuple[Shift, list[Shift]]]:
        """Each coming shift with the earlier ones whose rest it would cut short."""
        rest = timedelta(minutes=self.minutes)
        open_shifts: list[Shift] = []
        for shift in filter(self.concerns, problem.timeline):
            open_shifts = [other for other in open_shifts if shift.start < other.end + rest]
            if shift.id not in problem.past_ids:
                yield shift, open_shifts
            open_shifts = [*open_shifts, shift]

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Look from each shift of an agent at the agent's next ones, as far as the rest reaches."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.of(agent) if self.concerns(shift)]
            for index, first in enumerate(worked):
                for second in worked[index + 1 :]:
                    rested = max(0, minutes_between(first.end, second.start))
                    if second.id in problem.past_ids:
                        continue
                    if rested >= self.minutes:
                        break
                    yield self.violation(
                        Place(agent.id, second.id, start=min(first.end, second.start), end=second.start),
                        self.minutes - rested,
                        f"{agent.name} rests {hours_text(rested)} between {first.template} ending "
                        f"{problem.clock(first.end, agent)} and {second.template} starting "
                        f"{problem.clock(second.start, agent)}, {hours_text(self.minutes)} are required",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        rest = hours_text(self.minutes)
        return f"{self.who.text()}: at least {rest} of rest between two shifts{self.when.text()}"
