"""one_at_a_time: nobody is on two shifts at the same moment."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal

from rota.constraint import Place
from rota.shift_rule import EVERY_KIND, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class OneAtATime(ShiftRule):
    """No two shifts of an agent overlap; always hard. A shift may begin at the instant another ends.

    Shifts of the `kinds` are looked at: where a week on call runs beside daily work, state the rule twice,
    once with `kinds: [work, training]` and once with `kinds: [on_call]`.
    """

    unit: ClassVar[str] = "shifts"
    example: ClassVar[str] = "{kind: one_at_a_time}"
    stage: ClassVar[int] = 1
    kind: Literal["one_at_a_time"] = "one_at_a_time"
    weight: None = None

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """At each instant at which a shift starts, at most one of those that cover it."""
        running: list[Shift] = []
        for instant, begun in groupby(self.concerned(problem.timeline), key=lambda shift: shift.start):
            left = [shift for shift in running if instant < shift.end]
            running = [*left, *begun]
            if instant < problem.start:
                continue
            for agent in self.whom(problem):
                already = sum((agent.id, shift.id) in problem.past for shift in left)
                encoding.require(
                    self,
                    encoding.count(agent, running),
                    at_most=max(1, already),
                    place=Place(agent.id, start=instant),
                )

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's shifts in order and compare each start with the latest end before it."""
        for agent in self.whom(problem):
            latest = None
            for shift in filter(self.concerns, duty.of(agent)):
                if latest and shift.start < latest.end and shift.id not in problem.past_ids:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=min(shift.end, latest.end)),
                        1,
                        f"{agent.name} is on {latest.template} and {shift.template} at the same time, "
                        f"{problem.clock(shift.start, agent)}",
                    )
                latest = max(latest, shift, key=lambda one: one.end) if latest else shift

    def explain(self) -> str:
        """The rule in one sentence."""
        named = self.shifts_text() or ("" if self.kinds == EVERY_KIND else self.kinds_text())
        return f"{self.who.text()}: one shift{f' ({named})' if named else ''} at a time{self.when.text()}"
