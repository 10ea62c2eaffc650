from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from exports import csv, ics, json

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ana works on Monday, Bo on Tuesday."""
    folder = write_workspace(tmp_path / "help desk", {"team.yaml": team_text()})
    write_roster(folder, ("ana", "early@2027-03-08"), ("bo", "early@2027-03-09"))
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_format_is_written_and_says_where(rota: Command, folder: Path) -> None:
    told = rota("export", folder)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"ics   {folder}/out/calendars, 3 files\n"
        f"csv   {folder}/out/roster.csv\n"
        f"json  {folder}/out/roster.json\n"
    )
    assert files(folder / "out") == [
        "calendars/ana.ics",
        "calendars/bo.ics",
        "calendars/team.ics",
        "roster.csv",
        "roster.json",
    ]


def test_what_is_written_reads_back_as_the_roster(rota: Command, folder: Path, tmp_path: Path) -> None:
    rota("export", folder, "--out", tmp_path / "there")
    roster = json.read((folder / "out" / "roster.json").read_bytes())
    shift = roster.shift_of["early@2027-03-08"]
    (mine,) = ics.read((tmp_path / "there" / "calendars" / "ana.ics").read_bytes())
    assert (mine.start, mine.end) == (shift.start, shift.end)
    rows = csv.read((tmp_path / "there" / "roster.csv").read_bytes())
    assert [(row.agent, row.shift) for row in rows] == [
        ("ana", "early@2027-03-08"),
        ("bo", "early@2027-03-09"),
    ]
    assert rows[0].start == shift.start
    assert json.read((tmp_path / "there" / "roster.json").read_bytes()) == roster


def test_a_single_format_can_be_asked_for(rota: Command, folder: Path, tmp_path: Path) -> None:
    told = rota("export", folder, "-f", "csv", "--out", tmp_path / "there")
    assert (told.code, told.out) == (0, f"csv   {tmp_path}/there/roster.csv\n")
    assert files(tmp_path / "there") == ["roster.csv"]


def test_exporting_twice_gives_equal_bytes(rota: Command, folder: Path) -> None:
    written = []
    for _ in range(2):
        rota("export", folder)
        written.append({name: (folder / "out" / name).read_bytes() for name in files(folder / "out")})
    assert written[0] == written[1]


def test_a_file_in_the_way_keeps_everything_from_being_written(rota: Command, folder: Path) -> None:
    write_workspace(folder, {"out/roster.csv/x": ""})
    told = rota("export", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: a folder is in the place of the file `roster.csv`\n --> {folder}/out/roster.csv\n"
        "help: move it away\n"
    )
    assert files(folder / "out") == ["roster.csv/x", "roster.json"]


def test_before_there_is_a_roster_there_is_nothing_to_export(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path / "help desk", {"team.yaml": team_text()})
    told = rota("export", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"error: there is no roster yet\n --> {folder}/out/roster.json\n"
        f"help: make one with `rota plan '{folder}'`\n"
    )
