"""forbidden_succession: shifts that must not be worked on the day after certain others.

The usual case: no early or day shift on the day after a night, while a night after a night is fine.
The field calls it forbidden shift type successions (Second International Nurse Rostering
Competition, Ceschia et al. 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.localtime import DAY
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

    Pair = tuple[list[Shift], list[Shift]]

Templates = Annotated[tuple[str, ...], Field(min_length=1)]


class ForbiddenSuccession(ShiftRule):
    """After a local day with a shift of `after`, none of `not_next_day` starts on the next local day.

    Both name templates; what is not named in pairs this way stays allowed, and a day without any of
    `not_next_day` in between lifts the ban. Days are those of the agent's home, and a shift belongs to
    the day on which it starts. History counts as the day before; two days that it has filled both are
    no violation. Without history the first day may hold anything. `when` is about the date of the
    second shift. Soft, each pair of days costs `weight`, however many shifts are on them.
    """

    unit: ClassVar[str] = "successions"
    example: ClassVar[str] = "{kind: forbidden_succession, after: [night], not_next_day: [early, day]}"
    kind: Literal["forbidden_succession"] = "forbidden_succession"
    after: Templates
    not_next_day: Templates

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """Not both: any shift of the one group on a day, any of the other on the next."""
        by_zone: dict[str, list[Pair]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._pairs(problem, agent)
            for firsts, seconds in by_zone[agent.zone]:
                if self._worked(problem, agent, firsts) and self._worked(problem, agent, seconds):
                    continue
                both = encoding.any_of(agent, firsts) + encoding.any_of(agent, seconds)
                encoding.limit(self, both, at_most=1, place=Place(agent.id, seconds[0].id))

    def _pairs(self, problem: Problem, agent: Agent) -> list[Pair]:
        """The shifts of `after` on a local day, and those of `not_next_day` on the next."""
        after, next_day = frozenset(self.after), frozenset(self.not_next_day)
        firsts = self.fitting(shift for shift in problem.timeline if shift.template in after)
        seconds = self.concerned(shift for shift in problem.timeline if shift.template in next_day)
        behind = _by_day(problem, agent, seconds)
        return [
            (shifts, behind[day + DAY])
            for day, shifts in _by_day(problem, agent, firsts).items()
            if day + DAY in behind
        ]

    @staticmethod
    def _worked(problem: Problem, agent: Agent, shifts: list[Shift]) -> bool:
        past = problem.past
        return bool(past) and any((agent.id, shift.id) in past for shift in shifts)

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Remember the last shift of `after` by its day, and look at what starts on the day behind it."""
        for agent in self.whom(problem):
            last: dict[date, Shift] = {}
            settled: set[date] = set()
            told: dict[date, Shift] = {}
            for shift in filter(self.fits, duty.of(agent)):
                day = problem.day(agent, shift)
                if shift.template in self.after:
                    last[day] = shift
                if shift.template in self.not_next_day and self.when.takes(shift) and day - DAY in last:
                    told.setdefault(day, shift)
                    if shift.id in problem.past_ids:
                        settled.add(day)
            for day, shift in sorted(told.items()):
                if day not in settled:
                    yield self.violation(
                        Place(agent.id, shift.id, start=shift.start, end=shift.end),
                        1,
                        f"{agent.name} works {shift.template} on {day:%a %d %b}, the day after "
                        f"{last[day - DAY].template}",
                    )

    def explain(self) -> str:
        """The rule in one sentence."""
        first, second = " or ".join(self.after), " or ".join(self.not_next_day)
        return f"{self.who.text()}: no {second} on the day after {first}{self.when.text()}"


def _by_day(problem: Problem, agent: Agent, shifts: Iterable[Shift]) -> dict[date, list[Shift]]:
    found: dict[date, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(problem.day(agent, shift), []).append(shift)
    return found
