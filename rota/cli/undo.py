"""`rota undo`: what was published before stands again, by a further revision."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import Folder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.lead import By, CorrectPast, DryRun, Note, Yes, lead_named, require_consent


def undo(
    folder: Folder = Path(),
    to: Annotated[
        int | None,
        typer.Option(min=0, help="A revision; 0 is nothing.", show_default="the one before the newest"),
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
    note: Note = "",
    correct_past: CorrectPast = False,
    now: At = "",
) -> None:
    """Restore what stood after an earlier revision, as a new one: nothing is ever deleted.

    Undoing twice brings back what was undone. out/roster.json stays as it is.
    """
    from rota.cli.console import stdout_console
    from rota.cli.views.diff_view import count_view, diff_view, title_of
    from rota.load.publishing import notice_of
    from rota.load.workspace import load_team
    from rota.store.database import NAME, connected, reading
    from rota.store.outlook import outlook_between
    from rota.store.publications import latest_number
    from rota.store.publish import Act, require_lawful, target_of
    from rota.store.publish import undo as commit

    notice = notice_of(load_team(folder))
    lead, moment = lead_named(by), now_of(now)
    console = stdout_console()
    with reading(folder / NAME) as store:
        number = latest_number(store)
        target = target_of(number, to)
        outlook = outlook_between(store, number, target, now=moment, notice=notice)
    said = f"says what revision {target} said" if target else "says that nothing is published"
    act = Act(moment, lead, number, note, notice, correct_past)
    restored = f"restoring revision {target}" if target else "restoring that nothing is published"
    view = diff_view if target else count_view
    console.print(view(outlook, title_of(outlook, restored)))
    require_lawful(outlook, act)
    if dry_run:
        console.print("nothing was published: a dry run")
        return
    require_consent(f"Restore this as revision {number + 1}?", yes=yes)
    with connected(folder / NAME) as store:
        line = commit(store, act, to=target)
    console.print(f"revision {line.number} by {lead} {said}", soft_wrap=True)
    console.print(f"tell people with: rota notify {quote(str(folder))}", soft_wrap=True)
