from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import AGENTS, HOSTILE, at, by_minute, example, plans, said_by_minute
from real import program, run
from recorder import recorder
from slack_sdk import WebClient

from exports.slack import FILE, SYSTEM, Due, due, read, write
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from datetime import datetime

    from recorder import Request

    from rota.paging.plan import PagingPlan

CONTACTS = tuple((agent, SYSTEM, f"U0{agent.upper()}") for agent in AGENTS)
PAGE = Path(__file__).parent.parent.parent / "docs" / "paging" / "slack.md"


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **{"contacts": CONTACTS, **more})


def asked(request: Request) -> tuple[str, str, str]:
    """Path, user group and users of a call."""
    form = parse_qs(request.body.decode())
    return request.path, form["usergroup"][0], form["users"][0]


@given(plan=plans(SYSTEM, st.from_regex(r"U[A-Z0-9]{2,10}", fullmatch=True)))
@settings(max_examples=40)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_a_change_is_one_line_with_a_key_of_role_start_and_agent() -> None:
    assert [json.loads(line) for line in write(plan_of(since=at(27, 9)))[FILE].decode().splitlines()][:3] == [
        {
            "key": "primary.20270327T0700Z.ana",
            "at": "2027-03-27T09:00:00Z",
            "role": "primary",
            "usergroup": "SCHED1",
            "users": ["U0ANA"],
        },
        {
            "key": "secondary.20270327T0700Z.cem",
            "at": "2027-03-27T09:00:00Z",
            "role": "secondary",
            "usergroup": "SCHED2",
            "users": ["U0CEM"],
        },
        {
            "key": "primary.20270327T1900Z.bo",
            "at": "2027-03-27T19:00:00Z",
            "role": "primary",
            "usergroup": "SCHED1",
            "users": ["U0BO"],
        },
    ]


@pytest.mark.parametrize(
    ("instant", "primary", "secondary"),
    [
        (at(27, 18, 59), "U0ANA", "U0CEM"),
        (at(27, 19), "U0BO", "U0CEM"),
        (at(28, 7), "U0DEV", "U0BO"),
        (at(40, 0), "U0DEV", "U0DEV"),
    ],
)
def test_what_is_due_is_who_is_on_then_and_the_fallback_in_gaps_and_after_the_end(
    instant: datetime, primary: str, secondary: str
) -> None:
    assert due(write(plan_of()), instant) == (Due("SCHED1", primary), Due("SCHED2", secondary))


def test_nothing_is_due_before_the_roster_begins() -> None:
    assert due(write(plan_of()), at(27, 6)) == ()


def test_slacks_own_client_sends_what_is_due() -> None:
    with recorder() as sink:
        client = WebClient(token="xoxb-0", base_url=f"{sink.url}/api/")
        for call in due(write(plan_of()), at(27, 20)):
            client.usergroups_users_update(usergroup=call.usergroup, users=call.users)
        calls = [asked(sink.requests.get(timeout=60)) for _ in range(2)]

    assert calls == [
        ("/api/usergroups.users.update", "SCHED1", "U0BO"),
        ("/api/usergroups.users.update", "SCHED2", "U0CEM"),
    ]


def test_the_job_of_the_manual_sends_what_is_due(tmp_path: Path) -> None:
    for name in ("sh", "curl", "jq"):
        program(name)
    (job,) = re.findall(r"^```sh\n(#!/bin/sh.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "job.sh").write_text(job, "utf-8")
    (tmp_path / FILE).write_bytes(write(plan_of())[FILE])

    with recorder() as sink:
        words = {"TIMELINE": str(tmp_path / FILE), "SLACK_API": f"{sink.url}/api", "SLACK_TOKEN": "xoxb-0"}
        told = run("sh", tmp_path / "job.sh", **words, NOW="2027-03-28T07:30:00Z", PATH=os.environ["PATH"])
        requests = [sink.requests.get_nowait() for _ in range(sink.requests.qsize())]

    assert (told.returncode, told.stderr) == (0, "")
    assert [asked(request) for request in requests] == [
        ("/api/usergroups.users.update", "SCHED1", "U0DEV"),
        ("/api/usergroups.users.update", "SCHED2", "U0BO"),
    ]
    assert requests[0].headers["authorization"] == "Bearer xoxb-0"


def test_the_export_is_proved_to_page_whom_the_roster_says() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


@pytest.mark.parametrize("hostile", [*HOSTILE, "U1,U2"])
def test_an_id_that_could_be_two_is_refused(hostile: str) -> None:
    with pytest.raises(InputError, match=r"agent `ana` has .* for slack, which is no id"):
        write(plan_of(contacts=(("ana", SYSTEM, hostile), *CONTACTS[1:])))
    with pytest.raises(InputError, match=r"role `primary` has .* for slack, which is no id"):
        write(plan_of(systems=(System(SYSTEM, (("primary", hostile), ("secondary", "S2"))),)))
