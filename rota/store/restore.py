"""A store made anew from its text: beside its place first, so that it is whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.store.database import APPLICATION, connected, quoted, refusals_told
from rota.store.migrations import MIGRATIONS
from rota.store.publications import history, revision
from rota.store.text import read, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rota.store.text import StoreFile, Value


def restore(text: str, path: Path, *, name: str) -> None:
    """Make the store at `path` from the text of an export, called `name` in messages.

    Raises InputError where there is a store already, and where the text is none of ours, of a newer
    version, or does not hold together.
    """
    if path.exists():
        help_text = "move it away; nothing is ever put over a store"
        raise InputError([Fault(str(path), 0, 0, "there is a store already", help_text)])
    file = read(text, name=name)
    if file.schema_version > len(MIGRATIONS):
        message = (
            f"version {file.schema_version} of the store is newer than this rota knows, {len(MIGRATIONS)}"
        )
        raise InputError([Fault(name, 0, 0, message, "install a newer rota")])
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _fill(file, beside, name)
        # Opened as any store is: brought up to date, and read once to its end.
        with connected(beside) as connection:
            numbers = [revision(connection, line.number).revision for line in history(connection)]
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if numbers != list(range(1, len(numbers) + 1)):
            raise InputError([Fault(name, 0, 0, "revisions are missing between the first and the newest")])
        beside.replace(path)
    finally:
        for left in path.parent.glob(f"{beside.name}*"):
            left.unlink()


def _fill(file: StoreFile, path: Path, name: str) -> None:
    with refusals_told(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for statements in MIGRATIONS[: file.schema_version]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {file.schema_version}")
        for table, rows in sorted(file.tables.items()):
            known = [column for _, column, *_ in connection.execute(f"PRAGMA table_info({quoted(table)})")]
            for place, row in enumerate(rows, start=1):
                try:
                    _insert(connection, table, known, values_of(row))
                except (sqlite3.IntegrityError, OverflowError, ValueError) as error:
                    message = f"row {place} of table `{table}` cannot be taken: {error}"
                    raise InputError([Fault(name, 0, 0, message)]) from None
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise InputError([Fault(name, 0, 0, "rows belong to a revision that is not there")])
        connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, table: str, known: list[str], row: Mapping[str, Value]) -> None:
    if not known:
        raise ValueError("there is no such table")
    if unknown := [column for column in row if column not in known]:
        raise ValueError(f"there is no column `{unknown[0]}`")
    columns = ", ".join(map(quoted, row))
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {quoted(table)} ({columns}) VALUES ({marks})", tuple(row.values()))
