"""shift_count: so many shifts of an agent in each week, or over the horizon, at the least and at the most.

The field calls it the total number of assignments, or of assignments to one shift type (Curtois and
Qu 2014, "Computational results on new staff scheduling benchmark instances").
"""

from __future__ import annotations

from datetime import timedelta
from math import floor
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.bounds import hold_bounds
from rota.constraint import Place
from rota.hours import WEEK, horizon_days
from rota.localtime import DAY
from rota.owed import owed_weeks
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Self

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.duty import Duty
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

Count = Annotated[int, Field(ge=0)]


class ShiftCount(ShiftRule):
    """Between `least` and `most` shifts of an agent, of the `kinds` and `shifts` named, per period.

    `per: week` counts from Monday at the agent's home, history included, a shift in the week in which
    it starts; `least` is asked of weeks whose days are all dates of the horizon. `per: horizon` counts
    the shifts to be filled. Each day wholly on leave takes a fifth of its week off `least`, and what is
    left is rounded down: Monday to Friday on leave leave nothing to ask of the week. What history alone
    exceeds is no violation. Soft, each shift missing or too many costs `weight`.
    """

    unit: ClassVar[str] = "shifts"
    loosens: ClassVar[dict[str, float]] = {"least": -1, "most": 1}
    example: ClassVar[str] = "{kind: shift_count, shifts: [night], most: 6, per: horizon}"
    stage: ClassVar[int] = 0
    kind: Literal["shift_count"] = "shift_count"
    least: Count | None = None
    most: Count | None = None
    per: Literal["week", "horizon"] = "week"

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        hold_bounds(self.least, self.most)
        return self

    def encode(self, problem: Problem, encoding: Encoding) -> None:
        """One row an agent and period."""
        by_zone: dict[str, dict[date, list[Shift]]] = {}
        for agent in self.whom(problem):
            if agent.zone not in by_zone:
                by_zone[agent.zone] = self._by_monday(problem, agent)
            for monday, shifts in by_zone[agent.zone].items():
                least, most = self._limits(problem, agent, monday)
                already = sum((agent.id, shift.id) in problem.past for shift in shifts)
                encoding.limit(
                    self,
                    encoding.count(agent, shifts),
                    at_least=least,
                    at_most=None if most is None else max(most, already),
                    place=Place(agent.id),
                )

    def _by_monday(self, problem: Problem, agent: Agent) -> dict[date, list[Shift]]:
        """The shifts of each week that has a day of the horizon; of the horizon, by its first day."""
        if self.per == "horizon":
            return {horizon_days(problem)[0]: self.concerned(problem.shifts)}
        found: dict[date, list[Shift]] = {first: [] for first in self._mondays(problem, agent)}
        for shift in self.concerned(problem.timeline):
            day = problem.day(agent, shift)
            monday = day - DAY * day.weekday()
            if monday in found:
                found[monday].append(shift)
        return found

    @staticmethod
    def _mondays(problem: Problem, agent: Agent) -> Iterator[date]:
        first = problem.first_day(agent)
        monday = first - DAY * first.weekday()
        while monday <= problem.last_day(agent):
            yield monday
            monday += WEEK

    def _limits(self, problem: Problem, agent: Agent, first: date) -> tuple[int | None, int | None]:
        """The least and the most shifts of the period that begins on this day, leave taken off."""
        begins, ends = horizon_days(problem)
        last = ends if self.per == "horizon" else first + timedelta(days=6)
        if self.least is None or first < begins or last > ends:
            return None, self.most
        owed = owed_weeks(problem, agent, first, last) * 7 / ((last - first).days + 1)
        return floor(self.least * owed), self.most

    def check(self, problem: Problem, duty: Duty) -> Iterable[Violation]:
        """Count the agent's shifts period by period."""
        for agent in self.whom(problem):
            whole = self.per == "horizon"
            periods = [horizon_days(problem)[0]] if whole else self._mondays(problem, agent)
            mine = [
                (problem.day(agent, shift), shift.id in problem.past_ids)
                for shift in (duty.coming(agent) if whole else duty.of(agent))
                if self.concerns(shift)
            ]
            for first in periods:
                past = [is_past for day, is_past in mine if whole or first <= day < first + WEEK]
                least, most = self._limits(problem, agent, first)
                if least is not None and len(past) < least:
                    yield self._told(agent, first, len(past), least, "required")
                if most is not None and len(past) > max(most, sum(past)):
                    yield self._told(agent, first, len(past), max(most, sum(past)), "allowed")

    def _told(self, agent: Agent, first: date, worked: int, limit: int, word: str) -> Violation:
        period = "over the horizon" if self.per == "horizon" else f"in the week of {first:%a %d %b}"
        what = f"{worked} {'shift' if worked == 1 else 'shifts'}{self._which()}"
        return self.violation(
            Place(agent.id),
            abs(worked - limit),
            f"{agent.name} works {what} {period}, {limit} {'is' if limit == 1 else 'are'} {word}",
        )

    def _which(self) -> str:
        return f" of {self.shifts_text()}" if self.shifts else ""

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        bounds = [f"at least {self.least}"] if self.least is not None else []
        bounds += [f"at most {self.most}"] if self.most is not None else []
        per = "a week" if self.per == "week" else "over the horizon"
        return f"{self.who.text()}: {' and '.join(bounds)} shifts{self._which()} {per}{self.when.text()}"
