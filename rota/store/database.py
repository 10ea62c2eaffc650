"""rota.db: one SQLite file, written so that a crash leaves the old or the new state and never a mixture.

Write-ahead log and full durability (sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous).
The version of the schema is kept in `user_version`; a file of an older version is migrated when it is
opened, one of a newer version is refused.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "rota.db"
BUSY_SECONDS = 10.0
NOT_A_DATABASE = "the file is no database of rota"


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection in autocommit mode: who writes begins a transaction with `writing`.

    Makes the file where there is none. Raises InputError for a file that is no database of ours or
    was written by a newer version.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
        except sqlite3.DatabaseError as error:
            raise InputError([Fault(str(path), 0, 0, f"{NOT_A_DATABASE}: {error}")]) from error
        yield connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that nobody else writes in; all of it is kept, or nothing where an error leaves it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with writing(connection):
        # Asked again under the lock: somebody else may have migrated meanwhile.
        found = _version(connection)
        if found > len(MIGRATIONS):
            message = f"version {found} of the database is newer than this rota knows, {len(MIGRATIONS)}"
            raise InputError([Fault(str(path), 0, 0, message, "install a newer rota")])
        for statements in MIGRATIONS[found:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
