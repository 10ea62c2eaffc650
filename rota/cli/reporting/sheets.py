"""The roster by agent and by day: who works when, and what each shift is at home."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.reporting.words import agent_name, clock, home, span
from rota.cli.views.letters import letters_of
from rota.cli.views.showing import SATURDAY, totals
from rota.cli.views.wording import hours
from rota.feeds.views import day_text
from rota.localtime import zone_of
from rota.report.report import AgentGrid, AgentRow, Cell, Chip, Day, DayGrid, Person, ShiftRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from rota.agent import Agent
    from rota.cli.views.showing import Showing
    from rota.shift import Shift

WEEKS_A_GRID = 5


def weeks_of(showing: Showing) -> tuple[tuple[date, ...], ...]:
    """The days of the horizon from Monday to Sunday; the first and the last week may be shorter."""
    grouped = groupby(showing.days, key=lambda day: day.isocalendar()[:2])
    return tuple(tuple(days) for _, days in grouped)


def stretches_of(showing: Showing) -> tuple[tuple[date, ...], ...]:
    """As many weeks as a page is wide, one stretch after the other, of about the same length."""
    weeks = weeks_of(showing)
    count = -(-len(weeks) // WEEKS_A_GRID)
    size = -(-len(weeks) // max(1, count))
    return tuple(
        tuple(day for week in weeks[first : first + size] for day in week)
        for first in range(0, len(weeks), size)
    )


def agent_grids(showing: Showing) -> tuple[AgentGrid, ...]:
    """Agents by days, tier by tier as the terminal has them."""
    letters = letters_of(shift.template for shift in showing.problem.shifts)
    agents = sorted(showing.problem.agents, key=lambda agent: (agent.tier, agent.id))
    return tuple(
        AgentGrid(
            span(days[0], days[-1]),
            columns(days),
            tuple(_agent_row(showing, letters, agent, days) for agent in agents),
        )
        for days in stretches_of(showing)
    )


def day_grids(showing: Showing) -> tuple[DayGrid, ...]:
    """Shifts by days, a week each; templates by the start of their first shift in the week."""
    letters = letters_of(shift.template for shift in showing.problem.shifts)
    return tuple(
        DayGrid(
            f"Week {days[0]:%V}, {span(days[0], days[-1])}",
            columns(days),
            tuple(_shift_rows(showing, letters, days)),
        )
        for days in weeks_of(showing)
    )


def legend(showing: Showing) -> tuple[Chip, ...]:
    """Each template with the times that most of its shifts have."""
    letters = letters_of(shift.template for shift in showing.problem.shifts)
    return tuple(_template_chip(showing, letters, template) for template in letters)


def columns(days: Sequence[date]) -> tuple[Day, ...]:
    """The heads of days."""
    return tuple(
        Day(f"{day:%a}"[:2], str(day.day), day_text(day), day.weekday() >= SATURDAY, day.weekday() == 0)
        for day in days
    )


def _agent_row(showing: Showing, letters: Mapping[str, str], agent: Agent, days: Sequence[date]) -> AgentRow:
    worked = totals(showing, agent, days[0], days[-1])
    by_day: dict[date, list[Chip]] = {}
    for shift in showing.duty.coming(agent):
        chip = _chip(showing, letters, agent, shift)
        by_day.setdefault(showing.column(shift), []).append(chip)
    return AgentRow(
        agent_name(agent),
        home(showing.problem, agent),
        tuple(
            Cell(
                tuple(by_day.get(day, ())),
                day in showing.problem.leave_of[agent.id] and day not in by_day,
                _wish(showing, agent, day),
            )
            for day in days
        ),
        f"{hours(worked.minutes)} / {hours(worked.owed_minutes)}",
    )


def _wish(showing: Showing, agent: Agent, day: date) -> str:
    wishes = [showing.met(one) for one in showing.requests_of(agent) if one.day == day]
    return ("met" if all(wishes) else "missed") if wishes else ""


def _chip(showing: Showing, letters: Mapping[str, str], agent: Agent, shift: Shift) -> Chip:
    zone = showing.problem.zone
    words = f"{_called(shift)}, {clock(shift.start, shift.end, zone)}"
    if agent.zone != zone:
        words += f", at home {clock(shift.start, shift.end, agent.zone)}"
    night = shift.kind == "work" and showing.problem.is_night(agent, shift)
    return Chip("night" if night else shift.kind, letters[shift.template], words)


def _template_chip(showing: Showing, letters: Mapping[str, str], template: str) -> Chip:
    shifts = [shift for shift in showing.problem.shifts if shift.template == template]
    times = Counter(clock(shift.start, shift.end, showing.problem.zone) for shift in shifts)
    (usual, _), *_ = times.most_common(1)
    kind = "" if shifts[0].kind == "work" else f", {shifts[0].kind.replace('_', ' ')}"
    return Chip(_look(showing, shifts[0]), letters[template], f"{_called(shifts[0])} {usual}{kind}")


def _called(shift: Shift) -> str:
    """The template, with the role where there is one."""
    role = plain(shift.role)
    return f"{plain(shift.template)} ({role})" if role else plain(shift.template)


def _look(showing: Showing, shift: Shift) -> str:
    """How a shift looks where no agent is in sight: at night by the wall clock of the team."""
    local = (instant.astimezone(zone_of(showing.problem.zone)) for instant in (shift.start, shift.end))
    begins, ends = local
    overnight = shift.kind == "work" and ends.date() > begins.date() and ends.hour > 0
    return "night" if overnight else shift.kind


def _shift_rows(showing: Showing, letters: Mapping[str, str], days: Sequence[date]) -> Iterator[ShiftRow]:
    by_template: dict[str, dict[date, Shift]] = {}
    for shift in showing.problem.shifts:
        day = showing.column(shift)
        if days[0] <= day <= days[-1]:
            by_template.setdefault(shift.template, {})[day] = shift
    order = sorted(by_template.items(), key=lambda item: (_minute(showing, item[1]), item[0]))
    for template, shifts in order:
        chip = _template_chip(showing, letters, template)
        any_shift = next(iter(shifts.values()))
        yield ShiftRow(
            Chip(chip.look, chip.label, _called(any_shift)),
            clock(any_shift.start, any_shift.end, showing.problem.zone),
            tuple(_people(showing, shifts[day]) if day in shifts else None for day in days),
        )


def _minute(showing: Showing, shifts: Mapping[date, Shift]) -> tuple[bool, str]:
    first = next(iter(shifts.values()))
    return first.kind == "on_call", f"{first.start.astimezone(zone_of(showing.problem.zone)):%H:%M}"


def _people(showing: Showing, shift: Shift) -> tuple[Person, ...]:
    zone = showing.problem.zone
    here = clock(shift.start, shift.end, zone)
    found = []
    for agent in showing.duty.on(shift):
        there = clock(shift.start, shift.end, agent.zone)
        found.append(
            Person(agent_name(agent), "" if there == here else f"{there} {home(showing.problem, agent)}")
        )
    return tuple(found)
