"""`rota feeds`: secret links that agents subscribe to once; who has one, who reads it, and its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.feed_choice import (
    THIS_MACHINE,
    Agents,
    Base,
    Everyone,
    Lead,
    Numbers,
    Roles,
    Team,
    base_of,
    chosen,
    every_subject,
    subjects_of,
)
from rota.cli.feeds_lint import lint
from rota.cli.feeds_write import write
from rota.cli.folder import Folder  # noqa: TC001  # typer reads it
from rota.cli.lead import By, lead_named
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.store.feed_tokens import Link, Subject

app = typer.Typer(
    help="Links to calendars that agents subscribe to once, and their pages.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
GRACE_DAYS = 7
ONCE = "each address is shown this once: rota keeps only what recognises it"


@app.command("list", short_help="Show the links: whose, until when, last read by what")
def list_links(folder: Folder = Path(), now: At = "") -> None:
    """Show all links with the end of their secret part, and which kind of client last read them, and when."""
    from rota.cli.console import stdout_console
    from rota.cli.views.links_view import links_view
    from rota.store.database import NAME, reading_or_empty
    from rota.store.feed_tokens import links

    moment = now_of(now)
    with reading_or_empty(folder / NAME) as store:
        known = links(store)
    stdout_console().print(links_view(known, moment))


@app.command("add", short_help="Make links, and show each address once")
def add(
    folder: Folder = Path(),
    agents: Agents = None,
    roles: Roles = None,
    team: Team = False,
    lead: Lead = False,
    everyone: Everyone = False,
    alarms: Annotated[
        list[int] | None,
        typer.Option("--alarm", metavar="MINUTES", min=0, max=20160, help="Ring so long before; repeatable."),
    ] = None,
    base: Base = "",
    by: By = "",
    now: At = "",
) -> None:
    """Make a link for each agent, role or team named; with `--everyone` for all who have none yet."""
    from rota.cli.feed_state import desk_of
    from rota.store import feed_tokens
    from rota.store.database import NAME, connected, writing

    desk, moment, who = desk_of(folder), now_of(now), lead_named(by)
    address = base_of(base, known=desk.address or THIS_MACHINE)
    wanted = list(subjects_of(desk, agents=agents or (), roles=roles or (), team=team, lead=lead))
    if not (wanted or everyone):
        raise InputError(
            [Fault("", 0, 0, "whose link is not said", "say it with --agent, --role, --team, ...")]
        )
    made: list[tuple[Link, str]] = []
    with connected(folder / NAME) as store, writing(store):
        if everyone:
            served = {one.subject for one in feed_tokens.links(store) if not one.fate and not one.folder}
            wanted += [one for one in every_subject(desk) if one not in served and one not in wanted]
        for subject in wanted:
            token = feed_tokens.new_token()
            link = feed_tokens.add(store, subject, token=token, at=moment, by=who, alarm_minutes=alarms or ())
            made.append((link, token))
    _show(made, address)


@app.command("rotate", short_help="Replace links by new ones; the old ones end after a while")
def rotate(
    folder: Folder = Path(),
    agents: Agents = None,
    roles: Roles = None,
    team: Team = False,
    lead: Lead = False,
    numbers: Numbers = None,
    grace: Annotated[
        int,
        typer.Option(metavar="DAYS", min=0, max=365, help="How long the old link goes on; 0 if it leaked."),
    ] = GRACE_DAYS,
    base: Base = "",
    by: By = "",
    now: At = "",
) -> None:
    """Give new addresses; the old ones end after the grace: a note for 30 days, then they are gone."""
    from rota.cli.feed_state import known_address
    from rota.store import feed_tokens
    from rota.store.database import NAME, connected, writing

    address = base_of(base, known=known_address(folder) or THIS_MACHINE)
    moment, who = now_of(now), lead_named(by)
    subjects = _named(agents, roles, team=team, lead=lead)
    _require_links(folder, subjects, numbers or (), moment)
    made: list[tuple[Link, str]] = []
    with connected(folder / NAME) as store, writing(store):
        for old in chosen(feed_tokens.links(store), subjects, numbers or (), moment):
            token = feed_tokens.new_token()
            new = feed_tokens.rotate(store, old, token=token, at=moment, by=who, grace=timedelta(days=grace))
            made.append((new, token))
    _show(made, address)


@app.command("revoke", short_help="End links at once")
def revoke(
    folder: Folder = Path(),
    agents: Agents = None,
    roles: Roles = None,
    team: Team = False,
    lead: Lead = False,
    numbers: Numbers = None,
    by: By = "",
    now: At = "",
) -> None:
    """End a link: from now on it shows a note in place of all shifts, and after 30 days it is gone."""
    from rota.cli.console import stdout_console
    from rota.store import feed_tokens
    from rota.store.database import NAME, connected, writing

    moment, who = now_of(now), lead_named(by)
    subjects = _named(agents, roles, team=team, lead=lead)
    _require_links(folder, subjects, numbers or (), moment)
    with connected(folder / NAME) as store, writing(store):
        found = chosen(feed_tokens.links(store), subjects, numbers or (), moment)
        for old in found:
            feed_tokens.revoke(store, old, at=moment, by=who)
    console = stdout_console()
    for old in found:
        console.print(f"revoked: link {old.number} of {old.subject}", soft_wrap=True)


def _require_links(folder: Path, subjects: Iterable[Subject], numbers: Iterable[int], now: datetime) -> None:
    """Raise InputError where one is not there, before a rota.db is made for nothing."""
    from rota.store import feed_tokens
    from rota.store.database import NAME, reading_or_empty

    with reading_or_empty(folder / NAME) as store:
        chosen(feed_tokens.links(store), subjects, numbers, now)


def _named(
    agents: list[str] | None, roles: list[str] | None, *, team: bool, lead: bool
) -> tuple[Subject, ...]:
    """The subjects, who need not be in team.yaml any more: a leaver's link is ended too."""
    from rota.store.feed_tokens import Subject

    found = [
        *(Subject("agent", name) for name in agents or ()),
        *(Subject("role", name) for name in roles or ()),
    ]
    return (*found, *([Subject("team")] if team else []), *([Subject("lead")] if lead else []))


def _show(made: Iterable[tuple[Link, str]], base: str) -> None:
    from rota.cli.console import stderr_console, stdout_console
    from rota.feeds.addresses import page_path

    console, count = stdout_console(), 0
    for link, token in made:
        console.print(f"{link.number:>4}  {link.subject}  {base}{page_path(token)}", soft_wrap=True)
        count += 1
    stderr_console().print(ONCE if count else "everybody has a link already, see `rota feeds list`")


app.command("write", short_help="Write the feeds into a folder for a web server")(write)
app.command("lint", short_help="Check a calendar, ours or another, for what clients stumble over")(lint)
