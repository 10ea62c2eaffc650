"""How many weeks of a contract are owed over a stretch of days, leave taken off.

People are on leave by working days, of which a contract has five a week (Directive 2003/88/EC,
article 7, counts leave in weeks): Monday to Friday on leave leave nothing owed of the week.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from rota.agent import Agent
    from rota.problem import Problem

DAY, WEEK = timedelta(days=1), 7
WORKING_DAYS = 5


def owed_weeks(problem: Problem, agent: Agent, first: date, last: date) -> Fraction:
    """The weeks owed over the local days `first` to `last`, both included; a day alone is a seventh.

    Each day wholly on leave takes a fifth off its week, which runs from Monday, and five or more take
    all of it. For an agent whose hours never worked leave fewer days of the week open than five, a day
    is its part of these; leave on a day that is not open takes nothing off.
    """
    leave, closed = problem.leave_of[agent.id], problem.closed_of[agent.id]
    owed, monday = Fraction(), first - DAY * first.weekday()
    while monday <= last:
        week = [monday + DAY * offset for offset in range(WEEK)]
        inside = [day for day in week if first <= day <= last]
        working = min(WORKING_DAYS, sum(day not in closed for day in week))
        away = sum(day in leave and day not in closed for day in inside)
        taken = Fraction(away, working) if away else Fraction()
        owed += max(Fraction(), Fraction(len(inside), WEEK) - taken)
        monday += DAY * WEEK
    return owed
