"""average_hours: no more paid hours a week than allowed, on average over a rolling reference period.

Directive 2003/88/EC, article 6(b): the average week, overtime included, has at most 48 hours; article
16(b): the reference period is at most four months, of which 17 weeks is the common reading, and leave
is left out of the average.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.localtime import hours_text, local_day
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem

DAY = timedelta(days=1)


class AverageHours(ShiftRule):
    """At most `hours` of paid work a week, on average over any `weeks` weeks that end in the horizon.

    The weeks looked at end on each Sunday at home and with the horizon, and reach back into history as
    far as history.csv knows it. Where it knows less than `weeks`, there is one average, over all that is
    known up to the end of the horizon: a horizon alone, without history, is averaged over itself. Shifts
    of the `kinds` count, without their unpaid breaks, whole on the day on which they start. Days of the
    horizon wholly covered by leave are left out, those of history are not known to be leave. What
    history alone exceeds is forgiven. Soft, each minute above, of the whole stretch, costs `weight`.
    """

    unit: ClassVar[str] = "minutes"
    loosens: ClassVar[dict[str, float]] = {"hours": 0.5}
    example: ClassVar[str] = "{kind: average_hours, hours: 48, weeks: 17}"
    kind: Literal["average_hours"] = "average_hours"
    hours: Annotated[float, Field(gt=0, le=168)] = 48
    weeks: Annotated[int, Field(ge=1, le=53)] = 17
    kinds: Kinds = WORKED

    def stretches(self, problem: Problem, agent: Agent) -> Iterator[tuple[date, date, int]]:
        """First day, last day and allowed minutes of each stretch that is averaged over."""
        earliest = problem.timeline[0].start if problem.past_shifts else problem.start
        before = (local_day(problem.start, problem.zone) - local_day(earliest, problem.zone)).days
        length, known = 7 * self.weeks, problem.day_count + before
        opening, last = local_day(earliest, agent.zone), problem.last_day(agent)
        sunday = problem.first_day(agent) + DAY * (6 - problem.first_day(agent).weekday())
        while sunday < last:
            if sunday - DAY * (length - 1) >= opening:
                yield self._stretch(problem, agent, sunday - DAY * (length - 1), sunday, length)
            sunday += 7 * DAY
        first = opening if known <= length else last - DAY * (length - 1)
        yield self._stretch(problem, agent, first, last, min(length, known))

    def _stretch(
        self, problem: Problem, agent: Agent, first: date, last: date, days: int
    ) -> tuple[date, date, int]:
        leave = sum(first <= day <= last for day in problem.leave_of[agent.id])
        return first, last, round(self.hours * 60 * max(0, days - leave) / 7)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent and stretch over the paid minutes of its shifts."""
        shifts = [shift for shift in problem.timeline if self.concerns(shift)]
        for agent in self.whom(problem):
            days = [(shift, problem.day(agent, shift)) for shift in shifts]
            for first, last, limit in self.stretches(problem, agent):
                inside = [shift for shift, day in days if first <= day <= last]
                already = sum(shift.paid_minutes for shift in inside if (agent.id, shift.id) in problem.past)
                worked = total(encoding.works(agent, shift) * shift.paid_minutes for shift in inside)
                encoding.limit(self, worked, at_most=max(already, limit), place=Place(agent.id))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Add up the minutes of each day, and the days of each stretch."""
        for agent in self.whom(problem):
            by_day: dict[date, list[int]] = {}
            for shift in filter(self.concerns, duty.of(agent)):
                minutes = by_day.setdefault(problem.day(agent, shift), [0, 0])
                minutes[0] += shift.paid_minutes
                minutes[1] += shift.paid_minutes * (shift.id in problem.past_ids)
            for first, last, limit in self.stretches(problem, agent):
                inside = [minutes for day, minutes in by_day.items() if first <= day <= last]
                worked, already = sum(one for one, _ in inside), sum(one for _, one in inside)
                if worked > max(limit, already):
                    yield self.violation(
                        Place(agent.id),
                        worked - max(limit, already),
                        f"{agent.name} works {hours_text(worked)} from {first:%a %d %b} to {last:%a %d %b}, "
                        f"{hours_text(max(limit, already))} are allowed for {self.hours:g} h a week",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        hours = f"{self.hours:g} h" + ("" if self.kinds == WORKED else f" of {self.kinds_text()}")
        return (
            f"{self.who.text()}: at most {hours} a week on average over {self.weeks} weeks{self.when.text()}"
        )
