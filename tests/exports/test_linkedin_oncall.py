from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import AGENTS, at, by_minute, example, plans, said_by_minute

from exports.linkedin_oncall import EVENTS, PLANS, SYSTEM, read, write
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEMS = (
    System(
        SYSTEM,
        (("primary", "primary"), ("secondary", "secondary")),
        (("team", "support"), ("template", "desk alert")),
    ),
)


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **{"systems": SYSTEMS, **more})


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


@given(plan=plans(SYSTEM, systems=SYSTEMS))
@settings(max_examples=40)
def test_every_minute_reaches_whom_the_plan_says_also_in_gaps(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_an_event_has_whole_seconds_since_1970_and_no_other_fields() -> None:
    assert lines(write(plan_of(since=at(27, 9)))[EVENTS])[:2] == [
        {
            "start": 1806138000,
            "end": 1806174000,
            "user": "ana@linkedin-oncall",
            "team": "support",
            "role": "primary",
            "note": "rota primary.20270327T0700Z.ana",
        },
        {
            "start": 1806174000,
            "end": 1806213600,
            "user": "bo@linkedin-oncall",
            "team": "support",
            "role": "primary",
            "note": "rota primary.20270327T1900Z.bo",
        },
    ]


def test_a_plan_of_iris_pages_the_roles_of_the_team_and_waits_in_seconds() -> None:
    standard = lines(write(plan_of())[PLANS])[1]

    assert standard["name"] == "rota-standard"
    assert len(standard["steps"]) == 9
    assert standard["steps"][:3] == [
        [
            {
                "role": role,
                "target": target,
                "priority": "high",
                "wait": wait,
                "repeat": 0,
                "template": "desk alert",
                "optional": False,
            }
        ]
        for role, target, wait in (
            ("oncall-primary", "support", 300),
            ("oncall-secondary", "support", 600),
            ("user", "dev@linkedin-oncall", 900),
        )
    ]


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


def test_a_role_that_oncall_has_not_is_refused() -> None:
    system = System(SYSTEM, (("primary", "boss"), ("secondary", "vacation")), SYSTEMS[0].settings)

    with pytest.raises(InputError) as caught:
        write(plan_of(systems=(system,)))

    assert [(fault.message, fault.help) for fault in caught.value.faults] == [
        (f"role `primary` is 'boss' in {SYSTEM}", "use one of primary, secondary, shadow, manager"),
        (f"role `secondary` is 'vacation' in {SYSTEM}", "use one of primary, secondary, shadow, manager"),
    ]


@pytest.mark.parametrize("missing", ["team", "template"])
def test_a_missing_setting_is_told(missing: str) -> None:
    kept = tuple(pair for pair in SYSTEMS[0].settings if pair[0] != missing)

    with pytest.raises(InputError, match=f"the setting `{missing}` of {SYSTEM} is missing"):
        write(plan_of(systems=(System(SYSTEM, SYSTEMS[0].schedules, kept),)))


def test_roles_that_the_notes_contradict_are_told() -> None:
    files = write(plan_of())
    mixed = files[EVENTS].replace(b'"role": "secondary"', b'"role": "primary"')

    with pytest.raises(InputError, match="events of `primary` and `secondary` are both `primary`"):
        read({**files, EVENTS: mixed})


def test_steps_that_the_description_contradicts_are_told() -> None:
    files = write(plan_of())

    with pytest.raises(InputError, match="the steps of `rota-standard` are not what its description says"):
        read({**files, PLANS: files[PLANS].replace(b"gone through 3 times", b"gone through 2 times")})


def test_everybody_is_known() -> None:
    assert {event["user"] for event in lines(write(plan_of())[EVENTS])} == {
        f"{agent}@{SYSTEM}" for agent in AGENTS
    }
