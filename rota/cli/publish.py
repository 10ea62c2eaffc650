"""`rota publish`: from now on people rely on this roster."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.feed_choice import Base  # noqa: TC001  # typer reads it
from rota.cli.feeds_write import require_apart, show_written
from rota.cli.folder import Folder, require_writable, roster_path
from rota.cli.lead import By, CorrectPast, DryRun, Note, Yes, lead_named, require_consent
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.load.workspace import Workspace
    from rota.roster import Roster
    from rota.verify import Verdict

VIOLATIONS = 1


def publish(
    folder: Folder = Path(),
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
    note: Note = "",
    correct_past: CorrectPast = False,
    out: Annotated[
        Path | None, typer.Option(help="Write the feeds too, into this folder of a web server.")
    ] = None,
    base: Base = "",
    now: At = "",
) -> None:
    """Verify the roster, show what it changes for whom, ask, and make it known as a revision in rota.db.

    A roster that breaks a hard rule, or that the workspace no longer fits, is refused; so is a change to
    a shift that has begun. Exit 1 where a hard rule is broken, or the answer is no.
    """
    from rota.cli.console import stdout_console
    from rota.cli.diff import against_text
    from rota.cli.stored import changed_text
    from rota.cli.views.diff_view import diff_view, title_of
    from rota.load.presence import presence_in
    from rota.load.publishing import notice_of
    from rota.load.workspace import load_workspace
    from rota.store.database import NAME, connected, reading_or_empty
    from rota.store.outlook import outlook_of
    from rota.store.publications import latest_number
    from rota.store.publish import Act, require_lawful
    from rota.store.publish import publish as commit

    if out:
        require_apart(folder, out, base)
    workspace = load_workspace(folder)
    found, verdict = _verified(workspace, roster)
    moment, lead = now_of(now), lead_named(by)
    console = stdout_console()
    with reading_or_empty(folder / NAME) as store:
        number = latest_number(store)
        notice = notice_of(workspace.team)
        outlook = outlook_of(store, found, now=moment, notice=notice)
    act = Act(moment, lead, number, note, notice, correct_past)
    console.print(diff_view(outlook, title_of(outlook, against_text(number))))
    if changed := changed_text(workspace.inputs, found):
        console.print(changed, soft_wrap=True)
    if outlook.empty:
        console.print(f"nothing to publish: revision {number} says the same")
        if out and not dry_run:
            show_written(folder, out, base=base, at=moment, by=lead)
        return
    require_lawful(outlook, act)
    if dry_run:
        console.print("nothing was published: a dry run")
        return
    require_writable(folder / NAME)
    require_consent(f"Publish this as revision {number + 1}?", yes=yes)
    with connected(folder / NAME) as store:
        line = commit(store, found, act, presence=presence_in(workspace.problem), cost=verdict.cost)
    console.print(f"published: revision {line.number} by {lead}", soft_wrap=True)
    if out:
        show_written(folder, out, base=base, at=moment, by=lead)
    console.print(f"tell people with: rota notify {quote(str(folder))}", soft_wrap=True)


def _verified(workspace: Workspace, given: Path | None) -> tuple[Roster, Verdict]:
    """The roster, having passed every hard rule of the workspace; ends the command where it has not."""
    from rota.cli.console import stderr_console
    from rota.cli.stored import read_roster, require_fit
    from rota.cli.views.verdict_view import verdict_view
    from rota.verify import verify

    path = given or roster_path(workspace.folder)
    found, problem = read_roster(workspace.folder, given), workspace.problem
    if found.team != problem.team:
        message = f"the roster is of team `{found.team}`, the workspace of `{problem.team}`"
        raise InputError([Fault(str(path), 0, 0, message, "plan again, or take the change of name back")])
    require_fit(problem, found, path)
    verdict = verify(workspace.told(found.made_at).problem, workspace.rules, found.cells)
    if not verdict.lawful:
        stderr_console().print(verdict_view(verdict, workspace.rules))
        sys.stderr.write("error: the roster breaks hard rules, nothing was published\n")
        raise typer.Exit(VIOLATIONS)
    return found, verdict
