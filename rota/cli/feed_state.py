"""What a workspace's feeds are made of: what is published, the checklist, the lead's figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.cli.lead_figures import lead_figures
from rota.errors import InputError
from rota.feeds.published import read_state
from rota.load.document import read_document, validate
from rota.load.paging import handoff_of
from rota.load.team import TeamPart
from rota.load.workspace import TEAM
from rota.store.publications import latest

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

    from rota.feeds.published import State


@dataclass(frozen=True, slots=True)
class Desk:
    """What team.yaml says that feeds want to know."""

    team: str
    zone: str
    agents: tuple[str, ...]
    roles: tuple[str, ...]
    checklist: tuple[str, ...]
    address: str = ""


def desk_of(folder: Path) -> Desk:
    """Read team.yaml alone; raises InputError where it cannot be read."""
    path = folder / TEAM
    if not path.is_file():
        from rota.load.workspace import load_workspace

        load_workspace(folder)  # says what is missing
    team = validate(read_document(str(path), path.read_bytes()), TeamPart)
    roles = sorted({shift.role for shift in team.shifts if shift.role})
    agents = sorted(agent.id for agent in team.agents)
    checklist = handoff_of(team.paging).checklist
    return Desk(team.team, team.zone, tuple(agents), tuple(roles), checklist, team.publishing.address)


def known_address(folder: Path) -> str:
    """The server that team.yaml names; nothing where it names none or cannot be read."""
    try:
        return desk_of(folder).address
    except InputError:
        return ""


def state_at(
    folder: Path, connection: sqlite3.Connection, now: datetime, *, before: Desk, figures: bool = False
) -> State:
    """The state at `now`; where team.yaml is broken just now, what it said `before` holds."""
    try:
        desk = desk_of(folder)
    except InputError:
        desk = before
    state = read_state(connection, now=now, team=desk.team, zone=desk.zone, checklist=desk.checklist)
    newest = latest(connection) if figures else None
    return replace(state, figures=lead_figures(folder, newest.roster)) if newest else state
