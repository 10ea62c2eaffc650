"""`rota verify`: every rule and the cost of a roster, recomputed without the solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, roster_path

if TYPE_CHECKING:
    from rota.load.workspace import Workspace
    from rota.roster import Roster

VIOLATIONS = 1


def verify(
    folder: Folder = Path(),
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
    paging: Annotated[
        bool, typer.Option("--paging", help="Prove every export in out/paging/ too, minute by minute.")
    ] = False,
    since: Annotated[
        str, typer.Option(metavar="TIME", help="Prove exports from this time on.", show_default="now")
    ] = "",
) -> None:
    """Check a roster, also one edited by hand, against every rule; exit 1 where a hard one is broken.

    With `--paging`, each export for a pager is read back and proved: at every minute each step of each
    escalation reaches whom the roster says, and never nobody; exit 1 where one does not.
    """
    from rota.cli.console import stdout_console
    from rota.cli.stored import changed_text, read_roster, require_fit
    from rota.cli.views.verdict_view import verdict_view
    from rota.load.workspace import load_workspace
    from rota.verify import verify as verdict_of

    workspace = load_workspace(folder)
    found = read_roster(folder, roster)
    require_fit(workspace.problem, found, roster or roster_path(folder))
    workspace = workspace.told(found.made_at)
    verdict = verdict_of(workspace.problem, workspace.rules, found.cells)
    console = stdout_console()
    console.print(verdict_view(verdict, workspace.rules))
    if verdict.cost != found.proof.cost:
        console.print(f"the roster says that it costs {found.proof.cost}, it costs {verdict.cost}")
    changed = changed_text(workspace.inputs, found)
    if changed:
        console.print(changed, markup=False, highlight=False)
    gaps = _prove(workspace, found, since) if paging else []
    if gaps or not verdict.lawful:
        raise typer.Exit(VIOLATIONS)


def _prove(workspace: Workspace, roster: Roster, since: str) -> list[str]:
    from rota.cli.asked import asked_instant
    from rota.cli.console import stdout_console
    from rota.cli.pager_export import prove_written

    first = max(asked_instant(since, roster.zone, option="--since"), roster.start)
    said, gaps = prove_written(workspace, roster, since=first)
    console = stdout_console()
    console.print()
    for line in [*gaps, *said]:
        console.print(line, soft_wrap=True)
    return gaps
