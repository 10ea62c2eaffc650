from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.store.database import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

JANUARY = "--now=2027-01-30T10:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A week that is published."""
    return write_workspace(tmp_path / "shop", {"team.yaml": team_text()})


def publish(rota: Command, folder: Path) -> None:
    write_roster(folder, ("ana", "early@2027-03-08"))
    assert rota("publish", folder, "--yes", "--by", "mo", JANUARY).code == 0


def test_a_store_goes_out_as_text_and_comes_back(rota: Command, folder: Path, tmp_path: Path) -> None:
    publish(rota, folder)
    before, file = rota("history", folder).out, tmp_path / "store.json"
    assert (rota("store", "export", file, folder).code, file.read_bytes()[:2]) == (0, b"{\n")
    assert rota("store", "export", "-", folder).out.encode() == file.read_bytes()
    (folder / NAME).unlink()
    told = rota("store", "import", file, folder)
    assert (told.code, told.out, told.err) == (0, "", "")
    assert rota("history", folder).out == before
    assert rota("store", "export", "-", folder).out.encode() == file.read_bytes()


def test_a_store_can_come_through_a_pipe(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(rota, folder)
    text = rota("store", "export", "-", folder).out
    (folder / NAME).unlink()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert rota("store", "import", "-", folder).code == 0
    assert rota("store", "export", "-", folder).out == text


def test_what_cannot_be_is_told(rota: Command, folder: Path, tmp_path: Path) -> None:
    assert rota("store", "export", "-", folder).err.startswith("error: nothing is published yet\n")
    assert rota("store", "import", tmp_path / "none.json", folder).err == (
        f"error: no such file or directory: `{tmp_path / 'none.json'}`\n"
    )
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    told = rota("store", "import", tmp_path / "bad.json", folder)
    assert told.code == 2
    assert "is not UTF-8" in told.err
    assert not (folder / NAME).exists()
