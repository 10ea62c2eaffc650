"""apart: certain agents are never on duty at the same time, partners with children, say, or two deputies."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator

from rota.constraint import Place, Selection
from rota.encoding import total
from rota.localtime import clock_text, minutes_between
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Self

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Apart(ShiftRule):
    """At no minute are two agents of `who` on duty, on the same shift or on shifts that overlap.

    A shift may begin at the instant another ends. Shifts that began before the horizon count, and what
    they alone break is forgiven. Soft, each minute costs `weight` for every agent beyond the first.
    """

    unit: ClassVar[str] = "agent-minutes"
    example: ClassVar[str] = "{kind: apart, who: {ids: [ana, bo]}}"
    kind: Literal["apart"] = "apart"

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.who == Selection():
            raise ValueError("give `who`, the agents who are kept apart: everybody would leave one on duty")
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Between any two edges of shifts, at most one agent is on any of those that run."""
        shifts = [shift for shift in problem.timeline if self.concerns(shift)]
        for start, end in pairwise(sorted({edge for shift in shifts for edge in (shift.start, shift.end)})):
            running = [shift for shift in shifts if shift.start <= start and end <= shift.end]
            past = {shift.id for shift in running} & problem.past_ids
            if len(past) == len(running):
                continue
            agents = self.whom(problem)
            there = total(encoding.works_any(agent, running) for agent in agents)
            already = sum(any((agent.id, shift) in problem.past for shift in past) for agent in agents)
            if self.weight is None:
                encoding.require(self, there, at_most=max(1, already), place=Place(start=start, end=end))
            else:
                excess = there - max(1, already)
                encoding.penalize(self, excess, weight=self.weight * minutes_between(start, end))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Sweep over arrivals and departures and keep who is there."""
        moves: list[tuple[datetime, int, str, bool]] = []
        for agent in self.whom(problem):
            for shift in filter(self.concerns, duty.of(agent)):
                past = shift.id in problem.past_ids
                moves += [(shift.start, 1, agent.id, past), (shift.end, -1, agent.id, past)]
        there: Counter[tuple[str, bool]] = Counter()
        instants = [(moment, list(group)) for moment, group in groupby(sorted(moves), key=itemgetter(0))]
        for (start, moved), (end, _) in pairwise(instants):
            for _, step, agent_id, past in moved:
                there[agent_id, past] += step
            present = {name for (name, _), count in there.items() if count > 0}
            already = {name for (name, of_past), count in there.items() if count > 0 and of_past}
            excess = len(present) - max(1, len(already))
            if excess > 0:
                names = " and ".join(problem.agent_of[name].name for name in sorted(present))
                yield self.violation(
                    Place(start=start, end=end),
                    excess * minutes_between(start, end),
                    f"{names} are on duty together from {clock_text(start, problem.zone)} to "
                    f"{clock_text(end, problem.zone)}",
                )

    def explain(self) -> str:
        """The rule in one sentence."""
        where = f" on {self.shifts_text()}" if self.shifts else ""
        return f"{self.who.text()}: never two of them on duty{where} at the same time{self.when.text()}"
