"""Many workspaces planned side by side: one task each, one line each."""

from __future__ import annotations

import os
import signal
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children
from typing import TYPE_CHECKING

from rota.cli.console import say, stderr_console, stdout_console
from rota.cli.folder import require_writable, roster_path
from rota.cli.notes import note_texts
from rota.cli.planned import roster_of, write_roster
from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.hold import interruptible
from rota.solve.outcome import Infeasible, Solved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future
    from datetime import datetime
    from pathlib import Path

    from rota.load.workspace import Workspace
    from rota.solve.limits import Limits
    from rota.solve.outcome import Outcome

INFEASIBLE, TIMED_OUT = 1, 3
POLL_SECONDS = 0.2


def plan_teams(folders: Sequence[Path], limits: Limits, moment: datetime | None, executor: Executor) -> int:
    """Plan each and write its roster; the exit code is that of the team that fared worst.

    Changes to what is published are told at `moment`, or as the horizon begins.

    Everything is read before the first search begins: a fault in one file stops all.
    """
    read = [load_workspace(folder) for folder in folders]
    workspaces = [workspace.told(moment or workspace.problem.start) for workspace in read]
    for folder in folders:
        require_writable(roster_path(folder))
    for workspace in workspaces:
        for note in note_texts(workspace):
            say(stderr_console(), f"{workspace.folder}: {note}")
    with _deaf_children():
        tasks = {
            executor.submit(partial(solve, limits=limits), workspace.problem, workspace.rules): workspace
            for workspace in workspaces
        }
    return max(
        _told(tasks[task], None if task.cancelled() else task.result(), limits)
        for task in _ended(list(tasks))
    )


def _ended(tasks: Sequence[Future[Outcome]]) -> Iterator[Future[Outcome]]:
    """Each search as it ends. A first Ctrl-C ends all that run, with what they have, and begins no other."""
    waiting = set(tasks)
    with interruptible(0.0) as hold:
        while waiting:
            done, waiting = wait(waiting, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            yield from done
            if hold.raised.is_set():
                for task in waiting:
                    task.cancel()
                # Again and again: one that was handed over already may begin only now.
                for child in active_children():
                    if child.pid:
                        os.kill(child.pid, signal.SIGINT)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes that begin here hear a Ctrl-C in a search alone: elsewhere it would break the pool."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _told(workspace: Workspace, outcome: Outcome | None, limits: Limits) -> int:
    """Write the roster and say what it comes to; without an outcome the search was never begun."""
    name = str(workspace.folder)
    if isinstance(outcome, Solved):
        roster, _ = write_roster(workspace, roster_of(workspace, outcome, limits))
        proof = roster.proof
        what = f"cost {proof.cost:,}, bound {proof.bound:,}, gap {proof.gap:.2%}, {proof.seconds:g} s"
        stdout_console().print(f"{name}: {what}", soft_wrap=True)
        return 0
    if outcome is None:
        what = "stopped before its search began"
    elif isinstance(outcome, Infeasible):
        what = f"no roster keeps every hard rule; `rota why-not {name}` says why"
    else:
        what = f"no roster was found in {outcome.seconds:.0f} s"
    stderr_console().print(f"{name}: {what}", soft_wrap=True)
    return INFEASIBLE if isinstance(outcome, Infeasible) else TIMED_OUT
