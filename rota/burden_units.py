"""What an agent carries of a burden as expressions, for the encodings of rules that compare burdens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rota.encoding import Linear
from rota.localtime import DAY, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.burden import Burden
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift

SATURDAY = 5
MOMENT = timedelta(minutes=1)


def burden_units(
    problem: Problem, encoding: Encoding, agent: Agent, shifts: Iterable[Shift], burden: Burden
) -> list[Linear]:
    """Expressions whose sum is what the agent carries: one a shift, or a weekend; minutes of `hours`,
    hundredths of `pages`. Of `short_notice`, what was given already is one that is settled.
    """
    shifts = list(shifts)
    heavy = list(_burdens(problem, agent, shifts, burden))
    if burden == "short_notice":
        given = sum(problem.telling.given_late.count((agent.id, shift.id)) for shift in shifts)
        return [*(encoding.works(agent, shift) for shift in heavy), Linear(constant=given)]
    if burden == "hours":
        return [encoding.works(agent, shift) * shift.minutes for shift in heavy]
    if burden == "pages":
        return [encoding.works(agent, shift) * problem.pages_of.get(shift.id, 0) for shift in heavy]
    if burden != "weekends":
        return [encoding.works(agent, shift) for shift in heavy]
    weekends: dict[date, list[Linear]] = {}
    for shift in heavy:
        for saturday in _saturdays(problem, agent, shift):
            weekends.setdefault(saturday, []).append(encoding.works(agent, shift))
    return [encoding.define_any(literals) for literals in weekends.values()]


def _burdens(problem: Problem, agent: Agent, shifts: Iterable[Shift], burden: Burden) -> Iterator[Shift]:
    home = problem.holidays_of[agent.id]
    public = [holiday.day for holiday in home.values() if holiday.kind == "public"]
    for shift in shifts:
        first, last = problem.day(agent, shift), local_day(shift.end - MOMENT, agent.zone)
        if burden == "nights" and not problem.is_night(agent, shift):
            continue
        if burden == "short_notice" and not problem.telling.is_late(agent.id, shift):
            continue
        if burden == "weekends" and not _saturdays(problem, agent, shift):
            continue
        if burden == "holidays" and not any(first <= day <= last for day in public):
            continue
        yield shift


def _saturdays(problem: Problem, agent: Agent, shift: Shift) -> list[date]:
    """The Saturdays of the weekends that the shift takes: where it starts, or where a long one reaches."""
    first = problem.day(agent, shift)
    last = first if shift.end - shift.start <= DAY else local_day(shift.end - MOMENT, agent.zone)
    saturday = first + DAY * (SATURDAY - first.weekday())
    return [saturday + DAY * 7 * week for week in range(6) if saturday + DAY * 7 * week <= last]
