"""`rota plan`: from a workspace to a verified roster with its proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, require_writable, roster_path, write_files
from rota.errors import InputError, OurBug

if TYPE_CHECKING:
    from rota.load.workspace import Workspace
    from rota.roster import Roster
    from rota.solve.outcome import Solved

INFEASIBLE, TIMED_OUT = 1, 3


def plan(
    folder: Folder = Path(),
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds to search at the most.")] = 60.0,
    gap: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Stop once proved this near the best; 0.01 is 1 %.")
    ] = 0.0,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another search.")] = 1,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Search strategies side by side.")] = 3,
    reproducible: Annotated[
        bool,
        typer.Option(
            "--reproducible", help="Equal input and seed give equal bytes; the limit is in solver steps."
        ),
    ] = False,
) -> None:
    """Build the roster of a workspace, verify it, and write out/roster.json.

    Ctrl-C ends the search and keeps the best roster found so far.
    """
    from rota.cli.console import stderr_console
    from rota.cli.notes import notes
    from rota.cli.progress import progress
    from rota.load.workspace import load_workspace
    from rota.solve.engine import solve
    from rota.solve.limits import Limits
    from rota.solve.outcome import Infeasible, Solved

    workspace = load_workspace(folder)
    require_writable(roster_path(folder))
    limits = Limits(seconds=time_limit, gap=gap, seed=seed, workers=workers, reproducible=reproducible)
    console = stderr_console()
    for note in notes(workspace):
        console.print(f"note: {note}", soft_wrap=True)
    with progress(console, limits) as listen:
        outcome = solve(workspace.problem, workspace.rules, limits=limits, listen=listen)
    if isinstance(outcome, Infeasible):
        _say_infeasible(workspace)
        raise typer.Exit(INFEASIBLE)
    if not isinstance(outcome, Solved):
        sys.stderr.write(
            f"error: no roster was found in {outcome.seconds:.0f} s, nor a proof that there is none\n"
            "help: give more time with --time-limit\n"
        )
        raise typer.Exit(TIMED_OUT)
    roster = _roster(workspace, outcome, limits.seed, reproducible=reproducible)
    _write(folder, workspace, roster)


def _roster(workspace: Workspace, outcome: Solved, seed: int, *, reproducible: bool) -> Roster:
    from datetime import UTC, datetime
    from importlib.metadata import version

    from rota.roster import Assignment, Member, Proof, Roster

    problem = workspace.problem
    proof = Proof(
        status="optimal" if outcome.optimal else "feasible",
        cost=outcome.cost,
        bound=outcome.bound,
        seed=seed,
        workers=outcome.workers,
        seconds=0.0 if reproducible else round(outcome.seconds, 1),
        version=version("rota-roster"),
        inputs=workspace.inputs,
    )
    return Roster(
        team=problem.team,
        zone=problem.zone,
        start=problem.start,
        end=problem.end,
        # A clock would make equal rosters differ; a reproducible one is dated by its horizon.
        made_at=problem.start if reproducible else datetime.now(UTC).replace(microsecond=0),
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in problem.agents),
        shifts=problem.shifts,
        assignments=tuple(sorted(Assignment(shift, agent) for agent, shift in outcome.cells)),
        proof=proof,
    )


def _write(folder: Path, workspace: Workspace, roster: Roster) -> None:
    from exports import json
    from rota.cli.console import stdout_console
    from rota.cli.views.proof_view import proof_panel
    from rota.verify import verify

    content = json.write(roster)
    # What is verified is what was written: the roster as it reads back from its own bytes.
    try:
        written = json.read(content)
    except InputError as error:
        raise OurBug(f"the roster as written cannot be read: {error}") from error
    verdict = verify(workspace.problem, workspace.rules, written.cells)
    if not verdict.lawful or verdict.cost != roster.proof.cost:
        raise OurBug(f"the roster as written costs {verdict.cost} with {len(verdict.hard)} hard violations")
    write_files({roster_path(folder): content})
    console = stdout_console()
    console.print(proof_panel(written, verdict, workspace.rules))
    console.print(f"written: {roster_path(folder)}", soft_wrap=True)


def _say_infeasible(workspace: Workspace) -> None:
    from rota.cli.console import stderr_console
    from rota.cli.infeasible import infeasible_text

    console = stderr_console()
    sys.stderr.write(infeasible_text(workspace, width=console.width))
