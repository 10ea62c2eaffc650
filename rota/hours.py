"""What a contract owes and allows over a stretch of local days, leave taken off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from rota.constraint import Place
from rota.localtime import hours_text, local_day, midnight
from rota.owed import owed_weeks
from rota.shift_rule import WORKED, Kinds, ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction
    from typing import Self

    from rota.agent import Agent
    from rota.problem import Problem
    from rota.shift import Shift

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def horizon_days(problem: Problem) -> tuple[date, date]:
    """The first and the last date of the horizon, on the wall of the team's zone.

    Where an agent lives elsewhere, a part of these dates lies outside the horizon, and is made up for
    by a part of the date next to them. What is owed is counted by these dates, the same for all.
    """
    first = local_day(problem.start, problem.zone)
    return first, first + timedelta(days=problem.day_count - 1)


def days_text(first: date, last: date) -> str:
    """The span of days in words, both included."""
    return f"on {first:%a %d %b}" if first == last else f"from {first:%a %d %b} to {last:%a %d %b}"


class PeriodRule(ShiftRule):
    """A rule on paid hours per day, per week or over the horizon.

    Shifts of the `kinds` count, without their unpaid breaks. A week runs from Monday at the agent's
    home, and a shift counts whole in the day or week in which it starts. Of what the contract owes for
    a week, each day wholly covered by leave takes a fifth; see `rota/owed.py`.
    """

    per: Literal["day", "week", "horizon"] = "week"
    kinds: Kinds = WORKED

    def owed_minutes(self, problem: Problem, agent: Agent, first: date, last: date) -> Fraction:
        """What the contract owes over the local days `first` to `last`, both included, in minutes."""
        return agent.contract.weekly_minutes * owed_weeks(problem, agent, first, last)

    def periods(self, problem: Problem, agent: Agent) -> Iterator[tuple[date, date]]:
        """First and last local day of each period that has a day of the horizon in it."""
        if self.per == "horizon":
            yield horizon_days(problem)
            return
        first, last = problem.first_day(agent), problem.last_day(agent)
        length = 7 if self.per == "week" else 1
        begins = first - DAY * (first.weekday() if self.per == "week" else 0)
        while begins <= last:
            yield begins, begins + DAY * (length - 1)
            begins += DAY * length

    def period_place(self, agent: Agent, first: date, last: date) -> Place:
        """The agent and the local days `first` to `last`, both included, as a place."""
        return Place(agent.id, start=midnight(first, agent.zone), end=midnight(last + DAY, agent.zone))

    def minutes(self, shift: Shift) -> int:
        """What a shift counts: its paid minutes, or 0 where the rule does not look at it."""
        return shift.paid_minutes if self.concerns(shift) else 0

    def minutes_of(self, shifts: Iterable[Shift]) -> list[tuple[Shift, int]]:
        """The shifts that the rule looks at, each with its paid minutes."""
        return [(shift, shift.paid_minutes) for shift in self.concerned(shifts)]

    def per_text(self) -> str:
        """The period in words."""
        return "over the horizon" if self.per == "horizon" else f"a {self.per}"


class HoursRule(PeriodRule):
    """A rule on paid hours per period: `hours`, or a share of the contract's."""

    hours: Annotated[float, Field(gt=0)] | None = None
    contract_share: Annotated[float, Field(gt=0, le=5)] | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.hours is None) == (self.contract_share is None):
            raise ValueError("give either `hours` or `contract_share`")
        return self

    def limit_minutes(self, problem: Problem, agent: Agent, first: date, last: date) -> int:
        """The agent's limit, in minutes, over the local days `first` to `last`, both included."""
        if self.hours is not None:
            return round(self.hours * 60)
        return round((self.contract_share or 0) * self.owed_minutes(problem, agent, first, last))

    def period_text(self, problem: Problem, place: Place, words: str) -> str:
        """Whom a limit is about and what it comes to: `Ana may work at most 48 h from ... to ...`."""
        agent = problem.agent_of[place.agent]
        for first, last in self.periods(problem, agent):
            if self.period_place(agent, first, last) == place:
                limit = hours_text(self.limit_minutes(problem, agent, first, last))
                return f"{agent.name} {words} {limit} {days_text(first, last)}"
        return ""

    def limit_text(self) -> str:
        """The limit in words."""
        if self.hours is not None:
            return f"{hours_text(round(self.hours * 60))} {self.per_text()}"
        return f"{(self.contract_share or 0):.0%} of the contract's hours {self.per_text()}"
