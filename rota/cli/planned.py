"""What a search came to, as a roster: dated, proved, verified as it reads back, and written."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from exports import json
from rota.cli.folder import roster_path, write_files
from rota.errors import InputError, OurBug
from rota.roster import Assignment, Member, Proof, Roster
from rota.verify import verify

if TYPE_CHECKING:
    from rota.load.workspace import Workspace
    from rota.solve.limits import Limits
    from rota.solve.outcome import Solved
    from rota.verify import Verdict


def roster_of(workspace: Workspace, outcome: Solved, limits: Limits) -> Roster:
    """The roster with its proof."""
    problem = workspace.problem
    proof = Proof(
        status="optimal" if outcome.optimal else "feasible",
        cost=outcome.cost,
        bound=outcome.bound,
        seed=limits.seed,
        workers=outcome.workers,
        seconds=0.0 if limits.reproducible else round(outcome.seconds, 1),
        version=version("rota-roster"),
        inputs=workspace.inputs,
    )
    return Roster(
        team=problem.team,
        zone=problem.zone,
        start=problem.start,
        end=problem.end,
        made_at=problem.telling.at or datetime.now(UTC).replace(microsecond=0),
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in problem.agents),
        shifts=problem.shifts,
        assignments=tuple(sorted(Assignment(shift, agent) for agent, shift in outcome.cells)),
        proof=proof,
    )


def write_roster(workspace: Workspace, roster: Roster) -> tuple[Roster, Verdict]:
    """Write out/roster.json; what comes back is the roster as it was written, and its verdict."""
    content = json.write(roster)
    try:
        written = json.read(content)
    except InputError as error:
        raise OurBug(f"the roster as written cannot be read: {error}") from error
    verdict = verify(workspace.problem, workspace.rules, written.cells)
    if not verdict.lawful or verdict.cost != roster.proof.cost:
        raise OurBug(f"the roster as written costs {verdict.cost} with {len(verdict.hard)} hard violations")
    write_files({roster_path(workspace.folder): content})
    return written, verdict
