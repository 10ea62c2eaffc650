from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from paging_plans import at, by_minute, example, plans, said_by_minute, turn

from exports.pager_index import FILE as INDEX
from exports.pagerduty import BATCH, ESCALATIONS, OVERRIDES, read, write
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.plan import PagingPlan, System
from rota.paging.reading import ReadChain, ReadStep

SYSTEM = "pagerduty"


def calls(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


def overrides(plan: PagingPlan, role: str) -> list[dict[str, object]]:
    path = f"/schedules/{dict(plan.system(SYSTEM).schedules)[role]}/overrides"
    return [
        one
        for call in calls(write(plan)[OVERRIDES])
        if call["path"] == path
        for one in call["body"]["overrides"]
    ]


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_one_person_at_a_time_has_a_schedule_and_nothing_is_written_for_the_past(plan: PagingPlan) -> None:
    for role in plan.roles:
        spans = [(one["start"], one["end"]) for one in overrides(plan, role)]
        assert spans == sorted(spans)
        assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert all(turn.start >= max(plan.start, plan.since) for turn in read(write(plan)).turns)


def test_calls_are_as_documented() -> None:
    lines = write(example(SYSTEM))

    assert calls(lines[OVERRIDES])[1] == {
        "method": "POST",
        "path": "/schedules/SCHED2/overrides",
        "body": {
            "overrides": [
                {
                    "start": "2027-03-27T07:00:00Z",
                    "end": "2027-03-28T07:00:00Z",
                    "user": {"id": "cem@pagerduty", "type": "user_reference"},
                },
                {
                    "start": "2027-03-28T07:00:00Z",
                    "end": "2027-03-28T20:00:00Z",
                    "user": {"id": "bo@pagerduty", "type": "user_reference"},
                },
            ]
        },
    }
    assert calls(lines[ESCALATIONS])[0] == {
        "method": "POST",
        "path": "/escalation_policies",
        "body": {
            "escalation_policy": {
                "type": "escalation_policy",
                "name": "Bank help desk: light",
                "num_loops": 0,
                "escalation_rules": [
                    {
                        "escalation_delay_in_minutes": 30,
                        "targets": [
                            {"id": "SCHED1", "type": "schedule_reference"},
                            {"id": "cem@pagerduty", "type": "user_reference"},
                        ],
                    },
                    {
                        "escalation_delay_in_minutes": 15,
                        "targets": [{"id": "dev@pagerduty", "type": "user_reference"}],
                    },
                ],
            }
        },
    }


def test_escalations_are_read_back() -> None:
    last = ReadStep((("person", "dev@pagerduty"),), 15)

    assert read(write(example(SYSTEM))).chains == (
        ReadChain("light", (ReadStep((("role", "primary"), ("person", "cem@pagerduty")), 30), last)),
        ReadChain(
            "standard",
            (ReadStep((("role", "primary"),), 5), ReadStep((("role", "secondary"),), 10), last),
            repeat=2,
        ),
    )


def test_a_policy_whose_id_is_known_is_replaced_and_not_made_again() -> None:
    settings = (("escalation_policy.light", "PESC01"),)
    plan = example(SYSTEM)
    known = replace(plan, systems=(replace(plan.systems[0], settings=settings),))

    made = [(call["method"], call["path"]) for call in calls(write(known)[ESCALATIONS])]

    assert made == [("PUT", "/escalation_policies/PESC01"), ("POST", "/escalation_policies")]


def test_where_nobody_is_on_call_pagerduty_opens_no_incident_so_a_hole_names_the_fallback() -> None:
    assert overrides(example(SYSTEM), "primary")[2] == {
        "start": "2027-03-28T06:00:00Z",
        "end": "2027-03-28T08:00:00Z",
        "user": {"id": "dev@pagerduty", "type": "user_reference"},
    }


def test_a_call_carries_at_most_a_hundred_overrides() -> None:
    turns = tuple(turn("primary", "ana", at(1, hour), at(1, hour + 1)) for hour in range(201))
    plan = example(
        SYSTEM,
        turns=turns,
        start=at(1, 0),
        end=at(1, 201),
        since=at(1, 0),
        roles=("primary",),
        escalations=(),
    )

    sizes = [len(call["body"]["overrides"]) for call in calls(write(plan)[OVERRIDES])]

    assert sizes == [BATCH, BATCH, 1]


def test_a_turn_under_way_is_written_from_since_on() -> None:
    assert overrides(example(SYSTEM, since=at(28, 7)), "primary")[0]["start"] == "2027-03-28T07:00:00Z"


def test_roles_without_a_schedule_are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, systems=()))

    assert [fault.message for fault in caught.value.faults] == [
        "role `primary` has no schedule in pagerduty",
        "role `secondary` has no schedule in pagerduty",
    ]


def test_two_roles_cannot_have_one_schedule() -> None:
    shared = (System(SYSTEM, (("primary", "SCHED1"), ("secondary", "SCHED1"))),)

    with pytest.raises(InputError, match="roles `primary` and `secondary` are both `SCHED1` in pagerduty"):
        write(example(SYSTEM, systems=shared))


def test_more_repeats_than_nine_are_refused() -> None:
    often = Escalation("standard", (Step((Target("agent", "dev"),), 5),), repeat=10)

    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, escalations=(often,)))

    (fault,) = caught.value.faults
    assert (fault.message, fault.help) == (
        "escalation `standard` is repeated 10 times",
        "pagerduty allows `repeat: 9` at most",
    )


def test_a_schedule_that_the_index_does_not_know_is_told() -> None:
    files = write(example(SYSTEM))
    files[INDEX] = files[INDEX].replace(b"SCHED2", b"SCHED3")

    with pytest.raises(InputError, match="`SCHED2` is no schedule of this export"):
        read(files)


def test_equal_plans_give_equal_bytes_and_a_change_of_one_role_is_one_line() -> None:
    plan = example(SYSTEM)
    changed = replace(plan, turns=(replace(plan.turns[0], person="bo"), *plan.turns[1:]))
    before, after = (write(one)[OVERRIDES].splitlines() for one in (plan, changed))

    assert write(plan) == write(example(SYSTEM))
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]


def test_two_escalations_that_would_be_called_the_same_are_refused() -> None:
    steps = (Step((Target("agent", "dev"),), 5),)

    with pytest.raises(InputError, match="are both `Bank help desk: night shift` in pagerduty"):
        write(
            example(SYSTEM, escalations=(Escalation("night shift", steps), Escalation("night\tshift", steps)))
        )


@pytest.mark.parametrize("id", ["P/1", "P 1?", "../P", "${x}", "é"])
def test_any_id_of_a_schedule_is_read_back_from_its_path(id: str) -> None:
    plan = example(SYSTEM, systems=(System(SYSTEM, (("primary", id), ("secondary", "SCHED2"))),))

    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))
