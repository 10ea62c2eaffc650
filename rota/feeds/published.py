"""What feeds and pages are made of: what stands, as it was read from the store at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from exports.ics_feed import Feeds, Stamp
from rota.feeds.window import CONTEXT, window_at
from rota.store.feed_tokens import links
from rota.store.publications import latest_number, line_of
from rota.store.stamps import stamps
from rota.store.standing import covered, standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from rota.feeds.figures import Figures
    from rota.feeds.window import Window
    from rota.roster import Roster
    from rota.store.feed_tokens import Link


@dataclass(frozen=True)
class Published:
    """The roster in force around the window, its events' stamps, and how far anything is published at all."""

    revision: int
    at: datetime
    roster: Roster
    known_until: datetime
    stamps: Mapping[str, Stamp]
    checklist: tuple[str, ...]

    @cached_property
    def feeds(self) -> Feeds:
        """The feeds of the whole roster."""
        return Feeds(self.roster, checklist=self.checklist)


@dataclass(frozen=True)
class State:
    """Everything that an answer depends on but the time of day: it is replaced, never changed."""

    team: str
    zone: str
    window: Window
    published: Published | None
    links: Mapping[bytes, Link]
    figures: Figures | None = None


def read_state(
    connection: sqlite3.Connection,
    *,
    now: datetime,
    team: str,
    zone: str,
    checklist: tuple[str, ...] = (),
) -> State:
    """The state at `now`; `team` and `zone` are what pages say before anything is published."""
    window = window_at(now, zone)
    connection.execute("BEGIN")
    try:
        published = _published(connection, window, checklist)
        known = {link.digest: link for link in links(connection)}
    finally:
        connection.execute("COMMIT")
    name = published.roster.team if published else team
    return State(name, zone, window, published, known)


def _published(
    connection: sqlite3.Connection, window: Window, checklist: tuple[str, ...]
) -> Published | None:
    number = latest_number(connection)
    roster = standing(connection, window.start - CONTEXT, window.end + CONTEXT) if number else None
    if roster is None:
        return None
    ends = (end for _, end in covered(connection))
    at = line_of(connection, number).at
    return Published(number, at, roster, max(ends), stamps(connection), checklist)
