"""Which links a command is about, as its options say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.cli.feed_state import Desk
    from rota.store.feed_tokens import Link, Subject

Agents = Annotated[list[str] | None, typer.Option("--agent", metavar="ID", help="This agent's; repeatable.")]
Roles = Annotated[
    list[str] | None, typer.Option("--role", metavar="ROLE", help="A role's on call; repeatable.")
]
Team = Annotated[bool, typer.Option("--team", help="The whole team's.")]
Lead = Annotated[bool, typer.Option("--lead", help="The lead's page: grid, coverage, gaps, fairness.")]
Everyone = Annotated[
    bool, typer.Option("--everyone", help="Each agent's, each role's, the team's and the lead's.")
]
Numbers = Annotated[
    list[int] | None, typer.Option("--link", metavar="NUMBER", help="As `rota feeds list` numbers it.")
]
Base = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="The server's address as others see it, as in https://rota.example.org.",
        show_default="that of team.yaml",
    ),
]
THIS_MACHINE = "http://127.0.0.1:8765"
"""Where `rota serve` is found without a word."""


def subjects_of(
    desk: Desk, *, agents: Iterable[str], roles: Iterable[str], team: bool, lead: bool
) -> tuple[Subject, ...]:
    """Those asked for, in the order of the options; raises InputError for an unknown one."""
    from rota.load.source import did_you_mean
    from rota.store.feed_tokens import Subject

    faults = []
    for what, given, known in (("agent", agents, desk.agents), ("role", roles, desk.roles)):
        for name in given:
            if name not in known:
                help_text = did_you_mean(name, known) or f"known are {', '.join(known) or 'none'}"
                faults.append(Fault("", 0, 0, f"there is no {what} `{name}`", help_text))
    if faults:
        raise InputError(faults)
    found = [*(Subject("agent", name) for name in agents), *(Subject("role", name) for name in roles)]
    found += [Subject("team")] if team else []
    found += [Subject("lead")] if lead else []
    return tuple(dict.fromkeys(found))


def every_subject(desk: Desk) -> tuple[Subject, ...]:
    """Everybody that a link can be for."""
    return subjects_of(desk, agents=desk.agents, roles=desk.roles, team=True, lead=True)


def chosen(
    known: Iterable[Link], subjects: Iterable[Subject], numbers: Iterable[int], now: datetime
) -> tuple[Link, ...]:
    """The living links of these subjects or numbers; raises InputError where one is not there."""
    living = [link for link in known if link.state(now) == "live" and not link.fate]
    faults: list[Fault] = []
    found: list[Link] = []
    for subject in subjects:
        mine = [link for link in living if link.subject == subject]
        found += mine
        if not mine:
            message = f"there is no link of {subject}"
            faults.append(Fault("", 0, 0, message, "see `rota feeds list`, make one with `rota feeds add`"))
    for number in numbers:
        one = next((link for link in living if link.number == number), None)
        if one is None:
            faults.append(Fault("", 0, 0, f"there is no living link {number}", "see `rota feeds list`"))
        else:
            found.append(one)
    if not (found or faults):
        faults.append(Fault("", 0, 0, "which links is not said", "say it with --agent, --role or --link"))
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(found))


def base_of(given: str, *, known: str = "") -> str:
    """The server's address given, else the one that team.yaml knows; raises InputError for none."""
    from rota.load.words import server_address

    if not (given or known):
        message = "nobody knows the server at which the feeds will be read"
        help_text = "say it with `--base URL`, or as `publishing: {address: URL}` in team.yaml"
        raise InputError([Fault("", 0, 0, message, help_text)])
    try:
        return server_address(given or known)
    except ValueError as error:
        raise InputError([Fault("", 0, 0, str(error), getattr(error, "help", ""))]) from None
