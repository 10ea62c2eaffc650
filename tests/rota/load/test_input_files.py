from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rota.errors import InputError, render
from rota.load.input_files import input_files

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path) -> str:
    with pytest.raises(InputError) as error:
        input_files(folder, ["team.yaml", "history.csv"], within="availability")
    return "\n".join(render(fault) for fault in error.value.faults).replace(str(folder), "DESK")


def test_what_is_there_is_read_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    (tmp_path / "availability").mkdir()
    for name in ("team.yaml", "notes.txt", "availability/bo.ics", "availability/.bo.ics.swp"):
        (tmp_path / name).write_text(name)
    found = input_files(tmp_path, ["team.yaml", "history.csv"], within="availability")
    assert found == {"team.yaml": b"team.yaml", "availability/bo.ics": b"availability/bo.ics"}


def test_a_file_for_a_workspace_is_told_with_the_folder_to_give(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").touch()
    with pytest.raises(InputError) as error:
        input_files(tmp_path / "team.yaml", ["team.yaml"], within="availability")
    (fault,) = error.value.faults
    assert (fault.message, fault.help) == (
        "a workspace is a folder, and this is a file",
        f"give the folder that it is in: `{tmp_path}`",
    )


def test_what_lies_in_the_place_of_a_file_or_a_folder_is_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").mkdir()
    (tmp_path / "history.csv").symlink_to("nowhere")
    (tmp_path / "availability").touch()
    assert told(tmp_path) == (
        "error: a file is in the place of a folder\n --> DESK/availability\nhelp: move it away\n"
        "error: `history.csv` is no file that can be read\n --> DESK/history.csv\nhelp: move it away\n"
        "error: a folder is in the place of the file `team.yaml`\n --> DESK/team.yaml\nhelp: move it away"
    )


def test_a_folder_among_absences_is_told(tmp_path: Path) -> None:
    (tmp_path / "availability" / "old").mkdir(parents=True)
    assert told(tmp_path) == (
        "error: a folder is in the place of the file `old`\n --> DESK/availability/old\nhelp: move it away"
    )
