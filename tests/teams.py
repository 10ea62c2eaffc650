"""team.yaml in a few lines: the sections that a test is about, and plain ones for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports import json
from rota.load.document import read_document, validate
from rota.load.team import TeamPart
from rota.load.workspace import load_workspace
from rota.roster import Assignment, Member, Proof, Roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rota.load.document import Document

AGENTS = ("{id: ana, name: Ana Kola, contract: full}", "{id: bo, name: Bo Lind, contract: full}")
SHIFTS = ('{id: early, start: "06:00", end: "14:00"}',)
CONTRACTS = ("{id: full, hours_per_week: 40}",)


def team_text(
    *,
    zone: str = "Europe/Berlin",
    start: str = "2027-03-08",
    weeks: int = 1,
    skills: str = "[german, french]",
    contracts: Sequence[str] = CONTRACTS,
    agents: Sequence[str] = AGENTS,
    queues: Sequence[str] = (),
    shifts: Sequence[str] = SHIFTS,
    rules: Sequence[str] = (),
    more: str = "",
) -> str:
    """A team.yaml with these entries; lines 1 to 3 are the head, the contracts begin on line 5."""
    head = f"team: Help desk\nzone: {zone}\nhorizon: {{start: {start}, weeks: {weeks}}}\n"
    sections = {"contracts": contracts, "agents": agents, "queues": queues, "shifts": shifts, "rules": rules}
    listed = "".join(
        f"{name}:\n" + "".join(f"  - {entry}\n" for entry in entries)
        for name, entries in sections.items()
        if entries
    )
    return f"{head}{listed}skills: {skills}\n{more}"


def document_of(text: str) -> Document:
    """The text as a document, called team.yaml."""
    return read_document("team.yaml", text.encode())


def team_of(text: str) -> TeamPart:
    """The text as a team, its names unchecked."""
    return validate(document_of(text), TeamPart)


def write_workspace(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a workspace, and give its folder back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def write_roster(folder: Path, *assignments: tuple[str, str], cost: int = 0) -> Path:
    """Lay a roster into a workspace in which these agents work these shifts, and give its path back."""
    workspace = load_workspace(folder)
    problem = workspace.problem
    roster = Roster(
        team=problem.team,
        zone=problem.zone,
        start=problem.start,
        end=problem.end,
        made_at=problem.start,
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in problem.agents),
        shifts=problem.shifts,
        assignments=tuple(sorted(Assignment(shift, agent) for agent, shift in assignments)),
        proof=Proof("optimal", cost, cost, 1, 3, 0.5, "0.1.0", workspace.inputs),
    )
    path = folder / "out" / "roster.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(json.write(roster))
    return path
