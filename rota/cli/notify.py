"""`rota notify`: who must be told what since the revision before."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import OUT, Folder, write_files
from rota.cli.notice_files import Format
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.cli.notice_files import Invitations, Message
    from rota.load.team import TeamPart
    from rota.notice import Notice
    from rota.publication import Revision

NOT_SENT = 1


def notify(
    folder: Folder = Path(),
    revision: Annotated[
        int | None, typer.Option(min=1, help="What is told of.", show_default="the newest")
    ] = None,
    wanted: Annotated[Format, typer.Option("--format", "-f", help="How it is written.")] = Format.TEXT,
    out: Annotated[
        Path | None, typer.Option(help="Where to.", show_default="out/notices/<revision> in the workspace")
    ] = None,
    command: Annotated[
        str,
        typer.Option(
            help="A program to run for each message, such as `sendmail -t`, instead of writing files: it "
            "gets the message on its standard input, and ROTA_AGENT, ROTA_NAME, ROTA_EMAIL, ROTA_SUBJECT "
            "and ROTA_REVISION in its environment. No shell reads it."
        ),
    ] = "",
    itip: Annotated[
        bool, typer.Option("--itip", help="With --format mail: also a calendar mail for each changed shift.")
    ] = False,
    sender: Annotated[str, typer.Option("--from", help="The address that mails come from.")] = "",
) -> None:
    """Write for each agent what a revision changes in the own shifts; nobody else's, no notes, no reasons.

    Mails need an `email` in team.yaml; Slack messages name the `slack` id among an agent's `contacts` as
    their channel. Exit 1 where somebody could not be told.
    """
    from rota.load.workspace import load_team

    _require_sense(wanted, out, command, itip=itip, sender=sender)
    team = load_team(folder)
    line, found, invitations = _read(folder, revision, sender if itip else "")
    rendered = _rendered(found, team, wanted, sender, invitations)
    untold = [notice for notice, sent in rendered if not sent]
    sent = [message for _, messages in rendered for message in messages]
    if command:
        failed = _run(command, sent, team)
    else:
        target = out or folder / OUT / "notices" / f"{line.number}"
        write_files({target / message.file: message.content for message in sent})
        failed = []
        sys.stdout.write("".join(f"{target / message.file}\n" for message in sent))
    _say(line, rendered, untold)
    if untold or failed:
        raise typer.Exit(NOT_SENT)


def _require_sense(wanted: Format, out: Path | None, command: str, *, itip: bool, sender: str) -> None:
    wrong = []
    if itip and (wanted is not Format.MAIL or not sender):
        wrong.append(("calendar mails are mails from somebody", "add `--format mail --from ADDRESS`"))
    if out and command:
        wrong.append(("messages are either written or handed to a program", "give `--out` or `--command`"))
    if command and not _words(command):
        wrong.append((f"`{command}` is no command", "quotes have to be closed"))
    if wrong:
        raise InputError([Fault("", 0, 0, *one) for one in wrong])


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _read(
    folder: Path, wanted: int | None, organizer: str
) -> tuple[Revision, tuple[Notice, ...], Invitations | None]:
    """The revision, whom it concerns, and what calendar mails are made from where an organizer is given."""
    from rota.cli.notice_files import Invitations
    from rota.notice import notices
    from rota.store.database import NAME, reading
    from rota.store.outlook import outlook_between
    from rota.store.publications import latest_number, line_of
    from rota.store.stamps import all_stamps

    with reading(folder / NAME) as store:
        newest = latest_number(store)
        line = line_of(store, wanted or newest)
        if organizer and line.number != newest:
            message = f"calendar mails tell of the newest revision, {newest}, not of {line.number}"
            raise InputError([Fault("", 0, 0, message, "an older event would be taken for a newer one")])
        outlook = outlook_between(store, line.number - 1, line.number, now=line.at, notice=timedelta())
        ledger = all_stamps(store) if organizer else {}
    roster = outlook.after or outlook.before
    told = notices(roster.team if roster else "", line.number, line.at, told=outlook.told, new=outlook.new)
    return line, told, Invitations(outlook, ledger, organizer) if organizer else None


def _rendered(
    found: Sequence[Notice],
    team: TeamPart,
    wanted: Format,
    sender: str,
    invitations: Invitations | None,
) -> list[tuple[Notice, list[Message]]]:
    from rota.cli.notice_files import messages

    people = {part.id: part for part in team.agents}
    return [
        (
            notice,
            list(
                messages(notice, people.get(notice.member.id), wanted, sender=sender, invitations=invitations)
            ),
        )
        for notice in found
    ]


def _run(command: str, sent: Sequence[Message], team: TeamPart) -> list[Message]:
    """Hand each message to the program; those that it did not take."""
    emails = {part.id: part.email for part in team.agents}
    failed = []
    for message in sent:
        member = message.notice.member
        environment = {
            "ROTA_AGENT": member.id,
            "ROTA_NAME": member.name,
            "ROTA_EMAIL": emails.get(member.id, ""),
            "ROTA_SUBJECT": message.title,
            "ROTA_REVISION": f"{message.notice.revision}",
        }
        ended = subprocess.run(
            _words(command), input=message.content, env={**os.environ, **environment}, check=False
        )
        if ended.returncode:
            failed.append(message)
            sys.stderr.write(f"error: the program ended with {ended.returncode} for agent `{member.id}`\n")
    return failed


def _say(line: Revision, rendered: Sequence[tuple[Notice, list[Message]]], untold: Sequence[Notice]) -> None:
    from rota.cli.console import stderr_console
    from rota.cli.views.wording import counted, shown

    console = stderr_console()
    told = counted(sum(1 for _, sent in rendered if sent), "agent")
    console.print(f"revision {line.number}: messages for {told}", soft_wrap=True)
    for notice in untold:
        console.print(
            f"no message for {shown(notice.member.name)}: no e-mail address in team.yaml", soft_wrap=True
        )
