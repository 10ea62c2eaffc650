"""From what the command line tells to a case: absences, refusals and swaps, on the roster in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING

from rota.cli.told import absence_told, refusal_told, span_of, swap_told
from rota.explain.price import new_breaches
from rota.load.absence_writing import AbsenceLine
from rota.load.span import Span, merge
from rota.localtime import DAY, local_day, midnight, resolve, zone_of
from rota.problem import Absence
from rota.repair.case import Case
from rota.repair.personal import personal_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, timedelta

    from rota.agent import Agent
    from rota.cli.in_force import InForce
    from rota.explain.change import Setting
    from rota.problem import Cell, Problem


@dataclass(frozen=True)
class Told:
    """What the command line says has happened, as it was written."""

    absent: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    swap: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """The case, and the absences in it that no file has yet."""

    case: Case
    lines: tuple[AbsenceLine, ...]


def change_of(
    setting: Setting, stands: InForce, told: Told, *, since: datetime, notice: timedelta, worth_minutes: int
) -> Change:
    """The case; raises InputError for an agent, a shift or a day that is not known."""
    problem = setting.problem
    lines = [
        line
        for text in told.absent
        for line in _lines(problem, stands.cells, since, *absence_told(problem, text, since))
    ]
    lines = _lawful(setting, stands.cells, lines)
    spans = [(line.agent, _span(problem, line)) for line in lines]
    away = frozenset(
        (agent, shift.id)
        for agent, span in spans
        for shift in problem.shifts
        if shift.start < span.end and span.start < shift.end
    )
    refusals = [refusal_told(problem, text) for text in told.declined]
    case = Case(
        setting._replace(problem=_with_absences(problem, lines)),
        stands.cells,
        since,
        notice,
        away,
        tuple(cell for text in told.swap for cell in swap_told(problem, text).items()),
        frozenset({agent for agent, cells in refusals if not cells} | {agent for agent, _ in spans}),
        frozenset(cell for _, cells in refusals for cell in cells),
        bool(stands.load_changed),
        worth_minutes,
    )
    return Change(case, tuple(lines))


def _lines(
    problem: Problem, worked: frozenset[Cell], since: datetime, agent: Agent, first: date, last: date
) -> Iterable[AbsenceLine]:
    """The days told, less what of them lies in a shift that has begun: that stays as it is."""
    start, end = span_of(agent, first, last)
    begun = [
        shift.end
        for shift in problem.shifts
        if (agent.id, shift.id) in worked and shift.start <= since and start < shift.end and shift.start < end
    ]
    if not begun:
        yield AbsenceLine(agent.id, first, last)
        return
    free = max(begun)
    day = local_day(free, agent.zone)
    if free != midnight(day, agent.zone):
        if day <= last:
            clock = free.astimezone(zone_of(agent.zone)).strftime("%H:%M")
            yield AbsenceLine(agent.id, day, day, clock)
        day += DAY
    if day <= last:
        yield AbsenceLine(agent.id, day, last)


def _span(problem: Problem, line: AbsenceLine) -> Span:
    agent = problem.agent_of[line.agent]
    start, end = span_of(agent, line.first_day, line.last_day)
    begins = resolve(line.first_day, time.fromisoformat(line.begins), agent.zone) if line.begins else start
    return Span(begins, end)


def _lawful(setting: Setting, cells: frozenset[Cell], lines: list[AbsenceLine]) -> list[AbsenceLine]:
    """Leave, but where it would leave the contract fewer hours than are worked on the other days already."""
    away = frozenset(line.agent for line in lines)
    later = setting._replace(problem=_with_absences(setting.problem, lines))
    before = personal_verdict(setting, cells, away)
    broken = new_breaches(before, personal_verdict(later, cells, away))
    full = {breach.place.agent for breach in broken if not breach.place.shift}
    return [replace(line, leave=line.agent not in full) for line in lines]


def _with_absences(problem: Problem, lines: Sequence[AbsenceLine]) -> Problem:
    """The problem with these absences joined to those that it has of the same sort."""
    changed = {(line.agent, line.leave) for line in lines}
    found = [one for one in problem.absences if (one.agent, one.leave) not in changed]
    for agent, leave in sorted(changed):
        known = [
            Span(one.start, one.end) for one in problem.absences if (one.agent, one.leave) == (agent, leave)
        ]
        new = [_span(problem, line) for line in lines if (line.agent, line.leave) == (agent, leave)]
        merged = merge([*known, *new], start=problem.start - DAY, end=problem.end + DAY)
        found += [Absence(agent, span.start, span.end, leave=leave) for span in merged]
    return replace(problem, absences=tuple(sorted(found)))
