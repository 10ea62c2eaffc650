"""Every place that each pause could take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rota.breaks.rules import Pause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.breaks.rules import Activity, BreakRule, BreakRules
    from rota.duty import Duty
    from rota.problem import Problem
    from rota.shift import Shift

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One pause that is to be placed: it takes exactly one of these options; `week` counts from the start."""

    agent: str
    about: str
    week: int
    options: tuple[Pause, ...]


def wanted_pauses(problem: Problem, duty: Duty, rules: BreakRules) -> tuple[Wanted, ...]:
    """What is to be placed in the shifts of the horizon; a pause that fits nowhere has no options."""
    found: list[Wanted] = []
    for agent in problem.agents:
        shifts = [shift for shift in duty.coming(agent) if shift.kind == "work"]
        for shift in shifts:
            week = (shift.start - problem.start) // WEEK
            for rule in rules.rules:
                if rule.concerns(shift):
                    options = tuple(_in_shift(agent.id, shift, rule, rules.step_minutes))
                    found.append(Wanted(agent.id, rule.id, week, options))
        for activity in rules.activities:
            if agent.id in activity.agents:
                found += _by_week(problem, agent.id, shifts, activity, rules.step_minutes)
    return tuple(found)


def _in_shift(agent: str, shift: Shift, rule: BreakRule, step: int) -> Iterator[Pause]:
    last = min(rule.to_minutes, shift.minutes - rule.minutes)
    for offset in range(-(-rule.from_minutes // step) * step, last + 1, step):
        yield _pause(agent, shift, rule.id, offset, rule.minutes, paid=rule.paid)


def _by_week(
    problem: Problem, agent: str, shifts: Sequence[Shift], activity: Activity, step: int
) -> Iterator[Wanted]:
    weeks: dict[int, list[Pause]] = {}
    for shift in shifts:
        week = weeks.setdefault((shift.start - problem.start) // WEEK, [])
        for offset in range(0, shift.minutes - activity.minutes + 1, step):
            week.append(_pause(agent, shift, activity.id, offset, activity.minutes, paid=True))
    for number, options in sorted(weeks.items()):
        if options:
            yield Wanted(agent, activity.id, number, tuple(options))


def _pause(agent: str, shift: Shift, about: str, offset: int, minutes: int, *, paid: bool) -> Pause:
    start = shift.start + timedelta(minutes=offset)
    return Pause(start, start + timedelta(minutes=minutes), agent, shift.id, about, paid)
