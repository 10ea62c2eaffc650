"""`rota intraday`: what today's contacts so far mean for the rest of the day, and what to do now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, roster_path
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.forecast.today import Today
    from rota.forecast.volume import Volume
    from rota.load.contacts import Contacts
    from rota.load.workspace import Workspace

INSTANT = timedelta(seconds=1)


def intraday(
    folder: Folder = Path(),
    actual: Annotated[
        Path, typer.Option(help="Today's contacts so far: counts, or a log, as for `rota forecast`.")
    ] = Path("today.csv"),
    at: Annotated[
        str,
        typer.Option(
            metavar="TIME",
            help="Take this for now: on the team's wall clock, or with an offset.",
            show_default="where the contacts end",
        ),
    ] = "",
    queue: Annotated[str, typer.Option(help="The queue that a file without one is about.")] = "",
) -> None:
    """Move the forecast of today by what came so far, and say what to do now, in order of effect."""
    from rota.cli.asked import asked_instant
    from rota.cli.console import stdout_console
    from rota.cli.stored import read_roster, require_fit
    from rota.cli.stored_breaks import read_breaks
    from rota.cli.views.intraday_view import day_table, pauses_text, plan_text
    from rota.demand.staffing import staff
    from rota.intraday.pauses import moved_pauses
    from rota.intraday.plan import COVERAGE, plan_day
    from rota.load.breaks import breaks_of
    from rota.load.contacts import read_contacts
    from rota.load.workspace import load_workspace, offered
    from rota.localtime import DAY, clock_text, local_day, midnight

    workspace = load_workspace(folder)
    problem = workspace.problem
    roster = read_roster(folder)
    require_fit(problem, roster, roster_path(folder))
    queues = [one.id for one in problem.queues]
    name = queue or (queues[0] if len(queues) == 1 else "")
    contacts = read_contacts(
        str(actual), actual.read_bytes(), zone=problem.zone, queue=name, known=queues, log_minutes=15
    )
    now = asked_instant(at, problem.zone) if at else _ends(contacts)
    day = local_day(now - INSTANT, problem.zone)
    begin, end = midnight(day, problem.zone), midnight(day + DAY, problem.zone)
    if not problem.start <= begin < problem.end:
        message = f"{day} is not in the horizon of the workspace"
        raise InputError([Fault(str(actual), 0, 0, message, "give today's contacts, or the time with --at")])
    if not any(rule.kind == COVERAGE for rule in workspace.rules):
        message = "without a rule `coverage` nothing says how bad it is that agents are missing"
        raise InputError(
            [Fault(str(folder / "team.yaml"), 0, 0, message, "add `- {kind: coverage}` to the rules")]
        )
    today, volumes = _moved(workspace, contacts, begin, now, end)
    if not today:
        raise InputError([Fault(str(actual), 0, 0, f"no contacts of {day} before {now:%H:%M} UTC are given")])
    load = offered(volumes, workspace.team, workspace.waits, problem.start)
    demand = staff(load, workspace.targets, workspace.opening, workspace.waits)
    # Of work that may wait, nobody knows how much is done by now: for a day it is spread evenly.
    inside = tuple(one for one in demand if problem.start <= one.start < problem.end)
    changed = replace(problem, demand=inside, work=())
    plan = plan_day(changed, workspace.rules, roster.cells, now=now, end=end)
    console = stdout_console()
    console.print(f"{clock_text(now, problem.zone)} ({problem.zone})", soft_wrap=True)
    console.print(day_table(today, workspace.volumes, volumes, now=now, end=end))
    console.print(plan_text(plan, problem.zone), soft_wrap=True)
    if pauses := read_breaks(folder, roster):
        rules = breaks_of(workspace.team)
        moved = moved_pauses(changed, rules, roster.cells, pauses, now=now, end=end)
        console.print(pauses_text(changed, moved), soft_wrap=True)


def _ends(contacts: Contacts) -> datetime:
    """When the last interval ends; of a log, when the last begins, as it may not be over."""
    last = max(start for counts in contacts.counts.values() for start in counts)
    return last if contacts.is_log else last + timedelta(minutes=contacts.minutes)


def _moved(
    workspace: Workspace, contacts: Contacts, begin: datetime, now: datetime, end: datetime
) -> tuple[list[Today], tuple[Volume, ...]]:
    """What each queue's day shows, and all volumes with it."""
    from rota.forecast.today import happened, rest_of_day, so_far

    seconds = contacts.minutes * 60.0
    found: list[Today] = []
    volumes: list[Volume] = []
    for queue in workspace.problem.queues:
        mine = [volume for volume in workspace.volumes if volume.queue == queue.id]
        counts = {
            start: count
            for start, count in contacts.counts.get(queue.id, {}).items()
            if begin <= start and start + timedelta(seconds=seconds) <= now
        }
        if not counts:
            volumes += mine
            continue
        inside = [volume for volume in mine if begin <= volume.start < end]
        today = so_far(queue.id, inside, counts, seconds=seconds)
        found.append(today)
        for volume in mine:
            if not begin <= volume.start < end:
                volumes.append(volume)
            elif volume.end <= now:
                volumes.append(happened(volume, counts, seconds=seconds))
            else:
                volumes.append(rest_of_day(volume, today))
    return found, tuple(sorted(volumes))
