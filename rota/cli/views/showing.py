"""What all views look at: a roster beside the problem and the rules that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rota.duty import Duty
from rota.localtime import DAY, local_day
from rota.owed import owed_weeks
from rota.shift_rule import WORKED
from rota.verify import verify

if TYPE_CHECKING:
    from datetime import date

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Problem, Request
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.verify import Verdict

SATURDAY = 5


@dataclass(frozen=True)
class Showing:
    """A roster whose agents and shifts are those of the problem, with the verifier's word on it."""

    problem: Problem
    rules: tuple[Constraint, ...]
    roster: Roster

    @cached_property
    def duty(self) -> Duty:
        """Who works what."""
        return Duty(self.problem, self.roster.cells)

    @cached_property
    def verdict(self) -> Verdict:
        """What the verifier finds, computed anew."""
        return verify(self.problem, self.rules, self.roster.cells)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of the horizon, local to the team."""
        first = local_day(self.problem.start, self.problem.zone)
        return tuple(first + offset * DAY for offset in range(self.problem.day_count))

    def column(self, shift: Shift) -> date:
        """The day of the team on which a shift starts."""
        return local_day(shift.start, self.problem.zone)

    def met(self, request: Request) -> bool:
        """Whether an agent is on or off duty on a day as asked, by the days of the agent's home."""
        agent = self.problem.agent_of[request.agent]
        templates = {
            shift.template
            for shift in self.duty.coming(agent)
            if self.problem.day(agent, shift) == request.day
        }
        worked = request.template in templates if request.template else bool(templates)
        return worked == (request.wish == "on")

    def requests_of(self, agent: Agent) -> tuple[Request, ...]:
        """What the agent asked for, by day."""
        mine = (request for request in self.problem.requests if request.agent == agent.id)
        return tuple(sorted(mine, key=lambda request: (request.day, request.template)))


@dataclass(frozen=True, slots=True)
class Totals:
    """What an agent does over some days, and what the contract owes; standing by is no time on the job."""

    minutes: int
    owed_minutes: int
    on_call_minutes: int
    nights: int
    weekends: int
    shifts: int


def totals(showing: Showing, agent: Agent, first: date, last: date) -> Totals:
    """Totals over the team's days `first` to `last`, both included.

    Nights and weekends are those of the agent's home; each working day of leave takes a fifth of a
    week off what the contract owes.
    """
    problem = showing.problem
    shifts = [shift for shift in showing.duty.coming(agent) if first <= showing.column(shift) <= last]
    days = {problem.day(agent, shift) for shift in shifts}
    return Totals(
        minutes=sum(shift.paid_minutes for shift in shifts if shift.kind in WORKED),
        owed_minutes=round(agent.contract.weekly_minutes * owed_weeks(problem, agent, first, last)),
        on_call_minutes=sum(shift.minutes for shift in shifts if shift.kind == "on_call"),
        nights=sum(problem.is_night(agent, shift) for shift in shifts),
        weekends=len({day.isocalendar()[:2] for day in days if day.weekday() >= SATURDAY}),
        shifts=len(shifts),
    )
