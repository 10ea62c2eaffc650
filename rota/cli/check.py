"""`rota check`: read the whole workspace and say what is wrong with it, or what is in it."""

from __future__ import annotations

from pathlib import Path

from rota.cli.folder import Folder


def check(folder: Folder = Path()) -> None:
    """Read everything in a workspace; say what is wrong and where, or what is there."""
    from rota.cli.console import stdout_console
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    problem = workspace.problem
    console = stdout_console()
    last = workspace.team.horizon.start.toordinal() + problem.day_count - 1
    console.print(f"{problem.team}: {len(problem.agents)} agents, {len(problem.shifts)} shifts, ", end="")
    console.print(
        f"{workspace.team.horizon.start:%a %d %b %Y} to "
        f"{workspace.team.horizon.start.fromordinal(last):%a %d %b %Y} ({problem.zone})"
    )
    for rule in workspace.rules:
        price = "must" if rule.weight is None else "should"
        console.print(f"  {price:<6}  {rule.name}: {rule.explain()}", markup=False, highlight=False)
    console.print(f"{len(workspace.inputs)} files read, all fine")
