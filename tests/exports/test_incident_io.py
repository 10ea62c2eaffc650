from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from incident_io.models.escalations_create_path_payload_v2 import EscalationsCreatePathPayloadV2
from incident_io.models.schedules_create_override_payload_v2 import SchedulesCreateOverridePayloadV2
from incident_io.models.schedules_update_payload_v2 import SchedulesUpdatePayloadV2
from paging_plans import at, by_minute, example, plans, said_by_minute

from exports.incident_io import BASE, ESCALATIONS, OVERRIDES, SYSTEM, read, write
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

MODELS = {
    BASE: SchedulesUpdatePayloadV2,
    OVERRIDES: SchedulesCreateOverridePayloadV2,
    ESCALATIONS: EscalationsCreatePathPayloadV2,
}


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


@given(plan=plans(SYSTEM))
@settings(max_examples=12)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


@given(plan=plans(SYSTEM))
@settings(max_examples=12)
def test_the_models_of_the_interface_read_every_request_and_know_every_field(plan: PagingPlan) -> None:
    files = write(plan)

    for name, model in MODELS.items():
        for line in lines(files[name]):
            assert as_sent(model.from_dict(line["body"]).to_dict()) == as_sent(line["body"])
            assert model.from_dict(line["body"]).additional_properties == {}


def as_sent(value: object) -> object:
    """Instants in one notation."""
    return json.loads(json.dumps(value).replace("+00:00", "Z"))


def test_a_turn_is_one_request_with_a_key_of_role_start_and_agent() -> None:
    assert lines(write(example(SYSTEM, since=at(27, 9)))[OVERRIDES])[0] == {
        "key": "primary.20270327T0700Z.ana",
        "end": "2027-03-27T19:00:00Z",
        "path": "/v2/schedule_overrides",
        "take_back": "/v2/schedule_overrides",
        "body": {
            "schedule_id": "SCHED1",
            "rotation_id": "rota-primary",
            "layer_id": "rota-primary-layer",
            "start_at": "2027-03-27T09:00:00Z",
            "end_at": "2027-03-27T19:00:00Z",
            "user": {"id": "ana@incident-io"},
        },
    }


def test_nothing_but_the_overrides_depends_on_what_is_past() -> None:
    early, late = write(example(SYSTEM)), write(example(SYSTEM, since=at(28, 7)))

    assert {name for name in early if early[name] != late[name]} == {OVERRIDES}


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(example(SYSTEM))), example(SYSTEM)) == ()


def test_roles_without_a_schedule_are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, systems=()))

    assert [fault.message for fault in caught.value.faults] == [
        "role `primary` has no schedule in incident-io",
        "role `secondary` has no schedule in incident-io",
    ]


def test_two_roles_of_one_schedule_are_refused() -> None:
    system = System(SYSTEM, (("primary", "S1"), ("secondary", "S1")))

    with pytest.raises(InputError, match="roles `primary` and `secondary` are both `S1` in incident-io"):
        write(example(SYSTEM, systems=(system,)))


def test_an_override_of_a_schedule_that_is_no_roles_is_told() -> None:
    files = write(example(SYSTEM))

    with pytest.raises(InputError, match=r"of a schedule, rotation or layer that `base.jsonl` has not"):
        read({**files, OVERRIDES: files[OVERRIDES].replace(b'"SCHED1"', b'"SCHED9"')})


def test_a_broken_line_is_told_with_its_number() -> None:
    files = write(example(SYSTEM))

    with pytest.raises(InputError) as caught:
        read({**files, OVERRIDES: files[OVERRIDES].replace(b'"2027-03-28T06:00:00Z"', b'"six"')})

    assert [(fault.line, fault.message) for fault in caught.value.faults] == [
        (2, "`body.end_at` should be an instant in UTC like `2027-03-08T05:00:00Z`"),
        (2, "`end` should be an instant in UTC like `2027-03-08T05:00:00Z`"),
    ]
