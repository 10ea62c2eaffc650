"""`rota verify`: every rule and the cost of a roster, recomputed without the solver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rota.cli.folder import Folder, roster_path

VIOLATIONS = 1


def verify(
    folder: Folder = Path(),
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
) -> None:
    """Check a roster, also one edited by hand, against every rule; exit 1 where a hard one is broken."""
    from rota.cli.console import stdout_console
    from rota.cli.stored import changed_text, read_roster, require_fit
    from rota.cli.views.verdict_view import verdict_view
    from rota.load.workspace import load_workspace
    from rota.verify import verify as verdict_of

    workspace = load_workspace(folder)
    found = read_roster(folder, roster)
    require_fit(workspace.problem, found, roster or roster_path(folder))
    verdict = verdict_of(workspace.problem, workspace.rules, found.cells)
    console = stdout_console()
    console.print(verdict_view(verdict, workspace.rules))
    if verdict.cost != found.proof.cost:
        console.print(f"the roster says that it costs {found.proof.cost}, it costs {verdict.cost}")
    changed = changed_text(workspace.inputs, found)
    if changed:
        console.print(changed, markup=False, highlight=False)
    if not verdict.lawful:
        raise typer.Exit(VIOLATIONS)
