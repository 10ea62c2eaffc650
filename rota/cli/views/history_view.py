"""Revisions and acts as tables, the newest first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import shown
from rota.localtime import local_day, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rota.publication import Revision
    from rota.store.audit import Line
    from rota.store.favours import Favour


def history_view(revisions: Sequence[Revision], zone: str) -> Table:
    """A line a revision: when, by whom, what, of which days, why."""
    table = _table(("revision", "at", "by", "what", "days", "note"))
    for one in reversed(revisions):
        what = one.kind if one.restores is None else f"restored {one.restores or 'nothing'}"
        first = local_day(one.start, zone)
        last = local_day(one.end - timedelta(minutes=1), zone)
        cells = (f"{one.number}", _moment(one.at, zone), shown(one.by), what, f"{first} to {last}")
        table.add_row(*map(Text, (*cells, shown(one.note))))
    return table


def audit_view(lines: Sequence[Line], zone: str) -> Table:
    """A line an act."""
    table = _table(("at", "by", "what", "of"))
    for line in reversed(lines):
        table.add_row(
            *map(Text, (_moment(line.at, zone), shown(line.by), shown(line.what), shown(line.detail)))
        )
    return table


def favours_view(found: Sequence[Favour], zone: str) -> Table:
    """A line a favour, by the agents' ids."""
    table = _table(("at", "helper", "helped", "shift", "in return", "by"))
    for one in reversed(found):
        people = (one.helper, one.helped, one.shift, one.back or "nothing", shown(one.by))
        table.add_row(*map(Text, (_moment(one.at, zone), *people)))
    return table


def _table(names: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(Text(name), overflow="fold")
    return table


def _moment(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(zone_of(zone)):%Y-%m-%d %H:%M}"
