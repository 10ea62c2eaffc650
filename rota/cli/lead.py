"""Who gives a command that others rely on, and whether they mean it."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from rota.errors import Fault, InputError

By = Annotated[str, typer.Option(help="Who does it, for the history.", show_default="your user name")]
Note = Annotated[str, typer.Option(help="Why, for the history.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
CorrectPast = Annotated[
    bool, typer.Option("--correct-past", help="Change shifts that have begun too; needs a `--note`.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]


def lead_named(by: str) -> str:
    """The name given, or the user's; raises InputError where there is none."""
    try:
        name = (by or getpass.getuser()).strip()
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise InputError([Fault("", 0, 0, "nobody knows who you are", "say it with `--by NAME`")])
    if not name.isprintable():
        raise InputError(
            [Fault("", 0, 0, f"{name!r} is no name that can be shown", "say another with `--by`")]
        )
    return name


def require_consent(question: str, *, yes: bool) -> None:
    """Ask whether to go on; ends the command on a no. Raises InputError where nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise InputError([Fault("", 0, 0, "nobody is there to be asked", "go ahead with `--yes`")])
    if not typer.confirm(question, err=True):
        sys.stderr.write("nothing was changed\n")
        raise typer.Exit(1)
