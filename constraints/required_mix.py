"""required_mix: where anybody is on duty, enough of the right people are among them, a senior, say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.constraint import Place, Selection
from rota.encoding import total
from rota.localtime import clock_text, minutes_between
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class RequiredMix(ShiftRule):
    """Where an agent of `who` is on duty, at least `agents` of `include` are, all of them counted.

    With `per: shift`, on the same shift, from its start to its end; with `per: minute`, at each minute,
    on any shifts of the `kinds` and `shifts`, so that a senior on an overlapping shift will do. A shift
    that began before the horizon asks for nobody, and whoever is on it counts. Soft, each agent-minute
    missing costs `weight`.
    """

    unit: ClassVar[str] = "agent-minutes"
    loosens: ClassVar[dict[str, float]] = {"agents": -1}
    example: ClassVar[str] = "{kind: required_mix, include: {tags: [senior]}, per: minute}"
    kind: Literal["required_mix"] = "required_mix"
    include: Selection
    agents: Annotated[int, Field(ge=1)] = 1
    per: Literal["shift", "minute"] = "shift"

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.include == Selection():
            raise ValueError("`include` selects everybody: name tags, tiers, skills, contracts or ids")
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """For each shift, or between any two edges of shifts: somebody there asks for enough of `include`."""
        included = [agent for agent in problem.agents if self.include.takes(agent)]
        for start, end, asking, helping in self._scenes(problem):
            somebody = encoding.define_any(
                encoding.works(agent, shift) for agent in self.whom(problem) for shift in asking
            )
            there = total(encoding.works_any(agent, helping) for agent in included)
            missing = somebody * self.agents - there
            if self.weight is None:
                encoding.require(self, missing, at_most=0, place=Place(start=start, end=end))
            else:
                encoding.penalize(self, missing, weight=self.weight * minutes_between(start, end))

    def _scenes(self, problem: Problem) -> Iterator[tuple[datetime, datetime, list[Shift], list[Shift]]]:
        """Spans, with the shifts that ask for the mix and those that can bring it."""
        if self.per == "shift":
            for shift in filter(self.concerns, problem.shifts):
                yield shift.start, shift.end, [shift], [shift]
            return
        shifts = [shift for shift in problem.timeline if self.fits(shift)]
        for start, end in pairwise(sorted({edge for shift in shifts for edge in (shift.start, shift.end)})):
            running = [shift for shift in shifts if shift.start <= start and end <= shift.end]
            asking = [s for s in running if s.id not in problem.past_ids and self.concerns(s)]
            if asking:
                yield start, end, asking, running

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Look at who is together, shift by shift, or from each arrival or departure to the next."""
        if self.per == "minute":
            yield from self._check_minutes(problem, duty)
            return
        for shift in filter(self.concerns, problem.shifts):
            there = duty.on(shift)
            if any(self.who.takes(agent) for agent in there):
                yield from self._gap(shift.start, shift.end, sum(map(self.include.takes, there)), shift)

    def _check_minutes(self, problem: Problem, duty: Duty) -> Iterator[Violation]:
        whom = {agent.id for agent in self.whom(problem)}
        included = {agent.id for agent in problem.agents if self.include.takes(agent)}
        shift_of = problem.shift_of
        moves = sorted(
            (edge, arrives, shift.id, agent.id)
            for agent in problem.agents
            for shift in filter(self.fits, duty.of(agent))
            for edge, arrives in ((shift.start, True), (shift.end, False))
        )
        there: set[tuple[str, str]] = set()
        for (start, arrives, shift_id, agent_id), following in pairwise(moves):
            (there.add if arrives else there.discard)((shift_id, agent_id))
            if start == following[0]:
                continue
            asking = sorted(shift for shift, agent in there if agent in whom)
            concerned = [
                one for one in asking if one not in problem.past_ids and self.concerns(shift_of[one])
            ]
            helpers = {agent for _, agent in there} & included
            if concerned:
                yield from self._gap(start, following[0], len(helpers), shift_of[concerned[0]])

    def _gap(self, start: datetime, end: datetime, there: int, shift: Shift) -> Iterator[Violation]:
        if there < self.agents:
            yield self.violation(
                Place(shift=shift.id, start=start, end=end),
                (self.agents - there) * minutes_between(start, end),
                f"{shift.template} from {clock_text(start, shift.zone)} to {clock_text(end, shift.zone)} has "
                f"{there} of {self.include.text()}, {self.agents} "
                f"{'is' if self.agents == 1 else 'are'} needed",
            )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        where = self.shifts_text() or "any shift"
        there = "on the same shift" if self.per == "shift" else "on duty at every minute of it"
        return (
            f"{self.who.text()}: on {where}{self.when.text()} only with at least {self.agents} of "
            f"{self.include.text()} {there}"
        )
