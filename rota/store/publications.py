"""What was published, revision by revision: read only, nothing here is ever changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from exports import json
from exports.instant import instant_of
from rota.errors import Fault, InputError
from rota.publication import Presence, Publication, Revision
from rota.store.days import days_of

if TYPE_CHECKING:
    import sqlite3

    from rota.roster import Roster

REMEMBERED = 16
"""Rosters kept in memory: a publication looks at the same few again and again."""

_LINE = "number, at, by, note, kind, restores, starts, ends, cost"


def latest_number(connection: sqlite3.Connection) -> int:
    """The number of the newest revision; 0 where nothing was published."""
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM publications").fetchone()
    return int(number)


def latest(connection: sqlite3.Connection) -> Publication | None:
    """The newest revision; None where nothing was published."""
    number = latest_number(connection)
    return revision(connection, number) if number else None


def revision(connection: sqlite3.Connection, number: int) -> Publication:
    """One revision; raises InputError where there is none of this number."""
    line, text = line_of(connection, number), roster_text(connection, number)
    return Publication(number, line.at, line.by, line.note, _roster_of(text, f"revision {number}"))


def history(connection: sqlite3.Connection) -> tuple[Revision, ...]:
    """All revisions by number, without their rosters."""
    rows = connection.execute(f"SELECT {_LINE} FROM publications ORDER BY number")
    return tuple(_line(row) for row in rows)


def line_of(connection: sqlite3.Connection, number: int) -> Revision:
    """A line of the history; raises InputError where there is none of this number."""
    row = connection.execute(f"SELECT {_LINE} FROM publications WHERE number = ?", (number,)).fetchone()
    if row is None:
        newest = latest_number(connection)
        help_text = f"the newest revision is {newest}" if newest else "nothing is published yet"
        raise InputError([Fault("", 0, 0, f"there is no revision {number}", help_text)])
    return _line(row)


def roster_text(connection: sqlite3.Connection, number: int) -> bytes:
    """The roster of a revision as exports/json.py wrote it; raises InputError where there is none."""
    line_of(connection, number)
    (text,) = connection.execute("SELECT roster FROM publications WHERE number = ?", (number,)).fetchone()
    return str(text).encode()


def presence_of(connection: sqlite3.Connection, number: int) -> tuple[Presence, ...]:
    """Contracts and leave as they were when a revision was published, by agent."""
    rows = connection.execute(
        "SELECT agent, weekly_minutes, leave_days FROM presence WHERE number = ? ORDER BY agent", (number,)
    )
    return tuple(Presence(agent, minutes, days_of(text)) for agent, minutes, text in rows)


@lru_cache(maxsize=REMEMBERED)
def _roster_of(text: bytes, name: str) -> Roster:
    return json.read(text, name=name)


def _line(row: tuple[object, ...]) -> Revision:
    number, at, by, note, kind, restores, starts, ends, cost = row
    if not isinstance(number, int) or kind not in ("published", "undone", "imported"):
        raise InputError([Fault("", 0, 0, f"revision {number} cannot be read: it is `{kind}`")])
    return Revision(
        number=number,
        at=instant_of(at),
        by=str(by),
        note=str(note),
        kind=kind,
        restores=restores if isinstance(restores, int) else None,
        start=instant_of(starts),
        end=instant_of(ends),
        cost=cost if isinstance(cost, int) else None,
    )
