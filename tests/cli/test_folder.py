from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rota.cli.folder import require_writable, roster_path, write_files
from rota.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_roster_lies_in_out(tmp_path: Path) -> None:
    assert roster_path(tmp_path) == tmp_path / "out" / "roster.json"


def test_files_are_written_with_the_folders_they_need(tmp_path: Path) -> None:
    write_files({tmp_path / "a" / "b" / "c.txt": b"one", tmp_path / "d.txt": b"two"})
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"one"
    assert (tmp_path / "d.txt").read_bytes() == b"two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "d.txt"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_files({path: b"new"})
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_before_the_first_file_is_written_all_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(InputError, match="a folder is in the place of the file"):
        write_files({tmp_path / "a.txt": b"one", tmp_path / "b.txt": b"two"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_a_folder_that_is_not_there_yet_is_no_hindrance(tmp_path: Path) -> None:
    require_writable(tmp_path / "new" / "out" / "roster.json")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_nowhere_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "gone")
    with pytest.raises(InputError, match="a file is in the place of a folder"):
        require_writable(tmp_path / "out" / "roster.json")
