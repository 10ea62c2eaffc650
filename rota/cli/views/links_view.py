"""The links as a table: whose, how far they still go, and what last read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import shown
from rota.store.feed_tokens import TOMBSTONE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from rota.store.feed_tokens import Link

NONE = "there is no link yet: make one with `rota feeds add --agent ID`, or all with `--everyone`"


def links_view(links: Sequence[Link], now: datetime) -> RenderableType:
    """A row a link, by number; instants are UTC."""
    if not links:
        return Text(NONE)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("link"), justify="right", no_wrap=True)
    for name in ("whose", "address", "alarms", "state"):
        table.add_column(Text(name), overflow="fold")
    table.add_column(Text("reads"), justify="right", no_wrap=True)
    table.add_column(Text("last read"), overflow="fold")
    for link in links:
        style = "" if link.state(now) == "live" else "dim"
        alarms = ", ".join(f"{minutes} min" for minutes in link.alarm_minutes)
        kind = "file" if link.folder else "served"
        cells = (
            str(link.number),
            shown(str(link.subject)),
            f"{kind} ...{link.ending}",
            alarms or "-",
            _state(link, now),
            str(link.fetches) if not link.folder else "-",
            f"{_day(link.fetched_at)} by {link.fetched_by}"
            if link.fetched_at
            else "never"
            if not link.folder
            else "-",
        )
        table.add_row(*map(Text, cells), style=style)
    return table


def _state(link: Link, now: datetime) -> str:
    if link.ends_at is None:
        return "live"
    match link.state(now):
        case "live":
            return f"{link.fate}, live until {_day(link.ends_at)}"
        case "ended":
            return f"{link.fate}, a note until {_day(link.ends_at + TOMBSTONE)}"
        case "gone":
            return f"{link.fate}, gone"


def _day(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
