"""compensatory_rest: a rest that was cut short is made up for by the one behind the shift.

Directive 2003/88/EC, articles 17(2), 17(3) and 18: where national law or a collective agreement lets the
daily rest be shorter than the 11 hours of article 3, "equivalent periods of compensatory rest" are due.
They follow at once upon the working time that they make up for: Court of Justice, C-151/02, Jaeger,
paragraphs 94 and 95.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.localtime import hours_text, minutes_between
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    Crowd = tuple[Shift, list[tuple[Shift, list[Shift]]]]


class CompensatoryRest(ShiftRule):
    """Where the rest before a shift is shorter than `hours`, the rest behind it is as much longer.

    With `hours: 11`, a shift that begins 9 hours after the one before is followed by 13 hours of rest. How
    short a rest may be at all is for `min_rest` to say, with fewer hours: `{kind: min_rest, hours: 9}`.
    `when` picks the shifts that a short rest comes before. Rest is measured from the latest end of what
    came before; what lies behind the horizon counts as rest, and the next shift is never too soon where
    history gives it. Soft, each rest that is not made up for costs `weight`.
    """

    unit: ClassVar[str] = "rests"
    loosens: ClassVar[dict[str, float]] = {"hours": -0.5}
    example: ClassVar[str] = "{kind: compensatory_rest, hours: 11}"
    kind: Literal["compensatory_rest"] = "compensatory_rest"
    hours: Annotated[float, Field(gt=0, le=72)] = 11
    kinds: Kinds = WORKED

    @property
    def minutes(self) -> int:
        """The rest that needs no making up for, in minutes."""
        return round(self.hours * 60)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Not all three: any of those that end too late, a shift after a short rest, one that is too soon."""
        crowds = list(self._crowds(self.fitting(problem.timeline)))
        for agent in self.whom(problem):
            last = self._last_past(problem, agent)
            for middle, behind in crowds:
                if middle.id not in problem.past_ids or middle == last:
                    coming = [pair for pair in behind if pair[0].id not in problem.past_ids]
                    self._bind(encoding, agent, middle, coming)

    def _crowds(self, shifts: Sequence[Shift]) -> Iterator[Crowd]:
        """Each shift with later ones, and with the earlier ones for which those begin too soon."""
        open_shifts: list[Shift] = []
        for index, middle in enumerate(shifts):
            rests = [(max(0, minutes_between(shift.end, middle.start)), shift) for shift in open_shifts]
            before = [(rest, shift) for rest, shift in rests if rest < self.minutes]
            open_shifts = [*(shift for _, shift in before), middle]
            if before and self.when.takes(middle):
                yield middle, list(self._too_soon(middle, before, shifts[index + 1 :]))

    def _too_soon(
        self, middle: Shift, before: Sequence[tuple[int, Shift]], behind: Sequence[Shift]
    ) -> Iterator[tuple[Shift, list[Shift]]]:
        for later in behind:
            after = minutes_between(middle.end, later.start)
            earlier = [shift for rest, shift in before if rest + after < 2 * self.minutes]
            if not earlier:
                return
            yield later, earlier

    def _last_past(self, problem: Problem, agent: Agent) -> Shift | None:
        worked = (shift for shift in problem.past_shifts if (agent.id, shift.id) in problem.past)
        fitting = sorted(self.fitting(worked), key=lambda shift: (shift.start, shift.id))
        return fitting[-1] if fitting else None

    def _bind(
        self, encoding: Encoding, agent: Agent, middle: Shift, behind: Sequence[tuple[Shift, list[Shift]]]
    ) -> None:
        works, broken = encoding.works(agent, middle), None
        if works.zero:
            return
        for later, earlier in behind:
            three = total([encoding.works_any(agent, earlier), works, encoding.works(agent, later)])
            if self.weight is None:
                encoding.require(self, three, at_most=2, place=Place(agent.id, later.id))
            elif encoding.bounds(three)[1] > 2:
                broken = broken or encoding.define_integer(0, 1, owner=encoding.number_of(agent))
                encoding.relate(broken - three, at_least=-2)
        if self.weight is not None and broken:
            encoding.penalize(self, broken, weight=self.weight)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's shifts and carry along when the latest of them has ended."""
        for agent in self.whom(problem):
            worked = [shift for shift in duty.of(agent) if self.fits(shift)]
            ended = None
            for shift, following in pairwise(worked):
                rested = minutes_between(ended, shift.start) if ended else self.minutes
                ended = max(ended, shift.end) if ended else shift.end
                owed = 2 * self.minutes - max(0, rested)
                after = max(0, minutes_between(shift.end, following.start))
                settled = following.id in problem.past_ids or not self.when.takes(shift)
                if rested < self.minutes and after < owed and not settled:
                    yield self.violation(
                        Place(agent.id, following.id, start=shift.end, end=following.start),
                        1,
                        f"{agent.name} rests {hours_text(max(0, rested))} before {shift.template} starting "
                        f"{problem.clock(shift.start, agent)} and {hours_text(after)} behind it, "
                        f"{hours_text(owed)} would make up for it",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return (
            f"{self.who.text()}: a rest of less than {hours_text(self.minutes)} is followed by one "
            f"as much longer{self.when.text()}"
        )
