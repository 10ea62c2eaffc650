from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from duties import AGENTS, SHIFTS, WORKED
from teams import SHIFTS as WORK
from teams import team_text, write_roster, write_workspace

from exports import json as roster_json
from rota.store.database import connected
from rota.store.publish import Act, publish

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

NIGHT = ("--at", "2027-03-10T22:00", "--zone", "Europe/Berlin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS)})
    write_roster(folder, *WORKED)
    return folder


def rows(out: str) -> list[str]:
    return [" ".join(line.split()) for line in out.splitlines()]


def test_who_is_on_until_when_and_who_is_next_on_both_clocks(rota: Command, folder: Path) -> None:
    told = rota("oncall", folder, *NIGHT)
    assert (told.code, told.err) == (0, "")
    assert rows(told.out) == [
        "Help desk, Wed 10 Mar 22:00 (Europe/Berlin)",
        "role on call until next",
        'primary =cmd|"x" Thu 11 Mar 08:00 (16:00 in Tokyo) Ana Kola',
        "secondary nobody Thu 11 Mar 08:00 Cem",
        "out/roster.json, not published",
    ]


def test_the_day_is_told_where_it_is_another_one(rota: Command, folder: Path) -> None:
    told = rota(
        "oncall", folder, "--at", "2027-03-10T19:00Z", "--zone", "America/New_York", "--role", "primary"
    )
    assert rows(told.out)[2] == 'primary =cmd|"x" Thu 11 Mar 02:00 (16:00 in Tokyo) Ana Kola'
    told = rota("oncall", folder, "--at", "2027-03-10T10:00Z", "--zone", "Asia/Tokyo", "--role", "primary")
    assert rows(told.out)[2] == 'primary Ana Kola Thu 11 Mar 04:00 (Wed 20:00 in Berlin) =cmd|"x"'


def test_one_role_as_json(rota: Command, folder: Path) -> None:
    assert json.loads(rota("oncall", folder, *NIGHT, "--role", "primary", "--json").out) == {
        "format": "rota-oncall/1",
        "team": "Help desk",
        "at": "2027-03-10T21:00:00Z",
        "zone": "Europe/Berlin",
        "roles": [
            {
                "role": "primary",
                "agent": "bo",
                "name": '=cmd|"x"',
                "since": "2027-03-10T19:00:00Z",
                "until": "2027-03-11T07:00:00Z",
                "until_here": "2027-03-11T08:00:00+01:00",
                "until_there": "2027-03-11T16:00:00+09:00",
                "next": "ana",
                "next_name": "Ana Kola",
                "next_from": "2027-03-11T07:00:00Z",
            }
        ],
    }


def test_after_the_roster_nothing_is_known(rota: Command, folder: Path) -> None:
    told = rota("oncall", folder, "--at", "2027-04-01", "--zone", "Europe/Berlin", "--role", "primary")
    assert rows(told.out)[2] == "primary nobody not known not known"


def test_what_is_published_is_told_and_not_the_draft(rota: Command, folder: Path) -> None:
    draft = roster_json.read((folder / "out" / "roster.json").read_bytes())
    with connected(folder / "rota.db") as connection:
        publish(connection, draft, Act(datetime(2027, 3, 1, tzinfo=UTC), "lead", 0))
    write_roster(folder, ("cem", "night1@2027-03-10"))
    told = rota("oncall", folder, *NIGHT, "--role", "primary")
    assert rows(told.out)[2:] == [
        'primary =cmd|"x" Thu 11 Mar 08:00 (16:00 in Tokyo) Ana Kola',
        "published, revision 1",
    ]
    told = rota("oncall", folder, "--at", "2027-09-01", "--zone", "Europe/Berlin", "--role", "primary")
    assert rows(told.out)[-1] == "out/roster.json: nothing is published of these weeks"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--role", "primery"), "error: there is no role `primery`\nhelp: known: primary, secondary\n"),
        (("--at", "soon"), "error: --at: `soon` is not a timestamp\n"),
        (
            ("--at", "2027-03-28T02:30", "--zone", "Europe/Berlin"),
            "error: --at: `2027-03-28T02:30` does not exist in Europe/Berlin: the clocks skip it\n",
        ),
        (("--zone", "Berlin"), "error: unknown zone `Berlin`\nhelp: did you mean `Europe/Berlin`?\n"),
    ],
)
def test_what_cannot_be_asked_is_said(
    rota: Command, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    told = rota("oncall", folder, *arguments)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(message)


def test_the_machine_s_zone_is_the_asker_s(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert (
        rows(rota("oncall", folder, "--at", "2027-03-10T12:00").out)[0]
        == "Help desk, Wed 10 Mar 12:00 (Asia/Tokyo)"
    )


def test_a_roster_without_roles_says_what_to_do(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(shifts=WORK)})
    write_roster(folder, ("ana", "early@2027-03-08"))
    told = rota("oncall", folder)
    assert (told.code, told.err.splitlines()[:2]) == (
        2,
        [
            "error: the roster has no role: nobody is on call",
            "help: give shifts `kind: on_call` and a `role` in team.yaml",
        ],
    )


def test_without_a_roster_it_says_how_to_make_one(rota: Command, tmp_path: Path) -> None:
    told = rota("oncall", tmp_path)
    assert told.code == 2
    assert told.err.startswith("error: there is no roster yet\n")
