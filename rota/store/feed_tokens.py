"""Links to feeds: secret, one subscription each, ended without a trace of who had which.

A token has 256 bits from the system's source of randomness, in 43 characters (RFC 4648, section 5). Only
its SHA-256 is kept: a token that cannot be guessed needs no slow hash. A link into a static folder is the
exception, since it names a folder there and has to be known to be written again.

A link that is replaced or revoked shows, from the moment at which it ends, a note in place of shifts for
TOMBSTONE, since clients that are told "gone" keep what they have for ever; after that it is gone.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from exports.instant import instant_of, instant_text
from rota.errors import Fault, InputError
from rota.store.audit import record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

SubjectKind = Literal["agent", "role", "team", "lead"]
TOKEN_BYTES = 32
TOMBSTONE = timedelta(days=30)
ENDING = 4
"""Characters of a token that are kept in clear, so that people can tell links apart."""

_OWN = "number, kind, id, alarms, ending, digest, folder, made_at, ends_at, fate"
_COLUMNS = f"{_OWN}, fetched_at, fetched_by, fetches"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whose shifts a link shows: an agent's, a role's, the team's, or all of it with the gaps (`lead`)."""

    kind: SubjectKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" if self.id else self.kind


@dataclass(frozen=True, slots=True)
class Link:
    """A subscription. `folder` is the token of a static feed, empty where only its digest is known.

    `ends_at` is from when on the link shows no shifts, `fate` why. `fetched_by` is the family of the
    client that last read it, never more of what it said about itself.
    """

    number: int
    subject: Subject
    alarm_minutes: tuple[int, ...]
    ending: str
    digest: bytes
    folder: str
    made_at: datetime
    ends_at: datetime | None
    fate: Literal["", "replaced", "revoked"]
    fetched_at: datetime | None
    fetched_by: str
    fetches: int

    def state(self, now: datetime) -> Literal["live", "ended", "gone"]:
        """Whether the link shows shifts, a note that it has ended, or nothing any more."""
        if self.ends_at is None or now < self.ends_at:
            return "live"
        return "ended" if now < self.ends_at + TOMBSTONE else "gone"

    def opened_by(self, token: str) -> bool:
        """Whether this is the link's token, compared in constant time."""
        return hmac.compare_digest(self.digest, digest_of(token))


@dataclass(frozen=True, slots=True)
class Fetches:
    """How often a link was read since this was last written down, when last, and by which family."""

    number: int
    at: datetime
    by: str
    times: int


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


def links(connection: sqlite3.Connection) -> tuple[Link, ...]:
    """All links by number, those that are gone included: a link that ended is never taken for unknown."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feeds ORDER BY number")
    return tuple(_link(row) for row in rows)


def add(
    connection: sqlite3.Connection,
    subject: Subject,
    *,
    token: str,
    at: datetime,
    by: str,
    alarm_minutes: Iterable[int] = (),
    static: bool = False,
) -> Link:
    """A new link, within the transaction that the caller began."""
    alarms = " ".join(str(minutes) for minutes in sorted(set(alarm_minutes)))
    values = (subject.kind, subject.id, alarms, token[-ENDING:], digest_of(token), token if static else "")
    cursor = connection.execute(
        "INSERT INTO feeds (kind, id, alarms, ending, digest, folder, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*values, instant_text(at)),
    )
    number = cursor.lastrowid or 0
    record(connection, at=at, by=by, what="made link", detail=f"{number} {subject}")
    return link(connection, number)


def link(connection: sqlite3.Connection, number: int) -> Link:
    """One link; raises InputError where there is none of this number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM feeds WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise InputError([Fault("", 0, 0, f"there is no link {number}", "see `rota feeds list`")])
    return _link(row)


def rotate(
    connection: sqlite3.Connection, old: Link, *, token: str, at: datetime, by: str, grace: timedelta
) -> Link:
    """A new link in place of one that goes on for `grace`; within the caller's transaction."""
    _end(connection, old, at=at + grace, fate="replaced")
    new = add(
        connection,
        old.subject,
        token=token,
        at=at,
        by=by,
        alarm_minutes=old.alarm_minutes,
        static=bool(old.folder),
    )
    record(connection, at=at, by=by, what="replaced link", detail=f"{old.number} by {new.number}")
    return new


def revoke(connection: sqlite3.Connection, old: Link, *, at: datetime, by: str) -> None:
    """End a link at once; within the caller's transaction."""
    _end(connection, old, at=at, fate="revoked")
    record(connection, at=at, by=by, what="revoked link", detail=f"{old.number} {old.subject}")


def note_fetches(connection: sqlite3.Connection, found: Iterable[Fetches]) -> None:
    """Write down who read what, within the caller's transaction."""
    connection.executemany(
        "UPDATE feeds SET fetched_at = ?, fetched_by = ?, fetches = fetches + ? WHERE number = ?",
        [(instant_text(one.at), one.by, one.times, one.number) for one in found],
    )


def _end(connection: sqlite3.Connection, old: Link, *, at: datetime, fate: str) -> None:
    values = (instant_text(at), fate, old.number)
    connection.execute("UPDATE feeds SET ends_at = ?, fate = ? WHERE number = ?", values)


def _link(row: tuple[object, ...]) -> Link:
    number, kind, id, alarms, ending, digest, folder, made_at, ends_at, fate, *fetched = row
    fetched_at, fetched_by, times = fetched
    if (
        not isinstance(number, int)
        or not isinstance(times, int)
        or not isinstance(digest, bytes)
        or kind not in ("agent", "role", "team", "lead")
        or fate not in ("", "replaced", "revoked")
    ):
        raise InputError([Fault("", 0, 0, f"link {number} cannot be read")])
    return Link(
        number=number,
        subject=Subject(kind, str(id)),
        alarm_minutes=tuple(int(minutes) for minutes in str(alarms).split()),
        ending=str(ending),
        digest=digest,
        folder=str(folder),
        made_at=instant_of(made_at),
        ends_at=None if ends_at is None else instant_of(ends_at),
        fate=fate,
        fetched_at=None if fetched_at is None else instant_of(fetched_at),
        fetched_by=str(fetched_by),
        fetches=times,
    )
