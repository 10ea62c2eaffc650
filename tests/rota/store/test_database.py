from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from rota.errors import InputError, render
from rota.store import database
from rota.store.database import APPLICATION, connected, reading, writing
from rota.store.migrations import MIGRATIONS
from rota.store.publications import latest_number

if TYPE_CHECKING:
    from pathlib import Path


def told(path: Path, *, read: bool = False) -> str:
    """What is said of a file that cannot be used."""
    with pytest.raises(InputError) as error, reading(path) if read else connected(path):
        pass
    return "\n".join(render(fault) for fault in error.value.faults).replace(str(path), "PATH")


def test_a_new_file_has_the_schema_of_now_and_keeps_every_commit(tmp_path: Path) -> None:
    with connected(tmp_path / "rota.db") as connection:
        asked = ("user_version", "application_id", "journal_mode", "synchronous", "foreign_keys")
        settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert settings == {
        "user_version": len(MIGRATIONS),
        "application_id": APPLICATION,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
    }
    assert [path.name for path in tmp_path.iterdir()] == ["rota.db"]


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    path.write_text("this is a text file, long enough to be looked at as a database\n" * 20)
    assert told(path) == (
        "error: the file is no database of rota\n --> PATH\n"
        "help: move it away, or restore it with `rota store import`"
    )


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    before = path.read_bytes()
    assert told(path) == "error: the file is no database of rota\n --> PATH\nhelp: move it away"
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    with connected(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert told(path) == (
        f"error: version 99 of the database is newer than this rota knows, {len(MIGRATIONS)}\n --> PATH\n"
        "help: install a newer rota"
    )


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rota.db").mkdir()
    assert told(tmp_path / "rota.db") == (
        "error: the database cannot be opened\n --> PATH\nhelp: check the folder and its permissions"
    )


def test_nothing_to_read_is_said_so_and_no_file_is_made(tmp_path: Path) -> None:
    said = told(tmp_path / "rota.db", read=True)
    assert said == "error: nothing is published yet\n --> PATH\nhelp: begin with `rota publish`"
    assert list(tmp_path.iterdir()) == []


def test_reading_writes_nothing_and_leaves_no_files(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    with connected(path):
        pass
    with pytest.raises(InputError, match="cannot be written"), reading(path) as connection:
        connection.execute("INSERT INTO audit (at, by, what, detail) VALUES ('', '', '', '')")
    assert [found.name for found in tmp_path.iterdir()] == ["rota.db"]


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rota?%20 #.db"
    with connected(path) as connection:
        connection.execute("INSERT INTO audit (at, by, what, detail) VALUES ('', 'mo', '', '')")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with reading(path) as connection:
        assert connection.execute("SELECT by FROM audit").fetchall() == [("mo",)]
        assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("writable", [True, False])
def test_who_reads_an_older_schema_sees_the_one_of_now_and_leaves_the_file_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    path = tmp_path / "rota.db"
    monkeypatch.setattr(database, "MIGRATIONS", (("CREATE TABLE one (a TEXT)",),))
    with connected(path) as connection:
        connection.execute("INSERT INTO one (a) VALUES ('kept')")
    before = path.read_bytes()
    monkeypatch.setattr(
        database, "MIGRATIONS", (("CREATE TABLE one (a TEXT)",), ("ALTER TABLE one ADD b TEXT",))
    )
    monkeypatch.setattr(os, "access", lambda *_: writable)
    with reading(path) as connection:
        assert connection.execute("SELECT a, b FROM one").fetchall() == [("kept", None)]
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["rota.db"]


def test_where_no_file_can_be_laid_beside_it_the_database_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rota.db"
    with connected(path) as connection:
        connection.execute("INSERT INTO audit (at, by, what, detail) VALUES ('', 'mo', '', '')")

    class Full(sqlite3.Connection):
        """SQLite on a disk that has no room for its shared memory."""

        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
            raise error

    usual = sqlite3.connect

    def crowded(name: str, **settings: object) -> sqlite3.Connection:
        return usual(":memory:", factory=Full) if "mode=rw" in name else usual(name, **settings)

    monkeypatch.setattr(sqlite3, "connect", crowded)
    with reading(path) as connection:
        assert connection.execute("SELECT by FROM audit").fetchall() == [("mo",)]


def test_a_folder_in_the_place_of_the_file_is_told_to_readers_too(tmp_path: Path) -> None:
    (tmp_path / "rota.db").mkdir()
    assert told(tmp_path / "rota.db", read=True) == (
        "error: a folder is in the place of the file `rota.db`\n --> PATH\nhelp: move it away"
    )


def test_an_empty_file_is_read_as_a_store_of_nothing_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    path.touch()
    with reading(path) as connection:
        assert latest_number(connection) == 0
    assert path.read_bytes() == b""


def test_an_older_schema_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rota.db"
    monkeypatch.setattr(database, "MIGRATIONS", (("CREATE TABLE one (a TEXT)",),))
    with connected(path) as connection:
        connection.execute("INSERT INTO one (a) VALUES ('kept')")
    monkeypatch.setattr(
        database, "MIGRATIONS", (("CREATE TABLE one (a TEXT)",), ("ALTER TABLE one ADD b TEXT",))
    )
    with connected(path) as connection:
        assert connection.execute("SELECT a, b FROM one").fetchall() == [("kept", None)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_migration_that_fails_leaves_the_old_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rota.db"
    steps = (("CREATE TABLE one (a TEXT)",), ("CREATE TABLE two (a TEXT)", "no statement"))
    monkeypatch.setattr(database, "MIGRATIONS", steps[:1])
    with connected(path):
        pass
    monkeypatch.setattr(database, "MIGRATIONS", steps)
    with pytest.raises(sqlite3.OperationalError), connected(path):
        pass
    monkeypatch.setattr(database, "MIGRATIONS", steps[:1])
    with connected(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]


def add_and_fail(store: sqlite3.Connection) -> None:
    with writing(store):
        store.execute("INSERT INTO audit (at, by, what, detail) VALUES ('', '', '', '')")
        raise KeyError


def test_an_error_in_a_transaction_takes_all_of_it_back(store: sqlite3.Connection) -> None:
    with pytest.raises(KeyError):
        add_and_fail(store)
    assert store.execute("SELECT count(*) FROM audit").fetchone() == (0,)


def fill(path: Path) -> None:
    """Write more than there is room for."""
    with connected(path) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with writing(connection):
            for detail in ("", "x" * 10**6):
                values = ("", "mo", "", detail)
                connection.execute("INSERT INTO audit (at, by, what, detail) VALUES (?, ?, ?, ?)", values)


def test_a_full_disk_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "rota.db"
    with pytest.raises(InputError) as error:
        fill(path)
    assert [fault.message for fault in error.value.faults] == ["the disk is full"]
    with connected(path) as connection:
        assert connection.execute("SELECT count(*) FROM audit").fetchone() == (0,)


def test_whoever_waits_too_long_for_a_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rota.db"
    with connected(path) as first, writing(first):
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
        with pytest.raises(InputError, match="somebody else has been writing"), connected(path) as second:
            second.execute("BEGIN IMMEDIATE")


def test_many_may_open_a_new_database_at_the_same_moment(tmp_path: Path) -> None:
    many = 6
    start = Barrier(many, timeout=60)

    def opened(_: int) -> int:
        start.wait()
        with connected(tmp_path / "rota.db") as connection:
            return latest_number(connection)

    with ThreadPoolExecutor(many) as pool:
        assert list(pool.map(opened, range(many))) == [0] * many
