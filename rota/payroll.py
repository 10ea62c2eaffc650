"""What a payroll pays by: hours worked and stood by, and those of them at night, on Sundays and holidays.

Nights, Sundays and public holidays are those where the agent lives, minute by minute: of a shift from
Saturday 22:00 to Sunday 06:00 six hours are Sunday's. When an unpaid break is taken is not known here:
it is off the paid hours, and off none of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.localtime import DAY, local_day, midnight, overlap_minutes
from rota.night import night_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.duty import Duty
    from rota.problem import Problem
    from rota.shift import Shift

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Amounts:
    """Whole minutes: elapsed, paid (of standing by none), and those elapsed of each sort."""

    elapsed: int = 0
    paid: int = 0
    on_call: int = 0
    night: int = 0
    sunday: int = 0
    holiday: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.elapsed + other.elapsed,
            self.paid + other.paid,
            self.on_call + other.on_call,
            self.night + other.night,
            self.sunday + other.sunday,
            self.holiday + other.holiday,
        )


@dataclass(frozen=True, slots=True)
class PayLine:
    """One shift of one agent, with what it counts."""

    agent: Agent
    shift: Shift
    amounts: Amounts


def pay_lines(problem: Problem, duty: Duty) -> tuple[PayLine, ...]:
    """A line for each shift that an agent starts in the horizon, by agent and start."""
    return tuple(
        PayLine(agent, shift, _amounts(problem, agent, shift))
        for agent in problem.agents
        for shift in duty.coming(agent)
    )


def total(lines: Iterable[PayLine]) -> Amounts:
    """The lines added up."""
    return sum((line.amounts for line in lines), Amounts())


def _amounts(problem: Problem, agent: Agent, shift: Shift) -> Amounts:
    standing_by = shift.kind == "on_call"
    days = dict(_days(agent, shift))
    public = {day for day, holiday in problem.holidays_of[agent.id].items() if holiday.kind == "public"}
    return Amounts(
        elapsed=shift.minutes,
        paid=0 if standing_by else shift.paid_minutes,
        on_call=shift.minutes if standing_by else 0,
        night=night_minutes(shift.start, shift.end, agent.zone, problem.night),
        sunday=sum(minutes for day, minutes in days.items() if day.weekday() == SUNDAY),
        holiday=sum(minutes for day, minutes in days.items() if day in public),
    )


def _days(agent: Agent, shift: Shift) -> Iterator[tuple[date, int]]:
    """The local days at home that a shift touches, each with its minutes in it."""
    day = local_day(shift.start, agent.zone)
    while (begins := midnight(day, agent.zone)) < shift.end:
        yield day, overlap_minutes(shift.start, shift.end, begins, midnight(day + DAY, agent.zone))
        day += DAY
