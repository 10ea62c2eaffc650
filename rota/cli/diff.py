"""`rota diff`: what a roster would change for whom, were it published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import Folder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.changes import Change
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.store.outlook import Outlook

FORMAT = "rota-diff/1"


def diff(
    folder: Folder = Path(),
    roster: Annotated[Path | None, typer.Option(help="A roster file; without: out/roster.json.")] = None,
    against: Annotated[
        int | None, typer.Option(min=0, help="A revision; 0 is nothing.", show_default="the newest")
    ] = None,
    as_json: AsJson = False,
    now: At = "",
) -> None:
    """Show what the roster changes for whom against what is published, and how short the notice is."""
    from rota.cli.console import stdout_console
    from rota.cli.stored import read_roster
    from rota.cli.views.diff_view import diff_view, title_of
    from rota.load.publishing import notice_of
    from rota.load.workspace import load_team
    from rota.store.database import NAME, reading_or_empty
    from rota.store.outlook import outlook_of
    from rota.store.publications import latest_number, line_of

    found, moment = read_roster(folder, roster), now_of(now)
    notice = notice_of(load_team(folder))
    with reading_or_empty(folder / NAME) as store:
        number = latest_number(store) if against is None else against
        if number:
            line_of(store, number)
        outlook = outlook_of(store, found, now=moment, notice=notice, against=number)
    console = stdout_console()
    if not as_json:
        console.print(diff_view(outlook, title_of(outlook, against_text(number))))
        return
    import json

    console.file.write(json.dumps(document(outlook, number, found), indent=2, ensure_ascii=False) + "\n")


def against_text(number: int) -> str:
    """`against revision 3`, or that there is none."""
    return f"against revision {number}" if number else "nothing is published yet"


def document(outlook: Outlook, number: int, roster: Roster) -> Mapping[str, object]:
    """What `--json` writes.

    format       "rota-diff/1"
    against      the revision compared with, 0 for none
    team, start, end        the roster's horizon [start, end), instants in UTC
    now, notice_days        when the notice is counted from, and how long it should be
    changes, new            [agent, name, kind, before, after, notice_minutes, late, begun]; `new` are shifts
                            of a time that nothing was published for. before, after: a shift or null
    """
    from exports.instant import instant_text

    return {
        "format": FORMAT,
        "against": number,
        "team": roster.team,
        "start": instant_text(roster.start),
        "end": instant_text(roster.end),
        "now": instant_text(outlook.now),
        "notice_days": outlook.notice.days,
        "changes": [_change(outlook, one, published=True) for one in outlook.told],
        "new": [_change(outlook, one, published=False) for one in outlook.new],
    }


def _change(outlook: Outlook, one: Change, *, published: bool) -> Mapping[str, object]:
    from rota.localtime import minutes_between

    return {
        "agent": one.member.id,
        "name": one.member.name,
        "kind": one.kind,
        "before": _shift(one.before),
        "after": _shift(one.after),
        "notice_minutes": minutes_between(outlook.now, one.start),
        "late": published and outlook.soon(one),
        "begun": one.start <= outlook.now,
    }


def _shift(shift: Shift | None) -> Mapping[str, object] | None:
    from exports.instant import instant_text

    if shift is None:
        return None
    return {
        "id": shift.id,
        "template": shift.template,
        "role": shift.role,
        "kind": shift.kind,
        "start": instant_text(shift.start),
        "end": instant_text(shift.end),
    }
