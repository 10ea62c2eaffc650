"""The lead's page: who is on when, the load against who is there, what is open, and who carries how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.feeds.page import page
from rota.feeds.sheet import sheet_of
from rota.feeds.views import moment_text, on_call_now

if TYPE_CHECKING:
    from datetime import datetime

    from rota.feeds.document import Document
    from rota.feeds.published import State


def lead_page(state: State, now: datetime) -> Document:
    """The page of the lead's link."""
    published = state.published
    zone = state.zone
    values = {
        "team": plain(state.team) or "The team",
        "title": plain(state.team) or "The team",
        "zone": zone,
        "now": moment_text(now, zone),
        "published": f"revision {published.revision}, published {moment_text(published.at, zone)}"
        if published
        else "",
        "on_call": on_call_now(published.roster, zone, now) if published else (),
        "sheet": sheet_of(published.roster, state.window.monday, zone, now) if published else None,
        "figures": state.figures,
    }
    return page("lead.html", values)
