"""A roster as it lies in a workspace, read back and held against the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.folder import roster_path
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from rota.problem import Problem
    from rota.roster import Roster


def read_roster(folder: Path, given: Path | None = None) -> Roster:
    """The roster of a workspace, or the file given; raises InputError where it is not there or broken."""
    from exports import json

    path = given or roster_path(folder)
    if not path.is_file():
        fault = Fault(str(path), 0, 0, "there is no roster yet", f"make one with `rota plan {folder}`")
        raise InputError([fault])
    return json.read(path.read_bytes(), name=str(path))


def require_fit(problem: Problem, roster: Roster, path: Path) -> None:
    """Raise InputError unless each assignment names an agent and a shift as the workspace has them."""
    theirs = {shift.id: shift for shift in problem.shifts}
    faults = [
        Fault(str(path), 0, 0, f"shift `{shift.id}` is not the workspace's `{shift.id}`", HELP)
        for shift in roster.shifts
        if shift.id in theirs and shift != theirs[shift.id]
    ]
    used = {entry.shift for entry in roster.assignments}
    faults += [
        Fault(str(path), 0, 0, f"the workspace has no shift `{shift}`", HELP)
        for shift in sorted(used - theirs.keys())
    ]
    people = {entry.agent for entry in roster.assignments}
    faults += [
        Fault(str(path), 0, 0, f"the workspace has no agent `{agent}`", HELP)
        for agent in sorted(people - problem.agent_of.keys())
    ]
    if faults:
        raise InputError(faults)


HELP = "the workspace has changed since the roster was made: plan again, or take the change back"
