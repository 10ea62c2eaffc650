from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import AGENTS, HOSTILE, at, by_minute, example, plans, said_by_minute
from rootly_sdk.models.new_escalation_policy import NewEscalationPolicy
from rootly_sdk.models.new_escalation_policy_level import NewEscalationPolicyLevel
from rootly_sdk.models.new_override_shift import NewOverrideShift

from exports.rootly import ESCALATIONS, OVERRIDES, SYSTEM, read, write
from rota.errors import InputError
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

CONTACTS = tuple((agent, SYSTEM, str(1000 + number)) for number, agent in enumerate(AGENTS))


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **{"contacts": CONTACTS, **more})


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


def as_sent(value: object) -> object:
    """Instants in one notation."""
    return json.loads(json.dumps(value).replace("+00:00", "Z"))


@given(plan=plans(SYSTEM, st.integers(0, 10**15).map(str)))
@settings(max_examples=30)
def test_every_minute_reaches_whom_the_plan_says_also_in_gaps(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


def test_the_models_of_the_kit_read_every_request_and_know_every_field() -> None:
    files = write(plan_of())

    for line in lines(files[OVERRIDES]):
        assert as_sent(NewOverrideShift.from_dict(line["body"]).to_dict()) == line["body"]
    for line in lines(files[ESCALATIONS]):
        assert NewEscalationPolicy.from_dict(line["body"]).to_dict() == line["body"]
        for level in line["levels"]:
            sent = NewEscalationPolicyLevel.from_dict(level).to_dict()["data"]["attributes"]
            assert sent.items() >= level["data"]["attributes"].items()


def test_a_turn_is_one_request_to_the_schedule_of_its_role() -> None:
    assert lines(write(plan_of(since=at(27, 9)))[OVERRIDES])[0] == {
        "key": "primary.20270327T0700Z.ana",
        "role": "primary",
        "end": "2027-03-27T19:00:00Z",
        "path": "/v1/schedules/SCHED1/override_shifts",
        "take_back": "/v1/override_shifts",
        "body": {
            "data": {
                "type": "shifts",
                "attributes": {
                    "user_id": 1000,
                    "starts_at": "2027-03-27T09:00:00Z",
                    "ends_at": "2027-03-27T19:00:00Z",
                },
            }
        },
    }


def test_a_schedule_id_stays_within_its_place_of_the_path() -> None:
    system = System(SYSTEM, (("primary", "../x?y"), ("secondary", "S2")))

    assert lines(write(plan_of(systems=(system,)))[OVERRIDES])[0]["path"] == (
        "/v1/schedules/..%2Fx%3Fy/override_shifts"
    )


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


@pytest.mark.parametrize("id", [*HOSTILE, "007", "-1", "1.5", "९"])
def test_an_id_that_is_no_number_is_refused(id: str) -> None:
    with pytest.raises(InputError, match=r"agent `ana` has the id .* for rootly, which is no number"):
        write(plan_of(contacts=(("ana", SYSTEM, id), *CONTACTS[1:])))


def test_a_role_on_two_schedules_is_told() -> None:
    files = write(plan_of())

    with pytest.raises(InputError, match="role `primary` is on two schedules"):
        read({**files, OVERRIDES: files[OVERRIDES].replace(b"SCHED1", b"SCHED9", 1)})
