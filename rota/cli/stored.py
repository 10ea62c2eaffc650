"""A roster as it lies in a workspace, read back and held against the problem."""

from __future__ import annotations

import shlex
from dataclasses import fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rota.cli.folder import roster_path
from rota.errors import Fault, InputError
from rota.localtime import clock_text, local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rota.problem import Problem
    from rota.roster import Roster
    from rota.shift import Shift

CHANGED = "the workspace has changed since the roster was made: plan again, or take the change back"


def read_roster(folder: Path, given: Path | None = None) -> Roster:
    """The roster of a workspace, or the file given; raises InputError where it is not there or broken."""
    from exports import json

    path = given or roster_path(folder)
    if path.is_dir():
        message = f"a folder is in the place of the file `{path.name}`"
        raise InputError([Fault(str(path), 0, 0, message, "move it away")])
    if given and not path.is_file():
        raise InputError([Fault(str(path), 0, 0, "there is no such file")])
    if not path.is_file():
        help_text = f"make one with `rota plan {shlex.quote(str(folder))}`"
        raise InputError([Fault(str(path), 0, 0, "there is no roster yet", help_text)])
    return json.read(path.read_bytes(), name=str(path))


def changed_text(inputs: tuple[tuple[str, str], ...], roster: Roster) -> str:
    """Which files are no longer as the roster was made from, in words; nothing where all are."""
    changed = sorted({name for name, _ in set(inputs) ^ set(roster.proof.inputs)})
    return f"changed since the roster was made: {', '.join(changed)}" if changed else ""


def require_fit(problem: Problem, roster: Roster, path: Path) -> None:
    """Raise InputError unless each assignment names an agent and a shift as the workspace has them."""
    messages = list(_of_horizon(problem, roster)) or [
        *_of_shifts(problem, roster),
        *_of_agents(problem, roster),
    ]
    if messages:
        raise InputError([Fault(str(path), 0, 0, message, CHANGED) for message in messages])


def _of_horizon(problem: Problem, roster: Roster) -> Iterator[str]:
    theirs, ours = (roster.start, roster.end, roster.zone), (problem.start, problem.end, problem.zone)
    if theirs != ours:
        yield f"the roster is of {_days(*theirs)}, the workspace of {_days(*ours)}"


def _days(start: datetime, end: datetime, zone: str) -> str:
    return f"{local_day(start, zone)} to {local_day(end - timedelta(minutes=1), zone)} ({zone})"


def _of_shifts(problem: Problem, roster: Roster) -> Iterator[str]:
    ours = {shift.id: shift for shift in problem.shifts}
    used = {entry.shift for entry in roster.assignments}
    gone = [shift for shift in roster.shifts if shift.id in used and shift.id not in ours]
    for first, others in _by_template(gone):
        yield f"the workspace has no {_named(first, others)}"
    changed = [shift for shift in roster.shifts if shift != ours.get(shift.id, shift)]
    for first, others in _by_template(changed):
        verb = "differ" if others else "differs"
        yield f"{_named(first, others)} {verb}: {_difference(first, ours[first.id])}"


def _by_template(shifts: Iterable[Shift]) -> Iterator[tuple[Shift, int]]:
    """The first shift of each template, and how many others there are."""
    found: dict[str, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.template, []).append(shift)
    for group in found.values():
        yield group[0], len(group) - 1


def _named(first: Shift, others: int) -> str:
    return f"shifts `{first.id}` and {others} more of its kind" if others else f"shift `{first.id}`"


def _difference(theirs: Shift, ours: Shift) -> str:
    name = next(
        field.name for field in fields(ours) if getattr(theirs, field.name) != getattr(ours, field.name)
    )
    said = [
        clock_text(value, ours.zone) if isinstance(value, datetime) else f"{value!r}"
        for value in (getattr(theirs, name), getattr(ours, name))
    ]
    return f"`{name}` is {said[0]} in the roster, {said[1]} in the workspace"


def _of_agents(problem: Problem, roster: Roster) -> Iterator[str]:
    for agent in sorted({entry.agent for entry in roster.assignments} - problem.agent_of.keys()):
        yield f"the workspace has no agent `{agent}`"
