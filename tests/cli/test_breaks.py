from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model
from teams import team_text, write_roster, write_workspace

from exports import breaks_csv

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from commands import Command

SHIFTS = ('{id: early, start: "06:00", end: "14:00", break_minutes: 30}',)
LUNCH = "breaks:\n  most_at_once: 1\n  rules: [{id: lunch, minutes: 30, from_hours: 3, to_hours: 5}]\n"
PHONE = "{id: phone, channel: phone, handle_seconds: 300, minimum: 1}"


def desk(folder: Path, more: str = LUNCH) -> Path:
    write_workspace(folder, {"team.yaml": team_text(shifts=SHIFTS, queues=[PHONE], more=more)})
    write_roster(folder, ("ana", "early@2027-03-08"), ("bo", "early@2027-03-08"), ("bo", "early@2027-03-09"))
    return folder


def test_breaks_are_placed_shown_and_written(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path)
    told = rota("breaks", folder)
    assert (told.code, told.err) == (0, "")
    lines = [line.rstrip() for line in told.out.splitlines()]
    assert lines[1].startswith(" what   placed  minutes  paid  begins, a sign an hour")
    assert lines[3].startswith(" lunch       3       30    no  ")
    # nobody is there but on two mornings; alone on Tuesday, bo leaves the phone for half an hour
    assert lines[-2:] == [
        "agent-hours missing: 152 without them, 152.5 with them, 0.5 more (proved the least)",
        f"written: {folder}/out/breaks.csv",
    ]
    pauses = breaks_csv.read((folder / "out" / "breaks.csv").read_bytes())
    assert sorted((pause.agent, pause.shift) for pause in pauses) == [
        ("ana", "early@2027-03-08"),
        ("bo", "early@2027-03-08"),
        ("bo", "early@2027-03-09"),
    ]


def test_placed_breaks_are_kept_when_the_desk_is_played(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path)
    path = folder / "out" / "breaks.csv"

    def told_last() -> str:
        return rota("simulate", folder, "--replications", 5).out.splitlines()[-1]

    assert told_last() == "nobody pauses: place breaks with `rota breaks`"
    rota("breaks", folder)
    assert told_last() == f"3 breaks and activities are kept, from {path}"
    write_roster(folder, ("ana", "early@2027-03-09"))
    assert told_last() == (f"nobody pauses: {path} is of another roster, place them again with `rota breaks`")


def test_placed_breaks_are_shown_with_their_day(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path)
    assert "lunch" not in rota("show", folder, "--day", "2027-03-09").out
    rota("breaks", folder)
    (pause,) = (
        one for one in breaks_csv.read((folder / "out" / "breaks.csv").read_bytes()) if "-09" in one.shift
    )
    begins = f"{pause.start.hour + 1:02}:{pause.start:%M}-"
    last = rota("show", folder, "--day", "2027-03-09").out.splitlines()[-1]
    assert (last.startswith(begins), last.split()[1:]) == (True, ["lunch", "Bo", "Lind"])


def test_breaks_that_find_no_place_are_told(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path, LUNCH.replace("to_hours: 5", "to_hours: 3"))
    told = rota("breaks", folder)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "error: not every break has a place in the week of Mon 08 Mar 00:00\n"
        "help: widen windows, or allow more agents at once\n"
    )
    assert not (folder / "out" / "breaks.csv").exists()


def test_breaks_not_found_in_time_end_like_a_plan_that_is_not(
    rota: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rota.solve.breaks.cp_model.CpSolver.solve", lambda *_: cp_model.UNKNOWN)
    told = rota("breaks", desk(tmp_path))
    assert (told.code, told.out) == (3, "")
    assert told.err == (
        "error: no place for all breaks was found in 10 s a week\nhelp: give more time with --time-limit\n"
    )


def test_where_no_breaks_are_asked_for_none_are_placed(rota: Command, tmp_path: Path) -> None:
    told = rota("breaks", desk(tmp_path, ""))
    assert (told.code, told.err) == (0, "")
    assert (
        told.out
        == "nothing to place: team.yaml has no `breaks` and no `activities`; docs/reference.md shows them\n"
    )
