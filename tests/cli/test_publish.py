from __future__ import annotations

import json
import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.store.database import NAME, connected
from rota.store.publications import history, latest_number

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

SHIFTS = ('{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}')
MORE = "publishing: {notice_days: 14}\n"
JANUARY = "--now=2027-01-30T10:00:00Z"
MARCH = "--now=2027-03-01T10:00:00Z"
WITHIN = "--now=2027-03-08T06:00:00Z"
"""An hour into the first early shift."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A week in which Ana has Monday's early shift and Bo the late one; nothing is published."""
    rules = ("{kind: one_at_a_time}", "{kind: max_hours, hours: 24, per: week}")
    write_workspace(tmp_path, {"team.yaml": team_text(shifts=SHIFTS, rules=rules, more=MORE)})
    write_roster(tmp_path, ("ana", "early@2027-03-08"), ("bo", "late@2027-03-08"))
    return tmp_path


@pytest.fixture
def swapped(rota: Command, folder: Path) -> Path:
    """The same, published by mo, and then planned anew: Bo has both shifts, and Ana one on Tuesday."""
    assert rota("publish", folder, "--yes", "--by", "mo", JANUARY).code == 0
    worked = ("bo", "early@2027-03-08"), ("bo", "late@2027-03-08"), ("ana", "late@2027-03-09")
    write_roster(folder, *worked)
    return folder


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_a_first_publication_tells_everybody_their_shifts(rota: Command, folder: Path) -> None:
    told = rota("publish", folder, "--yes", "--by", "mo", "--note", "March", MARCH)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "Help desk, Mon 08 Mar to Sun 14 Mar 2027, nothing is published yet",
        "",
        "agent     new shifts  the first                     notice",
        "Ana Kola           1  early Mon 08 Mar 06:00-14:00  in 6 days",
        "Bo Lind            1  late Mon 08 Mar 14:00-22:00   in 7 days",
        "",
        "2 new shifts for 2 agents",
        "the first new shift starts in 6 days, within the notice period of 14 days",
        "published: revision 1 by mo",
        f"tell people with: rota notify {folder}",
    ]
    with connected(folder / NAME) as store:
        assert [(one.number, one.by, one.note, one.cost) for one in history(store)] == [(1, "mo", "March", 0)]


def test_a_change_is_shown_by_agent_with_its_notice(rota: Command, swapped: Path) -> None:
    told = rota("diff", swapped, MARCH)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "Help desk, Mon 08 Mar to Sun 14 Mar 2027, against revision 1",
        "",
        "agent     change   shift                         notice",
        "Ana Kola  removed  early Mon 08 Mar 06:00-14:00  in 6 days, short notice",
        "          added    late Tue 09 Mar 14:00-22:00   in 8 days, short notice",
        "Bo Lind   added    early Mon 08 Mar 06:00-14:00  in 6 days, short notice",
        "",
        "3 changes for 2 agents",
        "3 changes within the notice period of 14 days",
    ]


def test_the_same_is_told_to_tools(rota: Command, swapped: Path) -> None:
    told = rota("diff", swapped, MARCH, "--json")
    document = json.loads(told.out)
    assert {name: document[name] for name in ("format", "against", "team", "now", "notice_days", "new")} == {
        "format": "rota-diff/1",
        "against": 1,
        "team": "Help desk",
        "now": "2027-03-01T10:00:00Z",
        "notice_days": 14,
        "new": [],
    }
    assert document["changes"][0] == {
        "agent": "ana",
        "name": "Ana Kola",
        "kind": "removed",
        "before": {
            "id": "early@2027-03-08",
            "template": "early",
            "role": "",
            "kind": "work",
            "start": "2027-03-08T05:00:00Z",
            "end": "2027-03-08T13:00:00Z",
        },
        "after": None,
        "notice_minutes": 9780,
        "late": True,
        "begun": False,
    }


def test_a_diff_can_look_at_any_revision_and_any_roster(rota: Command, swapped: Path) -> None:
    (swapped / "out" / "roster.json").rename(swapped / "mine.json")
    told = rota("diff", swapped, "--against", "0", "--roster", swapped / "mine.json", MARCH)
    assert told.code == 0
    assert "3 new shifts for 2 agents" in lines(told.out)


def test_a_dry_run_writes_nothing(rota: Command, folder: Path) -> None:
    told = rota("publish", folder, "--dry-run", MARCH)
    assert (told.code, lines(told.out)[-1]) == (0, "nothing was published: a dry run")
    assert not (folder / NAME).exists()


def test_without_anybody_to_ask_nothing_is_published(rota: Command, folder: Path) -> None:
    told = rota("publish", folder, MARCH)
    assert told.code == 2
    assert told.err.startswith("error: nobody is there to be asked\nhelp: go ahead with `--yes`\n")
    assert not (folder / NAME).exists()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code", "newest"), [("y\n", 0, 1), ("n\n", 1, 0), ("", 1, 0)])
def test_the_lead_is_asked(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, newest: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    told = rota("publish", folder, "--by", "mo", MARCH)
    assert told.code == code
    assert "Publish this as revision 1?" in told.err
    with connected(folder / NAME) as store:
        assert latest_number(store) == newest


def test_an_equal_roster_makes_no_revision(rota: Command, folder: Path) -> None:
    rota("publish", folder, "--yes", JANUARY)
    told = rota("publish", folder, "--yes", JANUARY)
    assert told.code == 0
    assert lines(told.out)[-2:] == [
        "no shift changes for anybody",
        "nothing to publish: revision 1 says the same",
    ]


def test_a_roster_that_breaks_a_hard_rule_is_refused(rota: Command, folder: Path) -> None:
    write_roster(folder, *[("ana", f"early@2027-03-{day:02}") for day in range(8, 12)])
    told = rota("publish", folder, "--yes", MARCH)
    assert (told.code, told.out) == (1, "")
    assert lines(told.err)[0] == "1 of 2 hard rules kept, cost 0"
    assert lines(told.err)[-1] == "error: the roster breaks hard rules, nothing was published"
    assert not (folder / NAME).exists()


def test_a_roster_that_the_workspace_no_longer_fits_is_refused(rota: Command, folder: Path) -> None:
    write_workspace(folder, {"team.yaml": team_text(shifts=SHIFTS[:1])})
    told = rota("publish", folder, "--yes", MARCH)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: the workspace has no shift `late@2027-03-08`\n")


def test_a_roster_of_another_team_is_refused(rota: Command, folder: Path) -> None:
    text = team_text(shifts=SHIFTS).replace("team: Help desk", "team: Bank")
    write_workspace(folder, {"team.yaml": text})
    told = rota("publish", folder, "--yes", MARCH)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: the roster is of team `Help desk`, the workspace of `Bank`\n")


def test_what_has_begun_is_refused_unless_it_is_meant(rota: Command, swapped: Path) -> None:
    told = rota("publish", swapped, "--yes", WITHIN)
    assert told.code == 2
    assert told.err.startswith(
        "error: `early@2027-03-08` of `ana` began Mon 08 Mar 06:00, it cannot be removed\n"
        "help: correct the past with `--correct-past --note WHY`, or take the change back\n"
    )
    assert rota("publish", swapped, "--yes", "--correct-past", WITHIN).code == 2
    told = rota("publish", swapped, "--yes", "--correct-past", "--note", "ana was ill", "--by", "mo", WITHIN)
    assert (told.code, told.err) == (0, "")
    assert "2 changes to shifts that have begun" in lines(told.out)
    told = rota("history", swapped, "--audit")
    assert lines(told.out)[1:3] == [
        "2027-03-08 07:00  mo  corrected  2 shifts that had begun: ana was ill",
        "2027-03-08 07:00  mo  published  revision 2",
    ]


def test_taking_back_all_that_is_published_is_told_in_numbers(rota: Command, folder: Path) -> None:
    rota("publish", folder, "--yes", "--by", "zed", JANUARY)
    told = rota("undo", folder, "--yes", "--by", "mo", JANUARY)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "Help desk, Mon 08 Mar to Sun 14 Mar 2027, restoring that nothing is published",
        "",
        "2 changes for 2 agents",
        "revision 2 by mo says that nothing is published",
        f"tell people with: rota notify {folder}",
    ]


def test_an_undoing_shows_what_it_brings_back(rota: Command, swapped: Path) -> None:
    rota("publish", swapped, "--yes", "--by", "zed", JANUARY)
    told = rota("undo", swapped, "--yes", "--by", "mo", "--note", "agreed", JANUARY)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "Help desk, Mon 08 Mar to Sun 14 Mar 2027, restoring revision 1",
        "",
        "agent     change   shift                         notice",
        "Ana Kola  added    early Mon 08 Mar 06:00-14:00  in 36 days",
        "          removed  late Tue 09 Mar 14:00-22:00   in 38 days",
        "Bo Lind   removed  early Mon 08 Mar 06:00-14:00  in 36 days",
        "",
        "3 changes for 2 agents",
        "revision 3 by mo says what revision 1 said",
        f"tell people with: rota notify {swapped}",
    ]
    assert lines(rota("history", swapped).out) == [
        "revision  at                by   what        days                      note",
        "3         2027-01-30 11:00  mo   restored 1  2027-03-08 to 2027-03-14  agreed",
        "2         2027-01-30 11:00  zed  published   2027-03-08 to 2027-03-14",
        "1         2027-01-30 11:00  mo   published   2027-03-08 to 2027-03-14",
    ]


def test_the_history_is_told_to_tools(rota: Command, swapped: Path) -> None:
    document = json.loads(rota("history", swapped, "--json").out)
    assert document == {
        "format": "rota-history/1",
        "revisions": [
            {
                "revision": 1,
                "at": "2027-01-30T10:00:00Z",
                "by": "mo",
                "note": "",
                "kind": "published",
                "restores": None,
                "start": "2027-03-07T23:00:00Z",
                "end": "2027-03-14T23:00:00Z",
                "cost": 0,
            }
        ],
    }


@pytest.mark.parametrize("command", ["undo", "history"])
def test_a_workspace_without_publications_says_so(rota: Command, folder: Path, command: str) -> None:
    told = rota(command, folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: nothing is published yet\n")


@pytest.mark.parametrize("command", ["diff", "publish", "history", "undo"])
def test_a_file_that_is_no_database_is_told(rota: Command, folder: Path, command: str) -> None:
    (folder / NAME).write_text("no database, though it is long enough to be taken for one\n" * 100)
    told = rota(command, folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: the file is no database of rota\n")


def test_a_folder_that_cannot_be_written_is_told_before_anybody_is_asked(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode, **more: not mode & os.W_OK)
    told = rota("publish", folder, MARCH)
    assert told.code == 2
    assert told.err.startswith("error: nothing can be written in this folder\n")


def test_names_and_notes_cannot_steer_the_terminal(rota: Command, folder: Path) -> None:
    told = rota("publish", folder, "--yes", "--by", "m\x1b[2Jo\u202e", JANUARY)
    assert told.err.startswith("error: 'm\\x1b[2Jo\\u202e' is no name that can be shown\n")
    assert rota("publish", folder, "--yes", "--by", "=cmd", "--note", "\x1b\r\n{{ x }}", JANUARY).code == 0
    assert lines(rota("history", folder).out)[1].endswith("\ufffd\ufffd\ufffd{{ x }}")


def test_an_instant_that_is_none_is_told(rota: Command, folder: Path) -> None:
    told = rota("diff", folder, "--now", "tomorrow")
    assert told.code == 2
    assert told.err == (
        "error: --at: `tomorrow` is not a timestamp\n"
        "help: write `2027-03-08T22:00` or `2027-03-08T22:00+01:00`\n"
    )
