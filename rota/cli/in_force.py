"""The roster that people rely on: what is published; where nothing is, the one that lies in out/."""

from __future__ import annotations

from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING

from rota.cli.folder import roster_path
from rota.cli.stored import read_roster
from rota.load.workspace import BACKLOG, FORECAST, HEADCOUNT
from rota.store.database import NAME, reading_or_empty
from rota.store.publications import latest_number, revision
from rota.store.standing import standing

if TYPE_CHECKING:
    from pathlib import Path

    from rota.load.workspace import Workspace
    from rota.problem import Cell
    from rota.roster import Roster

LOADS = (FORECAST, HEADCOUNT, BACKLOG)


@dataclass(frozen=True)
class InForce:
    """Its entries that the workspace knows, where they are from, in words, and how many others there are.

    `load_changed` names the files on the load that have changed since it was made; `note` is what else the
    lead should know.
    """

    cells: frozenset[Cell]
    source: str
    unknown: int
    load_changed: tuple[str, ...]
    note: str = ""


def in_force(workspace: Workspace, given: Path | None) -> InForce:
    """The roster file given, else what is published over the horizon, else out/roster.json."""
    if given is not None:
        return _known(workspace, read_roster(workspace.folder, given), str(given))
    problem = workspace.problem
    with reading_or_empty(workspace.folder / NAME) as store:
        stands = standing(store, problem.start, problem.end)
        number = latest_number(store)
        if stands is not None and stands.assignments:
            made_from = revision(store, number).roster
            found = _known(workspace, stands, f"revision {number}", made_from=made_from)
            return replace(found, note=_draft_note(workspace, stands, number))
    path = roster_path(workspace.folder)
    return _known(workspace, read_roster(workspace.folder), f"{path}, nothing is published")


def _draft_note(workspace: Workspace, stands: Roster, number: int) -> str:
    """A word on a roster in out/ that says something else than what is published."""
    path = roster_path(workspace.folder)
    if not path.is_file() or read_roster(workspace.folder).cells == stands.cells:
        return ""
    return f"{path} differs from revision {number}; to start from it, give `--roster {quote(str(path))}`"


def _known(workspace: Workspace, roster: Roster, source: str, *, made_from: Roster | None = None) -> InForce:
    problem = workspace.problem
    ours = {shift.id for shift in problem.shifts}
    cells = frozenset(cell for cell in roster.cells if cell[0] in problem.agent_of and cell[1] in ours)
    now, then = dict(workspace.inputs), dict((made_from or roster).proof.inputs)
    changed = tuple(name for name in LOADS if then and now.get(name) != then.get(name))
    return InForce(cells, source, len(roster.cells) - len(cells), changed)
