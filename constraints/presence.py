"""presence: at no minute are there too few people who can be reached for a queue or a skill."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.localtime import DAY, clock_text, local_day, midnight, minutes_between
from rota.shift_rule import Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem


class Presence(ShiftRule):
    """At every minute of the horizon at least `agents` of `who`, able to serve `queue`, are on duty.

    Without a `queue`, any agent of `who` counts; shifts of the `kinds` count, and of
    the `shifts` templates where any are named. One person may be the presence of several queues.
    Without history nobody knows who is on duty as the horizon begins, and the rule begins with the
    first shift that counts. `when` says on which local days of the team minutes are asked for, and not
    which shifts count: a night from Friday is there on Saturday. Soft, each agent-minute missing costs
    `weight`.
    """

    unit: ClassVar[str] = "agent-minutes"
    loosens: ClassVar[dict[str, float]] = {"agents": -1}
    example: ClassVar[str] = "{kind: presence, queue: phone-en, agents: 1}"
    kind: Literal["presence"] = "presence"
    agents: Annotated[int, Field(ge=1, le=10_000)] = 1
    queue: str = ""
    kinds: Kinds = ("work", "on_call")

    def _able(self, problem: Problem) -> list[Agent]:
        queue = problem.queue_of[self.queue] if self.queue else None
        return [agent for agent in self.whom(problem) if queue is None or queue.served_by(agent)]

    def _begins(self, problem: Problem) -> datetime:
        starts = (shift.start for shift in problem.shifts if self.fits(shift))
        return problem.start if problem.past_shifts else min(starts, default=problem.start)

    def _asks(self, problem: Problem, day: date) -> bool:
        holiday = problem.holiday_on.get(day)
        return self.when.takes_day(day, holiday.kind if holiday else None)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Between any two edges of shifts, or of days that differ, enough of those who can serve it."""
        able = self._able(problem)
        shifts = [shift for shift in problem.timeline if self.fits(shift)]
        edges = {edge for shift in shifts for edge in (shift.start, shift.end)} | {problem.end}
        edges |= {midnight(day, problem.zone) for day in self._turns(problem)}
        begins = self._begins(problem)
        inside = sorted(edge for edge in edges | {begins} if begins <= edge <= problem.end)
        for start, end in pairwise(inside):
            if not self._asks(problem, local_day(start, problem.zone)):
                continue
            running = [shift for shift in shifts if shift.start <= start and end <= shift.end]
            there = total(encoding.count(agent, running) for agent in able)
            if self.weight is None:
                place = Place(queue=self.queue, start=start, end=end)
                encoding.require(self, there, at_least=self.agents, place=place)
            else:
                missing = -there + self.agents
                encoding.penalize(self, missing, weight=self.weight * minutes_between(start, end))

    def _turns(self, problem: Problem) -> Iterator[date]:
        """The days on which the rule begins, or ceases, to ask for minutes."""
        first = local_day(problem.start, problem.zone)
        for day in (first + DAY * offset for offset in range(1, problem.day_count)):
            if self._asks(problem, day) != self._asks(problem, day - DAY):
                yield day

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Sweep over arrivals and departures and count who is there in between."""
        for begins, ends in self._asked(problem):
            moves: Counter[datetime] = Counter()
            for agent in self._able(problem):
                for shift in duty.of(agent):
                    arrives, leaves = max(shift.start, begins), min(shift.end, ends)
                    if self.fits(shift) and arrives < leaves:
                        moves[arrives] += 1
                        moves[leaves] -= 1
            there = 0
            for start, end in pairwise(sorted({begins, ends, *moves})):
                there += moves[start]
                if there < self.agents:
                    yield self._gap(problem, start, end, there)

    def _asked(self, problem: Problem) -> list[tuple[datetime, datetime]]:
        """The spans of days in a row on which minutes are asked for."""
        spans: list[tuple[datetime, datetime]] = []
        begins, day = self._begins(problem), local_day(problem.start, problem.zone)
        for _ in range(problem.day_count):
            start, end = max(begins, midnight(day, problem.zone)), midnight(day + DAY, problem.zone)
            if start < end and self._asks(problem, day):
                joined = spans.pop()[0] if spans and spans[-1][1] == start else start
                spans.append((joined, end))
            day += DAY
        return spans

    def _gap(self, problem: Problem, start: datetime, end: datetime, there: int) -> Violation:
        return self.violation(
            Place(queue=self.queue, start=start, end=end),
            (self.agents - there) * minutes_between(start, end),
            f"from {clock_text(start, problem.zone)} to {clock_text(end, problem.zone)} there "
            f"{'is' if there == 1 else 'are'} {there} of {self._subject()}, {self.agents} needed",
        )

    def _subject(self) -> str:
        return f"{self.who.text()} for `{self.queue}`" if self.queue else self.who.text()

    def because(self, problem: Problem, place: Place) -> str:
        """How many are wanted from when to when, and who counts; that no shift runs, where none does."""
        if place.start is None or place.end is None:
            return ""
        start, end = clock_text(place.start, problem.zone), clock_text(place.end, problem.zone)
        running = [shift for shift in problem.timeline if self.fits(shift)]
        if not any(shift.start <= place.start and place.end <= shift.end for shift in running):
            wanted = f"{self.agents} of {self._subject()}"
            return f"no shift runs from {start} to {end}, when {wanted} should be there"
        if all(shift.id in problem.past_ids for shift in running if shift.start < place.end <= shift.end):
            settled = "and what runs then began before the horizon"
            return f"from {start} to {end} {self.agents} of {self._subject()} should be there, {settled}"
        return (
            f"from {start} to {end} {self.agents} of {self._subject()} "
            f"{'is' if self.agents == 1 else 'are'} needed"
            f"{self.counting_text(problem, self._able(problem))}"
        )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        return f"at every minute at least {self.agents} of {self._subject()} on duty{self.when.text()}"
