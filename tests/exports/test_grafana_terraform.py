from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import HOSTILE, at, by_minute, example, plans, said_by_minute

from exports.grafana_terraform import read, write
from exports.terraform import FILE, text_of
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEM = "grafana"


def resources(plan: PagingPlan, kind: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(write(plan)[FILE])["resource"].get(kind, {})
    return found


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))
    assert all(turn.start >= max(plan.start, plan.since) for turn in reading.turns)


@given(plan=plans(SYSTEM))
@settings(max_examples=60)
def test_names_of_shifts_are_unique_as_grafana_wants_them(plan: PagingPlan) -> None:
    names = [str(shift["name"]) for shift in resources(plan, "grafana_oncall_on_call_shift").values()]

    assert len(set(names)) == len(names)
    assert max(len(text_of(name)) for name in names) <= 200


def test_a_turn_is_a_single_event_and_the_fallback_repeats_daily_below_it() -> None:
    shifts = resources(example(SYSTEM), "grafana_oncall_on_call_shift")
    base = shifts["primary_fallback_d3fc9801b4"]
    single = shifts["primary_20270327t1900z_bo_45b8709113"]
    user = "${data.grafana_oncall_user.user_%s.id}"

    assert base == {
        "name": "Bank help desk: primary_fallback_d3fc9801b4",
        "type": "recurrent_event",
        "frequency": "daily",
        "interval": 1,
        "start": "2027-03-27T07:00:00",
        "duration": 86400,
        "time_zone": "UTC",
        "level": 0,
        "users": [user % "dev_grafana_40e095e1ff"],
    }
    assert single == {
        "name": "Bank help desk: primary_20270327t1900z_bo_45b8709113",
        "type": "single_event",
        "start": "2027-03-27T19:00:00",
        "duration": 39600,
        "time_zone": "UTC",
        "level": 1,
        "users": [user % "bo_grafana_31522a1553"],
    }


def test_a_chain_says_its_steps_as_often_as_they_are_gone_through() -> None:
    twice = Escalation(
        "twice",
        (
            Step((Target("role", "primary"), Target("agent", "bo"), Target("agent", "cem")), 5),
            Step((Target("agent", "dev"),), 10),
        ),
        repeat=1,
    )
    plan = example(SYSTEM, escalations=(twice,))
    steps = sorted(resources(plan, "grafana_oncall_escalation").values(), key=lambda one: one["position"])

    assert [(one["type"], one.get("duration")) for one in steps] == [
        ("notify_on_call_from_schedule", None),
        ("notify_persons", None),
        ("wait", 300),
        ("notify_persons", None),
        ("wait", 600),
    ] * 2
    assert [len(one.get("depends_on", ())) for one in steps] == [0, *[1] * 9]
    assert read(write(plan)).chains == (
        ReadChain(
            "twice",
            (
                ReadStep((("role", "primary"), ("person", "bo@grafana"), ("person", "cem@grafana")), 5),
                ReadStep((("person", "dev@grafana"),), 10),
            ),
            repeat=1,
        ),
    )


def test_a_chain_whose_rounds_differ_is_refused_on_reading() -> None:
    files = write(example(SYSTEM))
    files[FILE] = files[FILE].replace(b'"duration": 300', b'"duration": 360', 1)

    with pytest.raises(InputError, match="are not 3 times the same, each with a wait at its end"):
        read(files)


def test_a_wait_of_more_than_a_day_is_refused() -> None:
    slow = Escalation("slow", (Step((Target("agent", "dev"),), 1441),))

    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, escalations=(slow,)))

    (fault,) = caught.value.faults
    assert (fault.message, fault.help) == (
        "escalation `slow` waits 1441 minutes after step 1",
        "grafana allows 1440 minutes at most",
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_users_are_inert(name: str) -> None:
    contacts = (("ana", SYSTEM, name), *example(SYSTEM).contacts[1:])
    plan = example(SYSTEM, team=name, contacts=contacts)
    users = json.loads(write(plan)[FILE])["data"]["grafana_oncall_user"].values()

    assert {text_of(user["username"]) for user in users} >= {name}
    assert all(text_of(str(one["name"])) for one in resources(plan, "grafana_oncall_schedule").values())


def test_a_person_who_joins_reshuffles_nobody() -> None:
    plan = example(SYSTEM)
    joined = replace(plan, turns=(replace(plan.turns[0], person="dev"), *plan.turns[1:]))
    before, after = (resources(one, "grafana_oncall_on_call_shift") for one in (plan, joined))

    assert (len(before.keys() - after.keys()), len(after.keys() - before.keys())) == (1, 1)
    assert all(before[name] == after[name] for name in before.keys() & after.keys())


def test_a_turn_under_way_keeps_its_name() -> None:
    before, after = (
        resources(plan, "grafana_oncall_on_call_shift")
        for plan in (example(SYSTEM), example(SYSTEM, since=at(27, 9)))
    )

    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 4


def test_a_reference_to_nothing_is_told() -> None:
    files = write(example(SYSTEM))
    files[FILE] = files[FILE].replace(b'"user_bo_grafana_31522a1553": {', b'"user_x": {')

    with pytest.raises(InputError, match="refers to nothing in this file"):
        read(files)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"2027-03-27T19:00:00"', b'"2027-13-27T19:00:00"', "should be an instant in UTC"),
        (b'"duration": 39600', b'"duration": -5', "should be greater than 0"),
        (
            b'"type": "single_event"',
            b'"type": "rolling_users"',
            "should be `recurrent_event` or `single_event`",
        ),
    ],
)
def test_what_is_no_shift_is_told(old: bytes, new: bytes, message: str) -> None:
    files = write(example(SYSTEM))
    files[FILE] = files[FILE].replace(old, new)

    with pytest.raises(InputError, match=message):
        read(files)
