"""`rota page`: an alert played through the rules, to see whom it would reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, ZoneOption, asked_instant, asker_zone, both_clocks
from rota.cli.folder import Folder  # noqa: TC001  typer reads it at run time
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.alert import Page, Played
    from rota.paging.plan import PagingPlan
    from rota.roster import Roster

FORMAT = "rota-page/1"


def page(
    folder: Folder = Path(),
    at: At = "",
    queue: Annotated[str, typer.Option(help="The queue that the alert is about.", show_default="none")] = "",
    severity: Annotated[str, typer.Option(help="How bad it is, as routes say it.", show_default="none")] = "",
    ack_after: Annotated[
        int | None, typer.Option(min=0, help="Minutes until somebody answers.", show_default="nobody does")
    ] = None,
    zone: ZoneOption = "",
    as_json: AsJson = False,
) -> None:
    """Play an alert minute by minute: who is paged when, by which step, also across a handoff."""
    from rota.cli.oncall import current_roster
    from rota.cli.paging import paging_in, plan_in
    from rota.load.workspace import load_workspace
    from rota.paging.alert import play

    workspace = load_workspace(folder)
    queues = [one.id for one in workspace.problem.queues]
    if queue and queue not in queues:
        help_text = f"known: {', '.join(queues) or 'none'}"
        raise InputError([Fault("", 0, 0, f"there is no queue `{queue}`", help_text)])
    place = asker_zone(zone, otherwise=workspace.team.zone)
    instant = asked_instant(at, place)
    roster, _ = current_roster(folder, instant)
    if not roster.start <= instant < roster.end:
        message = f"the roster says nothing of {both_clocks(instant, place, roster.zone)}"
        help_text = "ask for a time within it with `--at`"
        raise InputError([Fault("", 0, 0, message, help_text)])
    plan = plan_in(workspace, roster, since=roster.start)
    rules = paging_in(workspace).handoff
    played = play(
        plan, instant, queue=queue, severity=severity, ack_after=ack_after, open_alerts=rules.open_alerts
    )
    if as_json:
        import json
        import sys

        sys.stdout.write(json.dumps(_document(plan, played), indent=2, ensure_ascii=False) + "\n")
        return
    _show(plan, roster, played, place)


def _show(plan: PagingPlan, roster: Roster, played: Played, zone: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from rota.cli.console import stdout_console
    from rota.cli.views.wording import shown
    from rota.localtime import clock_text

    console = stdout_console()
    title = f"alert at {clock_text(played.at, zone)} ({zone}), route {played.route}: {played.escalation}"
    console.print(Text(title, style="bold"), soft_wrap=True)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("min"), justify="right")
    for name in ("at", "paged", "as", "step"):
        table.add_column(Text(name), overflow="fold")
    homes = {member.id: member.zone for member in roster.members}
    for one in played.pages:
        table.add_row(
            Text(f"+{one.minute}"),
            Text(both_clocks(one.at, zone, homes.get(one.agent, zone))),
            Text(shown(plan.name_of.get(one.agent, one.agent))),
            Text(shown(_as_text(one))),
            Text(_step_text(one)),
        )
    console.print(table)
    minutes = (played.until - played.at).total_seconds() / 60
    ended = "answered" if played.answered else "nobody answered; the last wait was over"
    console.print(Text(f"{ended} after {minutes:.0f} min"), soft_wrap=True)


def _as_text(one: Page) -> str:
    if one.target.kind == "agent":
        return "by name"
    return f"fallback for {one.target.id}" if one.stand_in else one.target.id


def _step_text(one: Page) -> str:
    said = f"{one.step}" + (f", round {one.round}" if one.round > 1 else "")
    return f"{said}, took over" if one.why == "handoff" else said


def _document(plan: PagingPlan, played: Played) -> Mapping[str, object]:
    """What `--json` prints; instants in UTC, minutes since the alert.

    format        "rota-page/1"
    at, route (from 1), escalation, answered, until
    pages         [at, minute, round, step, target: {kind, id}, agent, name, why: step | handoff, stand_in]
    """
    from exports.instant import instant_text

    return {
        "format": FORMAT,
        "at": instant_text(played.at),
        "route": played.route,
        "escalation": played.escalation,
        "answered": played.answered,
        "until": instant_text(played.until),
        "pages": [
            {
                "at": instant_text(one.at),
                "minute": one.minute,
                "round": one.round,
                "step": one.step,
                "target": {"kind": one.target.kind, "id": one.target.id},
                "agent": one.agent,
                "name": plan.name_of.get(one.agent, one.agent),
                "why": one.why,
                "stand_in": one.stand_in,
            }
            for one in played.pages
        ],
    }
