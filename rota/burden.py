"""How much of a burden an agent carries in a finished roster: what fairness compares and a ledger keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rota.localtime import DAY, midnight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from rota.agent import Agent
    from rota.problem import Problem
    from rota.shift import Shift

Burden = Literal["nights", "weekends", "holidays", "shifts", "hours", "pages", "short_notice"]
PARTS: Mapping[str, int] = {"hours": 60, "pages": 100}
"""How many of what is counted make one of what is told; one of the others is one."""
WORDS: Mapping[str, str] = {"short_notice": "shifts given at short notice"}
"""What a burden is called in a sentence, where it is not called what it is named."""


def carried(problem: Problem, agent: Agent, shifts: Iterable[Shift], burden: Burden) -> int:
    """How many nights, weekends, holidays or plain shifts these shifts are.

    Of `hours` it is their minutes, of `pages` the hundredths of pages that they expect.

    A weekend is taken by a shift that starts on its Saturday or Sunday at home, or that lasts longer
    than a day and has a minute in it; a shift is one of `holidays` where any of its minutes lies in a
    public holiday at home. Of `short_notice` it is the shifts that would be given at short notice now;
    those that were by what is published are `already`.
    """
    if burden == "hours":
        return sum(shift.minutes for shift in shifts)
    if burden == "pages":
        return sum(problem.pages_of.get(shift.id, 0) for shift in shifts)
    if burden == "short_notice":
        return sum(problem.telling.is_late(agent.id, shift) for shift in shifts)
    if burden == "nights":
        return sum(problem.is_night(agent, shift) for shift in shifts)
    if burden == "weekends":
        days = (day for shift in shifts for day in _days(problem, agent, shift))
        return len({day.isocalendar()[:2] for day in days if day.isoweekday() in (6, 7)})
    if burden == "holidays":
        return sum(_in_holiday(problem, agent, shift) for shift in shifts)
    return sum(1 for _ in shifts)


def already(problem: Problem, agent: Agent, shifts: Collection[str], burden: Burden) -> int:
    """How much of a burden came by what is published already, whoever works now: none but of `short_notice`.

    `shifts` are the ids of those that are looked at.
    """
    if burden != "short_notice":
        return 0
    return sum(who == agent.id and shift in shifts for who, shift in problem.telling.given_late)


def _days(problem: Problem, agent: Agent, shift: Shift) -> Iterator[date]:
    """The local days at home that count for weekends: that of the start, or all of a long shift."""
    day = problem.day(agent, shift)
    yield day
    while shift.end - shift.start > DAY and midnight(day + DAY, agent.zone) < shift.end:
        day += DAY
        yield day


def _in_holiday(problem: Problem, agent: Agent, shift: Shift) -> bool:
    return any(
        midnight(holiday.day, agent.zone) < shift.end
        and shift.start < midnight(holiday.day + DAY, agent.zone)
        for holiday in problem.holidays_of[agent.id].values()
        if holiday.kind == "public"
    )
