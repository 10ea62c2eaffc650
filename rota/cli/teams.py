"""Many workspaces planned side by side: one task each, one line each."""

from __future__ import annotations

from concurrent.futures import as_completed
from functools import partial
from typing import TYPE_CHECKING

from rota.cli.console import say, stderr_console, stdout_console
from rota.cli.folder import require_writable, roster_path
from rota.cli.notes import note_texts
from rota.cli.planned import roster_of, write_roster
from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.outcome import Infeasible, Solved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from rota.load.workspace import Workspace
    from rota.solve.limits import Limits
    from rota.solve.outcome import Outcome

INFEASIBLE, TIMED_OUT = 1, 3


def plan_teams(folders: Sequence[Path], limits: Limits, executor: Executor) -> int:
    """Plan each and write its roster; the exit code is that of the team that fared worst.

    Everything is read before the first search begins: a fault in one file stops all.
    """
    workspaces = [load_workspace(folder) for folder in folders]
    for folder in folders:
        require_writable(roster_path(folder))
    for workspace in workspaces:
        for note in note_texts(workspace):
            say(stderr_console(), f"{workspace.folder}: {note}")
    tasks = {
        executor.submit(partial(solve, limits=limits), workspace.problem, workspace.rules): workspace
        for workspace in workspaces
    }
    worst = 0
    for task in as_completed(tasks):
        worst = max(worst, _told(tasks[task], task.result(), limits))
    return worst


def _told(workspace: Workspace, outcome: Outcome, limits: Limits) -> int:
    name = str(workspace.folder)
    if isinstance(outcome, Solved):
        roster, _ = write_roster(workspace, roster_of(workspace, outcome, limits))
        proof = roster.proof
        what = f"cost {proof.cost:,}, bound {proof.bound:,}, gap {proof.gap:.2%}, {proof.seconds:g} s"
        stdout_console().print(f"{name}: {what}", soft_wrap=True)
        return 0
    if isinstance(outcome, Infeasible):
        what = f"no roster keeps every hard rule; `rota why-not {name}` says why"
    else:
        what = f"no roster was found in {outcome.seconds:.0f} s"
    stderr_console().print(f"{name}: {what}", soft_wrap=True)
    return INFEASIBLE if isinstance(outcome, Infeasible) else TIMED_OUT
