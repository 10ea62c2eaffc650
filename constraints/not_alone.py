"""not_alone: newcomers are on duty only while somebody experienced is there too.

The same covers any agents who may not stand alone, and any kind of company that they need.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator

from rota.constraint import Constraint, Place, Selection
from rota.encoding import total
from rota.localtime import clock_text, hours_text, minutes_between
from rota.shift_rule import Kinds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class NotAlone(Constraint):
    """While any agent of `who` is on duty, so is an agent of `company` who is not of `who`.

    An empty `company` is everybody else. Shifts of the `kinds` are duty, for both: in a training nobody
    needs company, and who is in one is none. Soft, each minute that an agent stands alone costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    example: ClassVar[str] = "{kind: not_alone, who: {tags: [newcomer]}}"
    kind: Literal["not_alone"] = "not_alone"
    company: Selection = Selection()
    kinds: Kinds = ("work", "on_call")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.who == Selection():
            raise ValueError(
                "give `who`, the agents who may not stand alone: nobody is left to join everybody"
            )
        return self

    def _companions(self, problem: Problem) -> tuple[Agent, ...]:
        return tuple(
            agent for agent in problem.agents if self.company.takes(agent) and not self.who.takes(agent)
        )

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Between any two edges of shifts, a newcomer's shift asks for a companion's."""
        companions = self._companions(problem)
        timeline = [shift for shift in problem.timeline if shift.kind in self.kinds]
        edges = sorted({edge for shift in timeline for edge in (shift.start, shift.end)})
        for start, end in pairwise(edges):
            running = [shift for shift in timeline if shift.start <= start and end <= shift.end]
            if all(shift.id in problem.past_ids for shift in running):
                continue
            there = total(encoding.count(companion, running) for companion in companions)
            for agent in self.whom(problem):
                for shift in running:
                    if shift.id in problem.past_ids:
                        continue
                    alone = encoding.works(agent, shift) - there
                    if self.weight is None:
                        place = Place(agent.id, shift.id, start=start, end=end)
                        encoding.require(self, alone, at_most=0, place=place)
                    else:
                        encoding.penalize(self, alone, weight=self.weight * minutes_between(start, end))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Take the companions' shifts off each newcomer's shift and see what is left."""
        others = [
            shift
            for companion in self._companions(problem)
            for shift in duty.of(companion)
            if shift.kind in self.kinds
        ]
        for agent in self.whom(problem):
            for shift in duty.coming(agent):
                if shift.kind not in self.kinds:
                    continue
                alone = [(shift.start, shift.end)]
                for other in others:
                    alone = [
                        piece
                        for start, end in alone
                        for piece in ((start, min(end, other.start)), (max(start, other.end), end))
                        if piece[0] < piece[1]
                    ]
                for start, end in sorted(alone):
                    yield self.violation(
                        Place(agent.id, shift.id, start=start, end=end),
                        minutes_between(start, end),
                        f"{agent.name} stands alone for {hours_text(minutes_between(start, end))} from "
                        f"{clock_text(start, shift.zone)}",
                    )

    def explain(self) -> str:
        """The rule in one sentence."""
        return (
            f"{self.who.text()}: never on duty without {self.company.text().replace('everybody', 'others')}"
        )
