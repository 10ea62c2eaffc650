"""One agent's month: shifts on the wall clock at home, who else is there, wishes and totals."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.showing import totals
from rota.cli.views.wording import clock_change, counted, day_text, kind_text, shown, span_text
from rota.localtime import hours_text, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rota.agent import Agent
    from rota.cli.views.showing import Showing
    from rota.problem import Request
    from rota.shift import Shift

OTHERS = Text("with + 4: four more on other shifts for some of the time", style="dim")


def agent_view(showing: Showing, agent: Agent) -> Group:
    """A line a shift, a gap between weeks; then what the agent asked for, and the totals."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for name in ("day", "time"):
        table.add_column(Text(name), no_wrap=True)
    table.add_column(Text("length"), justify="right", no_wrap=True)
    for name in ("shift", "with", ""):
        table.add_column(Text(name), overflow="fold")
    weeks = groupby(showing.duty.coming(agent), key=lambda shift: _day(agent, shift).isocalendar()[:2])
    for number, (_, shifts) in enumerate(weeks):
        if number:
            table.add_row()
        for shift in shifts:
            table.add_row(*_row(showing, agent, shift))
    wishes = [_wish(showing, request) for request in showing.requests_of(agent)]
    return Group(_title(agent), Text(), table, Text(), *wishes, _totals(showing, agent), OTHERS)


def _title(agent: Agent) -> Text:
    contract = f"{shown(agent.contract.id)} {hours_text(agent.contract.weekly_minutes)} a week"
    said = f", tier {agent.tier}, {contract}, times of {agent.zone}"
    return Text.assemble((f"{shown(agent.name)} (`{shown(agent.id)}`)", "bold"), said)


def _day(agent: Agent, shift: Shift) -> date:
    return local_day(shift.start, agent.zone)


def _row(showing: Showing, agent: Agent, shift: Shift) -> Iterator[Text]:
    night = showing.problem.is_night(agent, shift)
    change = _change(shift, agent)
    notes = [
        note for note in (shown(shift.role) or kind_text(shift), "night" if night else "", change) if note
    ]
    yield Text(day_text(_day(agent, shift)))
    yield Text(span_text(shift.start, shift.end, agent.zone))
    yield Text(hours_text(shift.minutes))
    yield Text(shown(shift.template))
    yield Text(_company(showing, agent, shift))
    yield Text(", ".join(notes), style="bold" if change else "")


def _change(shift: Shift, agent: Agent) -> str:
    """What clocks do during the shift: at home, or else where the shift is planned, which names the zone."""
    elsewhere = clock_change(shift.start, shift.end, shift.zone)
    return clock_change(shift.start, shift.end, agent.zone) or (elsewhere and f"{elsewhere} in {shift.zone}")


def _company(showing: Showing, agent: Agent, shift: Shift) -> str:
    """Those of the same shift by id, and how many more are on duty for some of the time: `bo, cem + 4`."""
    same = [other.id for other in showing.duty.on(shift) if other.id != agent.id]
    there = {
        other.id
        for running in showing.problem.timeline
        if running.start < shift.end and shift.start < running.end
        for other in showing.duty.on(running)
    }
    more = len(there - {agent.id, *same})
    words = [", ".join(map(shown, same))] if same else []
    words += [f"+ {more}"] if more else []
    return " ".join(words) or "alone"


def _wish(showing: Showing, request: Request) -> Text:
    template = f" ({shown(request.template)})" if request.template else ""
    met = showing.met(request)
    answer = "as asked" if met else "not as asked"
    said = f"asked to be {request.wish} duty{template} on {day_text(request.day)}: {answer}"
    return Text(said, style="" if met else "bold")


def _totals(showing: Showing, agent: Agent) -> Text:
    worked = totals(showing, agent, showing.days[0], showing.days[-1])
    leave = len(showing.problem.leave_of[agent.id])
    parts = [
        counted(worked.shifts, "shift"),
        f"{hours_text(worked.minutes)} worked of {hours_text(round(worked.owed_minutes))} owed",
        counted(worked.nights, "night"),
        counted(worked.weekends, "weekend"),
    ]
    parts += [f"{hours_text(worked.on_call_minutes)} on call"] if worked.on_call_minutes else []
    parts += [f"{counted(leave, 'day')} of leave"] if leave else []
    return Text(", ".join(parts), style="bold")
