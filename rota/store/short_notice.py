"""Changes told later than the notice period: counted when published, kept whatever follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.instant import instant_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime


def told_late(connection: sqlite3.Connection, start: datetime, end: datetime) -> Mapping[str, int]:
    """By agent, how many late changes there were to shifts that start in [start, end)."""
    rows = connection.execute(
        "SELECT agent, count(*) FROM short_notice WHERE starts >= ? AND starts < ? GROUP BY agent",
        (instant_text(start), instant_text(end)),
    )
    return {agent: int(count) for agent, count in rows}
