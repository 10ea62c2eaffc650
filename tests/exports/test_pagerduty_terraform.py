from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import HOSTILE, at, by_minute, example, plans, said_by_minute

from exports.pagerduty_terraform import read, write
from exports.terraform import FILE, text_of
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan


def resources(plan: PagingPlan, kind: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(write(plan)[FILE])["resource"].get(kind, {})
    return found


def events(plan: PagingPlan) -> list[dict[str, object]]:
    return [
        event
        for schedule in resources(plan, "pagerduty_schedulev2").values()
        for event in schedule["rotation"]["event"]
    ]


@given(plan=plans("pagerduty"))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in("pagerduty"))
    assert reading.fallbacks == tuple((role, plan.ids_in("pagerduty")["dev"]) for role in plan.roles)


@given(plan=plans("pagerduty"))
@settings(max_examples=60)
def test_no_two_events_of_a_rotation_are_effective_at_once(plan: PagingPlan) -> None:
    for schedule in resources(plan, "pagerduty_schedulev2").values():
        spans = [
            (one["effective_since"], one.get("effective_until")) for one in schedule["rotation"]["event"]
        ]
        assert all(until == since for (_, until), (since, _) in pairwise(spans))
        assert spans[-1][1] is None


def test_an_event_is_as_documented() -> None:
    assert events(example("pagerduty"))[0] == {
        "name": "2027-03-27 07:00 Ana Kola",
        "start_time": "2027-03-27T07:00:00Z",
        "end_time": "2027-03-27T19:00:00Z",
        "effective_since": "2027-03-27T07:00:00Z",
        "effective_until": "2027-03-27T19:00:00Z",
        "recurrence": ["RRULE:FREQ=DAILY;COUNT=1"],
        "assignment_strategy": {
            "type": "every_member_assignment_strategy",
            "member": [{"type": "user_member", "user_id": "ana@pagerduty"}],
        },
    }


def test_the_provider_refuses_the_zone_utc_so_it_is_etc_utc() -> None:
    zones = [one["time_zone"] for one in resources(example("pagerduty"), "pagerduty_schedulev2").values()]

    assert zones == ["Etc/UTC", "Etc/UTC"]


def test_after_the_roster_the_fallback_is_on_call_without_an_end() -> None:
    last = events(example("pagerduty"))[-1]

    assert (last["recurrence"], last["start_time"], "effective_until" in last) == (
        ["RRULE:FREQ=DAILY"],
        "2027-03-28T20:00:00Z",
        False,
    )


def test_escalations_refer_to_the_schedules_and_are_read_back() -> None:
    files = write(example("pagerduty"))
    (first, *_) = resources(example("pagerduty"), "pagerduty_escalation_policy").values()

    assert first["rule"][0]["target"] == [
        {"type": "schedule_reference", "id": "${pagerduty_schedulev2.primary_076204ee40.id}"},
        {"type": "user_reference", "id": "cem@pagerduty"},
    ]
    assert read(files).chains[0] == ReadChain(
        "light",
        (
            ReadStep((("role", "primary"), ("person", "cem@pagerduty")), 30),
            ReadStep((("person", "dev@pagerduty"),), 15),
        ),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_inert_and_at_most_255_characters_long(name: str) -> None:
    plan = example("pagerduty", team=name, names=(("ana", name),))
    shown = [str(one["name"]) for one in resources(plan, "pagerduty_schedulev2").values()]
    shown += [str(one["name"]) for one in events(plan)]

    texts = [text_of(one) for one in shown]

    assert max(len(one) for one in texts) <= 255
    assert all(one.isprintable() or "\u200d" in one or "\ufeff" in one for one in texts)


def test_resources_keep_their_names_when_a_person_joins() -> None:
    plan = example("pagerduty")
    joined = replace(plan, turns=(replace(plan.turns[0], person="dev"), *plan.turns[1:]))
    before, after = (write(one)[FILE].splitlines() for one in (plan, joined))

    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_more_repeats_than_nine_are_refused() -> None:
    often = Escalation("standard", (Step((Target("agent", "dev"),), 5),), repeat=10)

    with pytest.raises(InputError, match="escalation `standard` is repeated 10 times"):
        write(example("pagerduty", escalations=(often,)))


def test_an_event_that_is_effective_beyond_its_span_is_refused_on_reading() -> None:
    files = write(example("pagerduty"))
    files[FILE] = files[FILE].replace(
        b'"effective_until": "2027-03-27T19:00:00Z"', b'"effective_until": "2027-03-29T19:00:00Z"', 1
    )

    with pytest.raises(InputError, match="is not one person's over the span that it is effective"):
        read(files)


def test_what_is_past_is_left_out() -> None:
    assert min(turn.start for turn in read(write(example("pagerduty", since=at(28, 7)))).turns) == at(28, 7)
