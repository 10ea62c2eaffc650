"""max_expected_pages: nobody is expected to be paged more often than people can take.

A response takes about six hours of work, so at most two incidents fit into a shift of twelve (Site
Reliability Engineering, O'Reilly 2016, chapter 11, sre.google/sre-book/being-on-call).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from rota.constraint import Place
from rota.encoding import total
from rota.hours import DAY, days_text
from rota.localtime import local_day
from rota.pages import PARTS, chance_above, most_expected
from rota.shift_rule import EVERY_KIND, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class MaxExpectedPages(ShiftRule):
    """At most `pages` expected over a shift, or over all shifts that start on one day or in one week.

    With `chance`, the limit is on luck instead: more than `pages` may come with that chance at most;
    then `pages` is whole, and what is allowed to be expected is less. Days and weeks, from Monday, are
    local to the agent's home, and history counts in them. Soft, each hundredth of a page too much
    costs `weight`. What is expected comes from incidents.csv; without it nothing is.
    """

    unit: ClassVar[str] = "hundredths of a page"
    loosens: ClassVar[dict[str, float]] = {"pages": 1, "chance": 0.05}
    example: ClassVar[str] = "{kind: max_expected_pages, pages: 2, per: shift}"
    kind: Literal["max_expected_pages"] = "max_expected_pages"
    pages: Annotated[float, Field(ge=0, le=1000)] = 2
    chance: Annotated[float, Field(gt=0, lt=1)] | None = None
    per: Literal["shift", "day", "week"] = "shift"
    kinds: Kinds = EVERY_KIND

    def most(self, problem: Problem) -> int:
        """The hundredths of a page that may be expected."""
        if self.chance is None:
            return round(self.pages * PARTS)
        return most_expected(int(self.pages), self.chance, problem.pages_spread)

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent and period over what its shifts expect."""
        most = self.most(problem)
        for agent in self.whom(problem):
            periods: dict[object, list[Shift]] = {}
            for shift in problem.timeline:
                if self.concerns(shift) and problem.pages_of.get(shift.id):
                    periods.setdefault(self._period(problem, agent, shift), []).append(shift)
            for shifts in periods.values():
                expected = {shift.id: problem.pages_of[shift.id] for shift in shifts}
                already = sum(expected[shift.id] for shift in shifts if (agent.id, shift.id) in problem.past)
                encoding.limit(
                    self,
                    total(encoding.works(agent, shift) * expected[shift.id] for shift in shifts),
                    at_most=max(already, most),
                    place=Place(agent.id, start=shifts[0].start, end=shifts[-1].end),
                )

    def _period(self, problem: Problem, agent: Agent, shift: Shift) -> object:
        day = problem.day(agent, shift)
        return {"shift": shift.id, "day": day, "week": day.isocalendar()[:2]}[self.per]

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Walk the agent's shifts in order and add up until the period ends."""
        most = self.most(problem)
        for agent in self.whom(problem):
            for first, last, shifts in self._walk(problem, agent, duty):
                expected = sum(problem.pages_of.get(shift.id, 0) for shift in shifts)
                past = (shift for shift in shifts if shift.id in problem.past_ids)
                allowed = max(most, sum(problem.pages_of.get(shift.id, 0) for shift in past))
                if expected > allowed:
                    yield self.violation(
                        Place(agent.id),
                        expected - allowed,
                        f"{agent.name} can expect {expected / PARTS:g} pages {days_text(first, last)}"
                        f"{self._luck_text(expected, problem.pages_spread)}, {allowed / PARTS:g} are allowed",
                    )

    def _walk(self, problem: Problem, agent: Agent, duty: Duty) -> Iterator[tuple[date, date, list[Shift]]]:
        group: list[Shift] = []
        first = last = problem.first_day(agent)
        for shift in filter(self.concerns, duty.of(agent)):
            day = problem.day(agent, shift)
            if group and (self.per == "shift" or day > last):
                yield first, last, group
                group = []
            if not group:
                first = day - DAY * day.weekday() if self.per == "week" else day
                last = first + DAY * 6 if self.per == "week" else day
            group.append(shift)
        if group:
            yield first, last, group

    def _luck_text(self, expected: int, spread: float) -> str:
        if self.chance is None:
            return ""
        found = chance_above(expected / PARTS, int(self.pages), spread)
        return f", more than {int(self.pages)} with a chance of {found:.0%}"

    def because(self, problem: Problem, place: Place) -> str:
        """What the agent may expect over the shifts of the place."""
        if place.start is None or place.end is None:
            return ""
        agent = problem.agent_of[place.agent]
        starts, ends = place.start, place.end
        inside = [shift for shift in problem.timeline if starts <= shift.start and shift.end <= ends]
        first, last = (local_day(shift.start, agent.zone) for shift in (inside[0], inside[-1]))
        most = f"{self.most(problem) / PARTS:g} pages {days_text(first, last)}"
        return f"{agent.name} may expect at most {most}"

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        span = f"a {self.per}"
        if self.chance is not None:
            said = f"more than {int(self.pages)} pages {span} with a chance of at most {self.chance:.0%}"
        else:
            said = f"at most {self.pages:g} pages expected {span}"
        return f"{self.who.text()}: {said}{self.when.text()}"
