from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rosters import BEFORE, act, roster

from rota.errors import InputError
from rota.publication import Presence
from rota.store.audit import audit, record
from rota.store.database import connected
from rota.store.publish import publish, undo
from rota.store.restore import restore
from rota.store.text import write

if TYPE_CHECKING:
    import sqlite3

ONE, TWO = roster("ana early mo", "bo late mo"), roster("bo early mo")


def text_of(store: sqlite3.Connection) -> str:
    return "".join(write(store))


def fill(store: sqlite3.Connection) -> None:
    """Two revisions and an undoing, with names that JSON, SQL and terminals could stumble over."""
    presence = (Presence("ana", 2400, (ONE.start.date(),)), Presence("bo", 1200))
    publish(store, ONE, act(0, note='"; DROP TABLE audit; --\r\n\u202e🙂 {{ x }}'), presence=presence, cost=3)
    late = act(1, ONE.start - timedelta(days=1), notice=timedelta(days=14))
    publish(store, TWO, late)
    undo(store, act(2))


def restored(text: str, folder: Path) -> Path:
    restore(text, folder / "again.db", name="store.json")
    return folder / "again.db"


def refusal(text: str, folder: Path) -> str:
    with pytest.raises(InputError) as error:
        restored(text, folder)
    assert list(folder.glob("*again.db*")) == []
    return error.value.faults[0].message


def test_a_store_made_from_its_text_gives_the_same_text(store: sqlite3.Connection, tmp_path: Path) -> None:
    fill(store)
    text = text_of(store)
    with connected(restored(text, tmp_path)) as again:
        assert text_of(again) == text
        for table in ("publications", "presence", "short_notice", "stamps", "audit"):
            rows = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert again.execute(rows).fetchall() == store.execute(rows).fetchall() != []
    assert sorted(path.name for path in tmp_path.iterdir() if "again" in path.name) == ["again.db"]


def test_an_empty_store_has_a_text_too(store: sqlite3.Connection, tmp_path: Path) -> None:
    with connected(restored(text_of(store), tmp_path)) as again:
        assert text_of(again) == text_of(store)


def test_a_publication_adds_lines_and_changes_none_of_the_earlier_ones(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    before = [line.rstrip(",]") for line in text_of(store).splitlines()]
    publish(store, roster("ana early 2027-03-15", first=ONE.end.date() + timedelta(days=1)), act(1))
    after = {line.rstrip(",]") for line in text_of(store).splitlines()}
    assert [line for line in before if line not in after] == []


def test_a_roster_is_written_line_by_line(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    line = '"    {\\"agent\\": \\"ana\\", \\"shift\\": \\"early@2027-03-08\\"},",'
    assert line in text_of(store).splitlines()


@given(texts=st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("store")
    with connected(folder / "rota.db") as store:
        for text in texts:
            record(store, at=BEFORE, by=text, what=text, detail=text)
        before, text = audit(store), text_of(store)
    with connected(restored(text, folder)) as again:
        assert audit(again) == before


def test_a_store_is_never_put_over_another(store: sqlite3.Connection, tmp_path: Path) -> None:
    fill(store)
    before = (tmp_path / "rota.db").read_bytes()
    with pytest.raises(InputError, match="there is a store already"):
        restore(text_of(store), tmp_path / "rota.db", name="store.json")
    assert (tmp_path / "rota.db").read_bytes() == before


def changed(store: sqlite3.Connection, **tables: object) -> str:
    """The export with other tables, or another head."""
    document = json.loads(text_of(store))
    document["tables"] |= tables
    return json.dumps(document)


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    assert refusal("hello", tmp_path).startswith("this is no export of a store: invalid json")
    assert refusal("{}", tmp_path) == "this is no export of a store: `format`: field required"
    assert refusal(Path(__file__).read_text("utf-8"), tmp_path).startswith("this is no export of a store")


def test_an_export_of_a_newer_version_is_refused(store: sqlite3.Connection, tmp_path: Path) -> None:
    text = text_of(store).replace('"schema_version": ', '"schema_version": 9')
    assert "is newer than this rota knows" in refusal(text, tmp_path)


def test_rows_that_do_not_hold_together_are_refused(store: sqlite3.Connection, tmp_path: Path) -> None:
    fill(store)
    tables = json.loads(text_of(store))["tables"]
    act_row = tables["audit"][0]
    assert refusal(changed(store, songs=[{"name": "x"}]), tmp_path) == (
        "row 1 of table `songs` cannot be taken: there is no such table"
    )
    assert refusal(changed(store, audit=[{**act_row, "mood": "x"}]), tmp_path) == (
        "row 1 of table `audit` cannot be taken: there is no column `mood`"
    )
    assert refusal(changed(store, audit=[act_row, act_row]), tmp_path) == (
        "row 2 of table `audit` cannot be taken: UNIQUE constraint failed: audit.line"
    )
    assert refusal(changed(store, audit=[{"line": 10**30}]), tmp_path).startswith(
        "row 1 of table `audit` cannot be taken: "
    )
    assert refusal(changed(store, publications=tables["publications"][:1]), tmp_path) == (
        "rows belong to a revision that is not there"
    )
    assert refusal(changed(store, publications=tables["publications"][1:], presence=[]), tmp_path) == (
        "revisions are missing between the first and the newest"
    )


def test_a_roster_that_cannot_be_read_is_refused(store: sqlite3.Connection, tmp_path: Path) -> None:
    fill(store)
    (first, *others) = json.loads(text_of(store))["tables"]["publications"]
    text = changed(store, publications=[{**first, "roster": "{}"}, *others])
    assert "missing" in refusal(text, tmp_path)
