from __future__ import annotations

import json
import sys
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import icalendar
import pytest
from teams import team_text, write_roster, write_workspace

from rota.store.database import NAME, connected
from rota.store.stamps import all_stamps

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

SHIFTS = ('{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}')
AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, email: ana@example.org, contacts: {slack: U123}}",
    "{id: bo, name: Bo Lind, contract: full}",
    "{id: cem, name: Cem, contract: full}",
)
JANUARY = "--now=2027-01-30T10:00:00Z"
MAILS = ("--format", "mail", "--itip", "--from", "lead@example.org")


@pytest.fixture
def folder(rota: Command, tmp_path: Path) -> Path:
    """Ana's Monday goes to Bo with the second revision; a note says what is nobody's business."""
    write_workspace(tmp_path, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS)})
    for worked in (("ana", "early@2027-03-08"), ("bo", "early@2027-03-08")):
        write_roster(tmp_path, worked, ("cem", "late@2027-03-08"))
        note = ("--note", "ana has the flu, secretly")
        assert rota("publish", tmp_path, "--yes", "--by", "mo", *note, JANUARY).code == 0
    return tmp_path


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_file_is_written_for_each_agent_whom_it_concerns(rota: Command, folder: Path) -> None:
    told = rota("notify", folder)
    where = folder / "out" / "notices" / "2"
    assert (told.code, told.err) == (0, "revision 2: messages for 2 agents\n")
    assert told.out == f"{where / 'ana.txt'}\n{where / 'bo.txt'}\n"
    assert read(where)["ana.txt"].decode().splitlines()[2:5] == [
        "your shifts at Help desk have changed:",
        "",
        "  removed: early Mon 08 Mar 2027 06:00-14:00",
    ]


def test_nothing_confidential_is_told(rota: Command, folder: Path) -> None:
    for wanted in ("text", "slack", "mail"):
        rota("notify", folder, "--format", wanted, "--out", folder / wanted)
        for content in read(folder / wanted).values():
            assert b"flu" not in content
            assert b"Cem" not in content


def test_an_earlier_revision_can_be_told_of(rota: Command, folder: Path) -> None:
    told = rota("notify", folder, "--revision", "1", "--out", folder / "first")
    assert told.code == 0
    assert sorted(read(folder / "first")) == ["ana.txt", "cem.txt"]


def test_slack_messages_go_to_the_contact_of_the_agent(rota: Command, folder: Path) -> None:
    assert rota("notify", folder, "-f", "slack", "--out", folder / "slack").code == 0
    messages = {name: json.loads(content) for name, content in read(folder / "slack").items()}
    assert {name: message.get("channel") for name, message in messages.items()} == {
        "ana.json": "U123",
        "bo.json": None,
    }


def test_who_has_no_address_is_named(rota: Command, folder: Path) -> None:
    told = rota("notify", folder, "-f", "mail", "--out", folder / "mails")
    assert told.code == 1
    assert told.err == (
        "revision 2: messages for 1 agent\nno message for Bo Lind: no e-mail address in team.yaml\n"
    )
    assert sorted(read(folder / "mails")) == ["ana.eml"]


def test_calendar_mails_have_the_uid_and_the_number_of_the_feed(rota: Command, folder: Path) -> None:
    rota("notify", folder, *MAILS, "--out", folder / "mails")
    found = read(folder / "mails")
    assert sorted(found) == ["ana-01-cancel.eml", "ana.eml"]
    mail = message_from_bytes(found["ana-01-cancel.eml"], policy=default)
    inner = list(mail.walk())[2]
    (event,) = icalendar.Calendar.from_ical(inner.get_content()).events
    with connected(folder / NAME) as store:
        stamp = all_stamps(store)[str(event["UID"])]
    assert (event["SEQUENCE"], event["STATUS"], stamp.sequence) == (1, "CANCELLED", 1)
    assert mail["Subject"] == "Cancelled: early · Help desk"


WRITE = """
import os, pathlib, sys
shown = " ".join(os.environ[f"ROTA_{name}"] for name in ("AGENT", "NAME", "EMAIL", "REVISION", "SUBJECT"))
pathlib.Path(sys.argv[1], os.environ["ROTA_AGENT"]).write_text(shown + "\\n" + sys.stdin.readline())
sys.exit(os.environ["ROTA_AGENT"] == "bo")
"""


def test_a_program_of_ones_own_gets_each_message(rota: Command, folder: Path) -> None:
    (folder / "tell.py").write_text(WRITE)
    target = folder / "a folder"
    target.mkdir()
    told = rota("notify", folder, "--command", f"{sys.executable} {folder / 'tell.py'} '{target}'")
    assert (told.code, told.out) == (1, "")
    assert told.err == ("error: the program ended with 1 for agent `bo`\nrevision 2: messages for 2 agents\n")
    assert read(target) == {
        "ana": b"ana Ana Kola ana@example.org 2 Help desk: one of your shifts has changed\nHello Ana Kola,\n",
        "bo": b"bo Bo Lind  2 Help desk: one of your shifts has changed\nHello Bo Lind,\n",
    }
    assert not (folder / "out" / "notices").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--itip",), "calendar mails are mails from somebody"),
        ((*MAILS, "--revision", "1"), "calendar mails tell of the newest revision, 2, not of 1"),
        (("--command", "'a"), "`'a` is no command"),
        (("--command", "true", "--out", "x"), "messages are either written or handed to a program"),
        (("--revision", "9"), "there is no revision 9"),
        (("--format", "mail", "--from", "lead"), "`lead` is not an e-mail address"),
        (("--command", "no-such-program"), "no such file or directory: `no-such-program`"),
    ],
)
def test_what_makes_no_sense_is_told(
    rota: Command, folder: Path, options: tuple[str, ...], said: str
) -> None:
    told = rota("notify", folder, *options)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: {said}\n")
