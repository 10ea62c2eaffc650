"""A repair applied: absences into availability/absences.csv, the roster into out/roster.json, verified."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from rota.cli.folder import roster_path, write_files
from rota.cli.planned import write_roster
from rota.errors import Fault, InputError, OurBug
from rota.explain.price import new_breaches
from rota.load.absence_writing import with_lines
from rota.load.absences import SHARED_LIST
from rota.load.workspace import AVAILABILITY, load_workspace
from rota.roster import Assignment, Member, Proof, Roster
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rota.cli.repair_answer import Answer
    from rota.load.workspace import Workspace
    from rota.problem import Cell


def written(found: Answer) -> Iterator[str]:
    """Write it all, telling what; raises OurBug where the verifier does not agree with the search."""
    workspace = found.workspace
    if found.change.lines:
        path = workspace.folder / AVAILABILITY / SHARED_LIST
        write_files({path: _absences(path, found)})
        for line in found.change.lines:
            yield f"written: {path}: {line.text}"
        told = workspace.problem.telling.at
        workspace = load_workspace(workspace.folder)
        workspace = workspace.told(told) if told else workspace
    yield from rewritten(workspace, found.repaired.cells, before=found.case.base)


def rewritten(workspace: Workspace, cells: frozenset[Cell], *, before: frozenset[Cell]) -> Iterator[str]:
    """Write a roster that was changed in few places; its proof states its cost and no bound.

    Raises OurBug where it breaks a hard rule, InputError where the roster before did so already.
    """
    problem = workspace.problem
    verdict = verify(problem, workspace.rules, cells)
    if new_breaches(verify(problem, workspace.rules, before), verdict):
        raise OurBug(f"the changed roster breaks a hard rule: {verdict.hard[0].message}")
    if not verdict.lawful:
        message = f"the roster in force already breaks a hard rule: {verdict.hard[0].message}"
        raise InputError([Fault("", 0, 0, message, "mend the rule or the roster, then repair")])
    proof = Proof("unproved", verdict.cost, 0, 0, 0, 0.0, version("rota-roster"), workspace.inputs)
    roster = Roster(
        team=problem.team,
        zone=problem.zone,
        start=problem.start,
        end=problem.end,
        made_at=problem.telling.at or datetime.now(UTC).replace(microsecond=0),
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in problem.agents),
        shifts=problem.shifts,
        assignments=tuple(sorted(Assignment(shift, agent) for agent, shift in cells)),
        proof=proof,
    )
    write_roster(workspace, roster)
    yield f"written: {roster_path(workspace.folder)}"


def _absences(path: Path, found: Answer) -> bytes:
    content = path.read_bytes() if path.is_file() else b""
    return with_lines(str(path), content, found.change.lines)
