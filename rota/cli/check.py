"""`rota check`: read the whole workspace and say what is wrong with it, or what is in it."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from rota.cli.folder import Folder  # noqa: TC001  typer reads it at run time

if TYPE_CHECKING:
    from rota.constraint import Constraint
    from rota.load.workspace import Workspace
    from rota.problem import Problem

NO_ROSTER = 1
SEEN_AT_ONCE = 100_000
"""Cells, agents times shifts, up to which clashes are looked for; `rota rules --in` looks in any number."""


def check(folder: Folder = Path()) -> None:
    """Read everything in a workspace; say what is wrong and where, or what is there.

    Rules that no roster can keep are told too, where that is seen without a search; exit 1 then.
    """
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
    large = _is_large(workspace.problem)
    clashes = [] if large else _clashes(workspace)
    if large:
        command = f"rota rules --in {quote(str(folder))}"
        console.print(
            f"note: whether rules clash was not looked for in so many shifts: `{command}`", soft_wrap=True
        )
    for clash in clashes:
        console.print(f"clash: {clash}", soft_wrap=True)
    files, found = len(workspace.inputs), len(clashes)
    clashing = f", {found} {'clash' if found == 1 else 'clashes'} of rules" if clashes else ""
    console.print(f"{files} {'file' if files == 1 else 'files'} read, no error{clashing}")
    if clashes:
        raise typer.Exit(NO_ROSTER)


def _clashes(workspace: Workspace) -> list[str]:
    """What no roster can keep, as far as it is seen without a search."""
    from rota.remarks import remarks_on

    problem = workspace.problem
    musts = [rule for rule in workspace.rules if rule.binding]
    found = [remark for remark in remarks_on(problem, musts) if remark.clash]
    return [f"{' and '.join(f'`{name}`' for name in remark.rules)}: {remark.text}" for remark in found]


def _is_large(problem: Problem) -> bool:
    return len(problem.agents) * len(problem.shifts) > SEEN_AT_ONCE


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
