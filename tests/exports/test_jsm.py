from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import by_minute, example, plans, said_by_minute

from exports.jsm import ESCALATIONS, OVERRIDES, read, write
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEM = "jsm"
SET = (
    System(
        SYSTEM,
        (("primary", "SCHED1"), ("secondary", "SCHED2")),
        (
            ("team", "TEAM"),
            ("rotation.primary", "ROT1"),
            ("rotation.secondary", "ROT2"),
            ("escalation_policy.standard", "ESC1"),
        ),
    ),
)


def calls(plan: PagingPlan, file: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in write(plan)[file].decode().split("\n") if line]


@given(plan=plans(SYSTEM, systems=SET))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))
    assert all(turn.start >= max(plan.start, plan.since) for turn in reading.turns)


def test_an_override_has_all_four_fields_that_are_needed() -> None:
    assert calls(example(SYSTEM, systems=SET), OVERRIDES)[-1] == {
        "method": "POST",
        "path": "/v1/schedules/SCHED2/overrides",
        "body": {
            "responder": {"type": "user", "id": "bo@jsm"},
            "startDate": "2027-03-28T07:00:00Z",
            "endDate": "2027-03-28T20:00:00Z",
            "rotationIds": ["ROT2"],
        },
    }


def test_escalations_are_the_teams_and_read_back() -> None:
    plan = example(SYSTEM, systems=SET)

    assert [(call["method"], call["path"]) for call in calls(plan, ESCALATIONS)] == [
        ("POST", "/v1/teams/TEAM/escalations"),
        ("PATCH", "/v1/teams/TEAM/escalations/ESC1"),
    ]
    assert calls(plan, ESCALATIONS)[0]["body"] == {
        "name": "Bank help desk: light",
        "enabled": True,
        "rules": [
            {
                "condition": "if-not-acked",
                "notifyType": "default",
                "delay": delay,
                "recipient": {"type": kind, "id": id},
            }
            for delay, kind, id in (
                (0, "schedule", "SCHED1"),
                (0, "user", "cem@jsm"),
                (30, "user", "dev@jsm"),
            )
        ],
    }
    last = ReadStep((("person", "dev@jsm"),), 15)
    assert read(write(plan)).chains == (
        ReadChain("light", (ReadStep((("role", "primary"), ("person", "cem@jsm")), 30), last)),
        ReadChain(
            "standard",
            (ReadStep((("role", "primary"),), 5), ReadStep((("role", "secondary"),), 10), last),
            repeat=2,
        ),
    )


def test_roles_without_a_rotation_and_a_missing_team_are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        write(example(SYSTEM))

    assert [(fault.message, fault.help) for fault in caught.value.faults] == [
        (
            "no team has the escalations in jsm",
            "add `team: <id of the team there>` to `paging: systems: jsm: settings`",
        ),
        *(
            (
                f"role `{role}` has no rotation in jsm",
                f"add `rotation.{role}: <id of the fallback's rotation in its schedule>` "
                "to `paging: systems: jsm: settings`",
            )
            for role in ("primary", "secondary")
        ),
    ]
