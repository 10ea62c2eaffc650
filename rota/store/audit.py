"""Who did what when: lines that are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.instant import instant_of, instant_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One act: when, by whom, what, and of what."""

    at: datetime
    by: str
    what: str
    detail: str


def record(connection: sqlite3.Connection, *, at: datetime, by: str, what: str, detail: str = "") -> None:
    """Add a line, within the transaction that does what it tells of."""
    values = (instant_text(at), by, what, detail)
    connection.execute("INSERT INTO audit (at, by, what, detail) VALUES (?, ?, ?, ?)", values)


def audit(connection: sqlite3.Connection) -> tuple[Line, ...]:
    """All lines, the oldest first."""
    rows = connection.execute("SELECT at, by, what, detail FROM audit ORDER BY line")
    return tuple(Line(instant_of(at), by, what, detail) for at, by, what, detail in rows)
