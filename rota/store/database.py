"""rota.db: one SQLite file, written so that a crash leaves the old or the new state and never a mixture.

Write-ahead log and full durability (sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous).
The version of the schema is kept in `user_version`; a file of an older version is migrated when it is
opened to be written, one of a newer version is refused. `application_id` tells our files from those of
other programs.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from time import monotonic, sleep
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "rota.db"
APPLICATION = int.from_bytes(b"rota", "big")
BUSY_SECONDS = 10.0
PAUSE_SECONDS = 0.01
NOT_A_DATABASE = "the file is no database of rota"

REFUSALS = {
    sqlite3.SQLITE_NOTADB: (NOT_A_DATABASE, "move it away, or restore it with `rota store import`"),
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", "restore it with `rota store import`"),
    sqlite3.SQLITE_CANTOPEN: ("the database cannot be opened", "check the folder and its permissions"),
    sqlite3.SQLITE_PERM: ("the database cannot be opened", "check its permissions"),
    sqlite3.SQLITE_READONLY: ("the database cannot be written", "check its permissions"),
    sqlite3.SQLITE_FULL: ("the disk is full", "nothing was published; make room and try again"),
    sqlite3.SQLITE_IOERR: (
        "the disk cannot be read or written",
        "nothing was published; make room, or check the disk",
    ),
    sqlite3.SQLITE_BUSY: (
        f"somebody else has been writing to the database for {BUSY_SECONDS:.0f} s",
        "try again",
    ),
}
"""What SQLite refuses for a reason outside this program, and what to do; any other error is our bug."""


NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""How SQLite says that it cannot lay its files beside the database."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection in autocommit mode: who writes begins a transaction with `writing`.

    Makes the file where there is none. Raises InputError for a file that is no database of ours or
    was written by a newer version, and where the system refuses to read or write it.
    """
    with refusals_told(path), closing(_connect(str(path))) as connection:
        _require_ours(connection, path)
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
        yield connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads, also where neither the file nor its folder can be written.

    A file of an older version stays as it is: what is read is a copy in memory, brought up to date. Raises
    InputError as `connected` does, and where there is no such file.
    """
    if path.is_dir():
        message = f"a folder is in the place of the file `{path.name}`"
        raise InputError([Fault(str(path), 0, 0, message, "move it away")])
    if not path.is_file():
        raise InputError([Fault(str(path), 0, 0, "nothing is published yet", "begin with `rota publish`")])
    with refusals_told(path), closing(_opened(path)) as connection:
        _require_ours(connection, path)
        with closing(_up_to_date(connection, path)) as found:
            found.execute("PRAGMA query_only = ON")
            yield found


@contextmanager
def reading_or_empty(path: Path) -> Iterator[sqlite3.Connection]:
    """As `reading`; where there is no file, an empty store that is never written anywhere."""
    if path.exists():
        with reading(path) as connection:
            yield connection
        return
    with closing(_connect(":memory:")) as connection:
        _migrate(connection, path)
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that nobody else writes in; all of it is kept, or nothing where an error leaves it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On some errors, a full disk among them, SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def quoted(name: str) -> str:
    """A name of a table or a column as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, uri=name.startswith("file:"))


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait for others by itself while it switches."""
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _up_to_date(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """The connection itself, or where the schema is older a migrated copy of it all in memory."""
    if _version(connection) == len(MIGRATIONS):
        return connection
    copy = _connect(":memory:")
    connection.backup(copy)
    _migrate(copy, path)
    return copy


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to read by: where no file can be laid beside the database, one that needs none there.

    Then a log that was left has to be read too; without one nothing can change below us.
    """
    name = path.resolve().as_uri()
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        connection = _connect(f"{name}?mode=rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in NO_ROOM:
                raise
        else:
            return connection
    log = path.with_name(f"{path.name}-wal")
    left = log.exists() and log.stat().st_size
    return _connect(f"{name}?mode=ro" if left else f"{name}?mode=ro&immutable=1")


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """What SQLite refuses for a reason outside this program becomes an InputError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        refusal = REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if refusal is None:
            raise
        raise InputError([Fault(str(path), 0, 0, *refusal)]) from error


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's database, and one of a later schema, before anything is changed in it."""
    # In this order: whoever makes the tables meanwhile gives them our mark in the same transaction.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application != APPLICATION:
        raise InputError([Fault(str(path), 0, 0, NOT_A_DATABASE, "move it away")])
    found = _version(connection)
    if found > len(MIGRATIONS):
        message = f"version {found} of the database is newer than this rota knows, {len(MIGRATIONS)}"
        raise InputError([Fault(str(path), 0, 0, message, "install a newer rota")])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with writing(connection):
        # Asked again under the lock: somebody else may have migrated meanwhile.
        _require_ours(connection, path)
        for statements in MIGRATIONS[_version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
