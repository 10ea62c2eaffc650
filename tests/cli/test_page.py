from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from duties import AGENTS, RULES, SHIFTS, WORKED
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

QUEUES = ("{id: phone, channel: phone, handle_seconds: 240}",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = team_text(agents=AGENTS, shifts=SHIFTS, queues=QUEUES, more=RULES)
    folder = write_workspace(
        tmp_path, {"team.yaml": text, "history.csv": "agent,shift,day\nbo,night1,2027-03-07\n"}
    )
    write_roster(folder, *WORKED)
    return folder


def rows(out: str) -> list[str]:
    return [" ".join(line.split()) for line in out.splitlines()]


def test_an_alert_is_played_across_a_handoff(rota: Command, folder: Path) -> None:
    told = rota("page", folder, "--at", "2027-03-10T19:57", "--zone", "Europe/Berlin", "--queue", "phone")
    assert (told.code, told.err) == (0, "")
    assert rows(told.out) == [
        "alert at Wed 10 Mar 19:57 (Europe/Berlin), route 2: standard",
        "min at paged as step",
        "+0 Wed 10 Mar 19:57 Ana Kola primary 1",
        '+3 Wed 10 Mar 20:00 (Thu 04:00 in Tokyo) =cmd|"x" primary 1, took over',
        "+5 Wed 10 Mar 20:02 Cem fallback for secondary 2",
        "+15 Wed 10 Mar 20:12 Cem by name 3",
        "nobody answered; the last wait was over after 25 min",
    ]


def test_an_answer_ends_it(rota: Command, folder: Path) -> None:
    asked = ("--at", "2027-03-10T12:00Z", "--severity", "low", "--ack-after", "3", "--json")
    assert json.loads(rota("page", folder, *asked).out) == {
        "format": "rota-page/1",
        "at": "2027-03-10T12:00:00Z",
        "route": 1,
        "escalation": "quiet",
        "answered": True,
        "until": "2027-03-10T12:03:00Z",
        "pages": [
            {
                "at": "2027-03-10T12:00:00Z",
                "minute": 0,
                "round": 1,
                "step": 1,
                "target": {"kind": "role", "id": "primary"},
                "agent": "ana",
                "name": "Ana Kola",
                "why": "step",
                "stand_in": False,
            }
        ],
    }


def test_who_began_before_the_horizon_is_paged_in_its_first_hours(rota: Command, folder: Path) -> None:
    told = rota("page", folder, "--at", "2027-03-08T02:00", "--zone", "Europe/Berlin", "--ack-after", "1")
    assert rows(told.out)[2:] == [
        '+0 Mon 08 Mar 02:00 (10:00 in Tokyo) =cmd|"x" primary 1',
        "answered after 1 min",
    ]


def test_a_queue_that_there_is_not_is_refused(rota: Command, folder: Path) -> None:
    told = rota("page", folder, "--queue", "fone")
    assert (told.code, told.err.splitlines()[:2]) == (
        2,
        ["error: there is no queue `fone`", "help: known: phone"],
    )


def test_a_time_outside_the_roster_is_refused(rota: Command, folder: Path) -> None:
    told = rota("page", folder, "--at", "2027-03-15", "--zone", "Europe/Berlin")
    assert (told.code, told.err.splitlines()[0]) == (2, "error: the roster says nothing of Mon 15 Mar 00:00")


def test_a_team_without_paging_is_told_where_to_say_it(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS)})
    write_roster(folder, *WORKED)
    told = rota("page", folder, "--at", "2027-03-10")
    assert (told.code, told.err.splitlines()[:3]) == (
        2,
        [
            "error: team.yaml has no section `paging`",
            f" --> {folder / 'team.yaml'}",
            "help: give it `fallback` and `escalations`",
        ],
    )
