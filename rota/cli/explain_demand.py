"""`rota demand --explain`: the queue and the moment asked for, read, and the answer as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rota.demand.explain import Load, explain
from rota.errors import Fault, InputError
from rota.load.build import escalations_of
from rota.load.instants import NaiveClock
from rota.load.source import did_you_mean
from rota.localtime import clock_text, zone_of

if TYPE_CHECKING:
    from datetime import datetime

    from rota.load.workspace import Workspace


def explanation(workspace: Workspace, queue: str, moment: str) -> Table:
    """How the demand of a queue at a moment came about; raises InputError where there is none to explain."""
    instant = _instant(workspace, queue, moment)
    load = Load(
        workspace.volumes,
        workspace.load,
        escalations_of(workspace.team),
        workspace.targets,
        workspace.opening,
        workspace.problem.work,
        workspace.problem.zone,
        workspace.waits,
    )
    lines = explain(load, queue, instant)
    zone = workspace.problem.zone
    if not lines:
        raise _fault(
            f"queue `{queue}` has no demand at {clock_text(instant, zone)}",
            f"the horizon is {clock_text(workspace.problem.start, zone)} "
            f"to {clock_text(workspace.problem.end, zone)}",
        )
    volume = next(one for one in load.of(queue) if one.start <= instant < one.end)
    ends = volume.end.astimezone(zone_of(zone))
    title = f"{queue}, {clock_text(volume.start, zone)} to {ends:%H:%M} ({zone})"
    table = Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, title=Text(title, "bold")
    )
    table.title_justify = "left"
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(Text(line.about), Text(line.text))
    return table


def _instant(workspace: Workspace, queue: str, moment: str) -> datetime:
    if queue not in workspace.targets:
        known = sorted(workspace.targets)
        help_text = did_you_mean(queue, known) or f"known: {', '.join(known) or 'none'}"
        raise _fault(f"unknown queue `{queue}`", help_text)
    instant, message, help_text = NaiveClock(workspace.problem.zone).read(moment)
    if instant is None:
        raise _fault(message, help_text)
    return instant


def _fault(message: str, help_text: str) -> InputError:
    return InputError([Fault("", 0, 0, message, help_text)])
