from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import at, by_minute, example, plans, said_by_minute

from exports.opsgenie import ESCALATIONS, OVERRIDES, read, write
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEM = "opsgenie"


def calls(plan: PagingPlan, file: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in write(plan)[file].decode().split("\n") if line]


def aliases(plan: PagingPlan) -> dict[str, dict[str, object]]:
    return {call["body"]["alias"]: call["body"] for call in calls(plan, OVERRIDES)}


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))
    assert all(turn.start >= max(plan.start, plan.since) for turn in reading.turns)


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_an_alias_is_there_once(plan: PagingPlan) -> None:
    assert len(aliases(plan)) == len(calls(plan, OVERRIDES))


def test_an_override_is_as_documented() -> None:
    assert calls(example(SYSTEM), OVERRIDES)[0] == {
        "method": "POST",
        "path": "/v2/schedules/SCHED1/overrides",
        "body": {
            "alias": "rota-3f62e18a586617a9",
            "user": {"type": "user", "username": "ana@opsgenie"},
            "startDate": "2027-03-27T07:00:00Z",
            "endDate": "2027-03-27T19:00:00Z",
        },
    }


def test_a_user_may_be_given_by_id() -> None:
    contacts = tuple((agent, SYSTEM, agent.upper()) for agent in ("ana", "bo", "cem", "dev"))

    assert calls(example(SYSTEM, contacts=contacts), OVERRIDES)[0]["body"]["user"] == {
        "type": "user",
        "id": "ANA",
    }


def test_a_turn_keeps_its_alias_when_it_is_under_way_and_when_others_change() -> None:
    plan = example(SYSTEM)
    later = example(SYSTEM, since=at(27, 9))
    changed = replace(plan, turns=(plan.turns[0], replace(plan.turns[1], person="dev"), *plan.turns[2:]))

    assert aliases(later).keys() == aliases(plan).keys()
    assert {alias for alias, body in aliases(later).items() if body != aliases(plan)[alias]} == {
        "rota-3f62e18a586617a9",
        "rota-1d610247e18f28ed",
    }
    assert len(aliases(changed).keys() - aliases(plan).keys()) == 1


def test_escalations_are_as_documented_and_read_back() -> None:
    rule = {"condition": "if-not-acked", "notifyType": "default"}

    assert calls(example(SYSTEM), ESCALATIONS)[1] == {
        "method": "POST",
        "path": "/v2/escalations",
        "body": {
            "name": "Bank help desk: standard",
            "rules": [
                {
                    **rule,
                    "delay": {"timeAmount": 0, "timeUnit": "minutes"},
                    "recipient": {"type": "schedule", "id": "SCHED1"},
                },
                {
                    **rule,
                    "delay": {"timeAmount": 5, "timeUnit": "minutes"},
                    "recipient": {"type": "schedule", "id": "SCHED2"},
                },
                {
                    **rule,
                    "delay": {"timeAmount": 15, "timeUnit": "minutes"},
                    "recipient": {"type": "user", "username": "dev@opsgenie"},
                },
            ],
            "repeat": {
                "waitInterval": 15,
                "count": 2,
                "resetRecipientStates": True,
                "closeAlertAfterAll": False,
            },
        },
    }
    last = ReadStep((("person", "dev@opsgenie"),), 15)
    assert read(write(example(SYSTEM))).chains == (
        ReadChain("light", (ReadStep((("role", "primary"), ("person", "cem@opsgenie")), 30), last)),
        ReadChain(
            "standard",
            (ReadStep((("role", "primary"),), 5), ReadStep((("role", "secondary"),), 10), last),
            repeat=2,
        ),
    )


def test_an_escalation_whose_id_is_known_is_changed() -> None:
    plan = example(SYSTEM)
    system = replace(plan.systems[0], settings=(("escalation_policy.light", "ESC1"),))

    made = [(call["method"], call["path"]) for call in calls(replace(plan, systems=(system,)), ESCALATIONS)]

    assert made == [("PATCH", "/v2/escalations/ESC1"), ("POST", "/v2/escalations")]


def test_a_step_later_than_a_day_is_refused() -> None:
    dev = (Target("agent", "dev"),)
    slow = Escalation("slow", (Step(dev, 1000), Step(dev, 441), Step(dev, 5)))

    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, escalations=(slow,)))

    (fault,) = caught.value.faults
    assert (fault.message, fault.help) == (
        "the last step of escalation `slow` comes after 1441 minutes",
        "opsgenie allows 1440 minutes at most",
    )


def test_a_long_name_of_the_team_is_cut() -> None:
    names = [call["body"]["name"] for call in calls(example(SYSTEM, team="x" * 300), ESCALATIONS)]

    assert [len(name) for name in names] == [100, 100]


def test_agents_and_roles_without_ids_are_all_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, systems=(), contacts=example(SYSTEM).contacts[:3]))

    assert [fault.message for fault in caught.value.faults] == [
        "agent `dev` has no id for opsgenie",
        "role `primary` has no schedule in opsgenie",
        "role `secondary` has no schedule in opsgenie",
    ]


def test_instants_are_written_with_z_and_off_the_half_hour_too() -> None:
    first = calls(example(SYSTEM, since=at(27, 9, 17)), OVERRIDES)[0]["body"]

    assert (first["startDate"], first["endDate"]) == ("2027-03-27T09:17:00Z", "2027-03-27T19:00:00Z")


def test_a_path_without_a_schedule_is_told() -> None:
    files = write(example(SYSTEM))
    files[OVERRIDES] = files[OVERRIDES].replace(b"/v2/schedules/SCHED1/overrides", b"/v2/rotations")

    with pytest.raises(InputError, match="the path `/v2/rotations` is no schedule's"):
        read(files)
