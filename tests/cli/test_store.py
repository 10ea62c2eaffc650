from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.load.workspace import load_workspace
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


PAST = "agent,start,end\nana,2027-03-07 06:00,2027-03-07 14:00\nBoss,2027-03-06 06:00,2027-03-06 14:00\nx,,\n"
MARCH = "--at=2027-03-08T00:00:00Z"


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_a_past_from_elsewhere_is_taken_in(rota: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "past.csv").write_text(PAST)
    arguments = (
        "store",
        "import-past",
        tmp_path / "past.csv",
        "--in",
        folder,
        "--who",
        "Boss=bo",
        "--by",
        "mo",
        MARCH,
    )
    told = rota(*arguments, "--dry-run")
    assert (told.code, lines(told.out)[-1]) == (0, "nothing was taken in: a dry run")
    assert not (folder / NAME).exists()
    told = rota(*arguments, "--yes")
    assert (told.code, told.err) == (0, "left out: line 4: `x` names no agent\n")
    assert lines(told.out) == [
        "2 of 3 entries understood, Sat 06 Mar to Sun 07 Mar 2027",
        "agent     shifts",
        "Ana Kola       1",
        "Bo Lind        1",
        "taken in: revision 1 by mo",
    ]
    assert load_workspace(folder).problem.past == {("ana", "early@2027-03-07"), ("bo", "early@2027-03-06")}
    assert "imported" in rota("history", folder).out
    told = rota(*arguments, "--yes")
    assert lines(told.out)[-1] == "nothing to take in: it is known already"


def test_a_past_that_is_known_changes_only_on_purpose(rota: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "past.csv").write_text(PAST)
    arguments = ("store", "import-past", tmp_path / "past.csv", folder, "--yes", MARCH)
    assert rota(*arguments).code == 0
    (tmp_path / "past.csv").write_text(PAST.replace("ana", "bo"))
    told = rota(*arguments)
    assert told.code == 2
    assert "error: `early@2027-03-07` of `ana` began Sun 07 Mar 06:00, it cannot be removed\n" in told.err
    assert rota(*arguments, "--correct-past", "--note", "a slip").code == 0
    assert load_workspace(folder).problem.past == {("bo", "early@2027-03-07")}


def test_the_days_that_a_past_tells_of_can_be_given(rota: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "past.csv").write_text("agent,shift,day\nana,early,2027-03-05\n")
    arguments = ("store", "import-past", tmp_path / "past.csv", folder, "--yes", MARCH)
    told = rota(*arguments, "--first", "2027-03-01", "--last", "2027-03-07")
    assert lines(told.out)[0] == "1 of 1 entries understood, Mon 01 Mar to Sun 07 Mar 2027"
    assert load_workspace(folder).problem.past == {("ana", "early@2027-03-05")}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--who", "Boss=anna"), "`Boss=anna` gives no agent a name\nhelp: did you mean `ana`?"),
        (("--who", "Boss"), "`Boss` gives no agent a name"),
        (("--first", "soon"), "`--first` is `soon`, a date such as `2027-03-08` is expected"),
        (("--last", "2027-01-01"), "`--last` is before `--first`, or `--first` is not past"),
    ],
)
def test_options_without_sense_are_told(
    rota: Command, folder: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    (tmp_path / "past.csv").write_text(PAST)
    told = rota("store", "import-past", tmp_path / "past.csv", folder, "--yes", MARCH, *options)
    assert (told.code, told.out) == (2, "")
    assert f"error: {said}\n" in told.err
    assert not (folder / NAME).exists()


def test_a_file_in_which_nothing_fits_is_refused(rota: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "past.csv").write_text("agent,start,end\n" + "x,,\n" * 30)
    told = rota("store", "import-past", tmp_path / "past.csv", folder, "--yes")
    assert told.code == 2
    assert lines(told.err)[20] == "... and 10 more"
    assert "error: nothing in it could be mapped to an agent and a shift\n" in told.err
