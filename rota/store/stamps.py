"""How often each event of the feeds has changed: what tells a client of every change and of no other.

SEQUENCE and LAST-MODIFIED (RFC 5545, sections 3.8.7.4 and 3.8.7.3) move where what the event shows
has changed since it was last published, and never otherwise. An event that leaves the feeds is
remembered: coming back, it goes on counting.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

from exports.ics_feed import Entry, Stamp, every_entry
from exports.instant import instant_of, instant_text
from rota.store.standing import covered, standing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


LOOK_BACK = timedelta(days=60)
"""Events that began longer ago are left as they are: no feed shows them."""
SECOND = timedelta(seconds=1)
ABSENT = ""
SHOWN = tuple(sorted(field.name for field in fields(Entry) if field.name != "uid"))
"""What an event shows, which its UID is not: a field more is a change of every event."""


class _Row(NamedTuple):
    """An event in the ledger; instants as text."""

    uid: str
    digest: str
    sequence: int
    modified: str
    starts: str

    def changed(self, digest: str, *, at: datetime, starts: str) -> _Row:
        """One change later: also where clocks disagree, the stamp goes on."""
        modified = max(at, instant_of(self.modified) + SECOND)
        return _Row(self.uid, digest, self.sequence + 1, instant_text(modified), starts)


def stamps(connection: sqlite3.Connection) -> dict[str, Stamp]:
    """The stamp of every event that is in a feed, by UID."""
    rows = connection.execute("SELECT uid, sequence, modified FROM stamps WHERE digest != ?", (ABSENT,))
    return {uid: Stamp(sequence, instant_of(modified)) for uid, sequence, modified in rows}


def all_stamps(connection: sqlite3.Connection) -> dict[str, Stamp]:
    """The same, with the events that have left the feeds: a cancellation has a number too."""
    rows = connection.execute("SELECT uid, sequence, modified FROM stamps")
    return {uid: Stamp(sequence, instant_of(modified)) for uid, sequence, modified in rows}


def restamp(connection: sqlite3.Connection, *, at: datetime, since: datetime) -> None:
    """Bring the stamps up to what stands now, within the transaction that changed it.

    `since` is the earliest start of what was changed.
    """
    since = min(since, at - LOOK_BACK)
    end = max((ends for _, ends in covered(connection)), default=since)
    roster = standing(connection, since, end) if since < end else None
    update(connection, every_entry(roster) if roster else (), at=at, since=since)


def update(
    connection: sqlite3.Connection, entries: Iterable[Entry], *, at: datetime, since: datetime
) -> None:
    """Count the events among `entries`, all that start at or after `since`, whose content is new."""
    known = {row.uid: row for row in _rows(connection)}
    found: list[_Row] = []
    present: set[str] = set()
    for entry in entries:
        present.add(entry.uid)
        old, digest = known.get(entry.uid), digest_of(entry)
        if old is None:
            found.append(_Row(entry.uid, digest, 0, instant_text(at), _start(entry)))
        elif old.digest != digest:
            found.append(old.changed(digest, at=at, starts=_start(entry)))
    first = instant_text(since)
    gone = (row for row in known.values() if row.uid not in present and row.digest != ABSENT)
    found += [row.changed(ABSENT, at=at, starts=row.starts) for row in gone if row.starts >= first]
    connection.executemany(
        "INSERT INTO stamps (uid, digest, sequence, modified, starts) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (uid) DO UPDATE SET digest = excluded.digest, sequence = excluded.sequence,"
        " modified = excluded.modified, starts = excluded.starts",
        sorted(found),
    )


def _rows(connection: sqlite3.Connection) -> Iterator[_Row]:
    for row in connection.execute("SELECT uid, digest, sequence, modified, starts FROM stamps"):
        yield _Row(*row)


def digest_of(entry: Entry) -> str:
    """What the event shows, in few characters; its UID is not part of it."""
    shown = {name: str(getattr(entry, name)) for name in SHOWN}
    return sha256(dumps(shown).encode()).hexdigest()


def _start(entry: Entry) -> str:
    start = entry.start
    if not isinstance(start, datetime):
        start = datetime.combine(start, time(0), tzinfo=UTC)
    return instant_text(start.replace(microsecond=0))
