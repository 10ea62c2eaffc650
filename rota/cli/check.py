"""`rota check`: read the whole workspace and say what is wrong with it, or what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli.folder import Folder  # noqa: TC001  typer reads it at run time

if TYPE_CHECKING:
    from rota.constraint import Constraint
    from rota.load.workspace import Workspace


def check(folder: Folder = Path()) -> None:
    """Read everything in a workspace; say what is wrong and where, or what is there."""
    from rota.cli.console import stdout_console
    from rota.cli.notes import note_texts
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    console = stdout_console()
    console.print(_headline(workspace), soft_wrap=True)
    for rule in workspace.rules:
        console.print(_rule(rule, console.width), soft_wrap=True)
    for note in note_texts(workspace):
        console.print(note, soft_wrap=True)
    count = len(workspace.inputs)
    console.print(f"{count} {'file' if count == 1 else 'files'} read, no error")


def _headline(workspace: Workspace) -> str:
    from datetime import timedelta

    problem, first = workspace.problem, workspace.team.horizon.start
    last = first + timedelta(days=problem.day_count - 1)
    return (
        f"{problem.team}: {len(problem.agents)} agents, {len(problem.shifts)} shifts, "
        f"{first:%a %d %b %Y} to {last:%a %d %b %Y} ({problem.zone})"
    )


def _rule(rule: Constraint, width: int) -> str:
    from textwrap import fill

    price = "must" if rule.weight is None else "should"
    return fill(f"  {price:<6}  {rule.name}: {rule.explain()}", width, subsequent_indent=" " * 10)
