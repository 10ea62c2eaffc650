"""`rota handoffs`: every change of hands of a role, with what is gone through and who is told when."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import ZoneOption, asked_instant, asker_zone
from rota.cli.folder import Folder  # noqa: TC001  typer reads it at run time
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.paging.handoffs import Handoff
    from rota.roster import Roster


class Form(StrEnum):
    """The forms that handoffs are written in for other programs."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def handoffs(
    folder: Folder = Path(),
    agent: Annotated[str, typer.Option(help="Only those that this agent gives or takes.")] = "",
    since: Annotated[str, typer.Option(help="Only those from this time on.", metavar="TIME")] = "",
    zone: ZoneOption = "",
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, for spreadsheets.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown, for a wiki.")] = False,
) -> None:
    """Show each handoff: when, in which zones, who gives and takes which role, checklist, reminders."""
    import sys

    from exports import handoffs as forms
    from rota.cli.paging import turns_before
    from rota.cli.stored import read_roster
    from rota.load.paging import handoff_of
    from rota.load.workspace import load_workspace
    from rota.paging.handoffs import handoffs_of
    from rota.paging.turns import turns_of

    wanted = [
        form
        for form, asked in ((Form.JSON, as_json), (Form.CSV, as_csv), (Form.MARKDOWN, as_markdown))
        if asked
    ]
    if len(wanted) > 1:
        raise InputError([Fault("", 0, 0, "two forms are asked for", "choose one")])
    workspace = load_workspace(folder)
    roster = read_roster(folder)
    if agent and agent not in roster.member_of:
        known = ", ".join(sorted(roster.member_of))
        raise InputError([Fault("", 0, 0, f"the roster has no agent `{agent}`", f"known: {known}")])
    place = asker_zone(zone, otherwise=roster.zone)
    first = asked_instant(since, place, option="--since") if since else roster.start
    turns = [*(turn for turn in turns_before(workspace) if turn.end > roster.start), *turns_of(roster)]
    found = [
        handoff
        for handoff in handoffs_of(turns, handoff_of(workspace.team.paging))
        if handoff.at >= first and (not agent or agent in (handoff.giver, handoff.taker))
    ]
    match wanted:
        case [Form.JSON]:
            sys.stdout.write(forms.as_json(found, roster).decode())
        case [Form.CSV]:
            sys.stdout.write(forms.as_csv(found, roster).decode())
        case [Form.MARKDOWN]:
            sys.stdout.write(forms.as_markdown(found, roster).decode())
        case _ if not turns:
            sys.stdout.write("no handoffs: no shift has a `role`\n")
        case _:
            _show(found, roster, place)


def _show(found: Sequence[Handoff], roster: Roster, zone: str) -> None:
    from rich.text import Text

    from rota.cli.console import stdout_console
    from rota.cli.views.handoffs_view import handoff_lines
    from rota.cli.views.wording import counted, shown

    console = stdout_console()
    for line in handoff_lines(found, roster, zone=zone, width=console.width):
        console.print(Text(line), soft_wrap=True)
    console.print(Text(f"{counted(len(found), 'handoff')}, times of {zone}", style="bold"), soft_wrap=True)
    if found:
        for line in _rules_lines(found[0]):
            console.print(Text(shown(line)), soft_wrap=True)


def _rules_lines(one: Handoff) -> list[str]:
    reminded = ", ".join(f"{round((one.at - at).total_seconds() / 60)} min before" for at in one.reminders)
    return [
        *([f"checklist: {'; '.join(one.checklist)}"] if one.checklist else []),
        *([f"both are there for {one.overlap_minutes} min"] if one.overlap_minutes else []),
        *([f"reminded: {reminded}"] if reminded else []),
        f"open alerts {one.open_alerts} "
        + ("the role" if one.open_alerts == "follow" else "with who was paged"),
    ]
