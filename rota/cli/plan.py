"""`rota plan`: from workspaces to verified rosters with their proofs."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import require_writable, roster_path

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import datetime

    from rota.load.workspace import Workspace
    from rota.problem import Cell
    from rota.solve.limits import Limits
    from rota.solve.outcome import Outcome

INFEASIBLE, TIMED_OUT = 1, 3


def plan(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FOLDER", help="Workspaces; several are planned side by side. Without: this folder."
        ),
    ] = None,
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
    start: Annotated[
        Path | None, typer.Option(help="A roster file to better: what comes out costs no more than it.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Workspaces planned at once; without: one a core.")
    ] = None,
    cluster: Annotated[str, typer.Option(help="The address of a Dask scheduler that does the work.")] = "",
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say which part of the search is at work.")
    ] = False,
    now: At = "",
) -> None:
    """Build the roster of each workspace, verify it, and write out/roster.json.

    Ctrl-C ends the search and keeps the best roster found so far.
    """
    from rota.cli import executors
    from rota.solve.limits import Limits

    limits = Limits(seconds=time_limit, gap=gap, seed=seed, workers=workers, reproducible=reproducible)
    given = folders or [Path()]
    # A clock would make equal rosters differ; a reproducible one is dated by its horizon.
    moment = None if reproducible else now_of(now)
    if len(given) == 1:
        with executors.cluster(cluster) if cluster else nullcontext() as executor:
            _plan_one(given[0], limits, moment, start=start, verbose=verbose, executor=executor)
        return
    if start is not None:
        raise typer.BadParameter("a roster to start from is one team's, several are given")
    from rota.cli.teams import plan_teams

    count = min(len(given), jobs or os.cpu_count() or 1)
    with executors.cluster(cluster) if cluster else executors.processes(count) as executor:
        code = plan_teams(given, limits, moment, executor)
    if code:
        raise typer.Exit(code)


def _plan_one(
    folder: Path,
    limits: Limits,
    moment: datetime | None,
    *,
    start: Path | None,
    verbose: bool,
    executor: Executor | None,
) -> None:
    from rota.cli.console import say, stderr_console
    from rota.cli.notes import note_texts
    from rota.cli.progress import progress, stages
    from rota.load.workspace import load_workspace
    from rota.solve.engine import solve
    from rota.solve.hold import interruptible

    workspace = load_workspace(folder)
    workspace = workspace.told(moment or workspace.problem.start)
    require_writable(roster_path(folder))
    begin = None if start is None else _start(workspace, start)
    console = stderr_console()
    for note in note_texts(workspace):
        say(console, note)
    with interruptible(limits.seconds) as hold, progress(console, limits) as shown:
        listen = stages(console, shown) if verbose else shown
        outcome = solve(
            workspace.problem,
            workspace.rules,
            limits=limits,
            listen=listen,
            start=begin,
            executor=executor,
        )
    _tell(workspace, outcome, limits, stopped=hold.raised.is_set())


def _start(workspace: Workspace, path: Path) -> frozenset[Cell]:
    from rota.cli.stored import read_roster, require_fit
    from rota.errors import Fault, InputError
    from rota.verify import verify

    roster = read_roster(workspace.folder, path)
    require_fit(workspace.problem, roster, path)
    broken = verify(workspace.problem, workspace.rules, roster.cells).hard
    if broken:
        message = f"the roster to start from breaks a hard rule: {broken[0].message}"
        raise InputError([Fault(str(path), 0, 0, message, "mend it, or plan without `--start`")])
    return roster.cells


def _tell(workspace: Workspace, outcome: Outcome, limits: Limits, *, stopped: bool) -> None:
    from rota.cli.console import stdout_console
    from rota.cli.planned import roster_of, write_roster
    from rota.cli.unfound import unfound_text
    from rota.cli.views.proof_view import proof_panel
    from rota.solve.outcome import Infeasible, Solved

    if isinstance(outcome, Infeasible):
        _say_infeasible(workspace)
        raise typer.Exit(INFEASIBLE)
    if not isinstance(outcome, Solved):
        sys.stderr.write(unfound_text(outcome.seconds, stopped=stopped))
        raise typer.Exit(TIMED_OUT)
    written, verdict = write_roster(workspace, roster_of(workspace, outcome, limits))
    console = stdout_console()
    console.print(proof_panel(written, verdict, workspace.rules))
    console.print(f"written: {roster_path(workspace.folder)}", soft_wrap=True)


def _say_infeasible(workspace: Workspace) -> None:
    from rota.cli.console import stderr_console
    from rota.cli.infeasible import infeasible_text

    console = stderr_console()
    sys.stderr.write(infeasible_text(workspace, width=console.width))
