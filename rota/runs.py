"""Rules on runs: local days in a row on which an agent starts a shift of some sort."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from rota.constraint import Place
from rota.encoding import Linear, total
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

DAY = timedelta(days=1)


class RunLimit(ShiftRule):
    """At most `longest` days in a row with a shift that `counts`, history included.

    Each further day of a run is one unit. A day that history already fills is never one too many.
    """

    noun: ClassVar[str]
    kinds: Kinds = WORKED

    @property
    @abstractmethod
    def longest(self) -> int:
        """The longest run allowed, in local days at the agent's home."""

    @abstractmethod
    def counts(self, problem: Problem, agent: Agent, shift: Shift) -> bool:
        """Whether this shift makes its day a day of the run."""

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """In each window of one day more that ends in the horizon, a day is free."""
        seen = self.concerned(problem.timeline)
        for agent in self.whom(problem):
            by_day: dict[int, list[Shift]] = {}
            filled: set[int] = set()
            for shift in seen:
                if self.counts(problem, agent, shift):
                    day = problem.day(agent, shift).toordinal()
                    by_day.setdefault(day, []).append(shift)
                    if (agent.id, shift.id) in problem.past:
                        filled.add(day)
            working = {day: encoding.works_any(agent, shifts) for day, shifts in by_day.items()}
            for end in sorted(working.keys() - filled):
                window = total(working.get(day, Linear()) for day in range(end - self.longest, end + 1))
                encoding.limit(self, window, at_most=self.longest, place=Place(agent.id))

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's days in order and count the run."""
        for agent in self.whom(problem):
            days = {
                problem.day(agent, shift): shift.id in problem.past_ids
                for shift in reversed(duty.of(agent))
                if self.concerns(shift) and self.counts(problem, agent, shift)
            }
            run, previous = 0, None
            for day, past in sorted(days.items()):
                run = run + 1 if previous and day - previous == DAY else 1
                previous = day
                if run > self.longest and not past:
                    yield self.violation(
                        Place(agent.id),
                        1,
                        f"{agent.name} works {run} {self.noun} in a row up to {day:%a %d %b}, "
                        f"{self.longest} {'is' if self.longest == 1 else 'are'} allowed",
                    )

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at most {self.longest} {self.noun} in a row{self.when.text()}"
