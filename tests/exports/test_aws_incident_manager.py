from __future__ import annotations

import json
from typing import TYPE_CHECKING

import botocore.session
import pytest
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st
from paging_plans import AGENTS, at, by_minute, example, plans, said_by_minute

from exports.aws_incident_manager import BASE, ESCALATIONS, OVERRIDES, SYSTEM, read, write
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.plan import System
from rota.paging.proof import prove

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from rota.paging.plan import PagingPlan

ARN = "arn:aws:ssm-contacts:eu-west-1:123456789012"
SYSTEMS = (
    System(
        SYSTEM,
        (("primary", f"{ARN}:rotation/primary/1"), ("secondary", f"{ARN}:rotation/secondary/2")),
        (("contact.primary", f"{ARN}:contact/primary"), ("contact.secondary", f"{ARN}:contact/secondary")),
    ),
)
CONTACTS = tuple((agent, SYSTEM, f"{ARN}:contact/{agent}") for agent in AGENTS)
CALLS = {BASE: "UpdateRotation", OVERRIDES: "CreateRotationOverride", ESCALATIONS: "CreateContact"}


def plan_of(**more: object) -> PagingPlan:
    return example(SYSTEM, **{"systems": SYSTEMS, "contacts": CONTACTS, **more})


def arns() -> SearchStrategy[str]:
    return st.from_regex(r"[a-z0-9_-]{1,30}", fullmatch=True).map(lambda name: f"{ARN}:contact/{name}")


def lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.decode().split("\n") if line]


@given(plan=plans(SYSTEM, arns(), systems=SYSTEMS))
@settings(max_examples=30)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    assert said_by_minute(read(write(plan)), plan) == by_minute(plan, plan.ids_in(SYSTEM))


@given(plan=plans(SYSTEM, arns(), systems=SYSTEMS))
@settings(max_examples=20)
def test_the_validator_of_botocore_takes_every_call(plan: PagingPlan) -> None:
    service = botocore.session.get_session().get_service_model("ssm-contacts")
    files = write(plan)

    reports = [
        ParamValidator().validate(line["input"], service.operation_model(call).input_shape).generate_report()
        for name, call in CALLS.items()
        for line in lines(files[name])
    ]

    assert set(reports) == {""}


def test_a_turn_is_one_call_whose_token_makes_a_second_one_do_nothing() -> None:
    (line,) = lines(write(plan_of())[OVERRIDES])[:1]

    assert line == {
        "key": "primary.20270327T0700Z.ana",
        "end": "2027-03-27T19:00:00Z",
        "input": {
            "RotationId": f"{ARN}:rotation/primary/1",
            "NewContactIds": [f"{ARN}:contact/ana"],
            "StartTime": "2027-03-27T07:00:00Z",
            "EndTime": "2027-03-27T19:00:00Z",
            "IdempotencyToken": line["input"]["IdempotencyToken"],
        },
    }
    assert len(line["input"]["IdempotencyToken"]) == 64
    assert (
        line["input"]["IdempotencyToken"]
        == lines(write(plan_of())[OVERRIDES])[0]["input"]["IdempotencyToken"]
    )


def test_what_is_past_is_left_out() -> None:
    assert min(turn.start for turn in read(write(plan_of(since=at(28, 7)))).turns) == at(28, 7)


def test_a_wait_over_half_an_hour_goes_on_in_stages_that_page_nobody_and_repeats_are_written_out() -> None:
    chain = Escalation(
        "long", (Step((Target("role", "primary"),), 75), Step((Target("agent", "dev"),), 30)), repeat=1
    )

    files = write(plan_of(escalations=(chain,)))

    (line,) = lines(files[ESCALATIONS])
    assert [
        (stage["DurationInMinutes"], len(stage["Targets"])) for stage in line["input"]["Plan"]["Stages"]
    ] == [(30, 1), (30, 0), (15, 0), (30, 1)] * 2
    assert prove(read(files), plan_of(escalations=(chain,))) == ()


def test_the_export_is_proved_to_page_whom_the_roster_says_by_the_same_steps() -> None:
    assert prove(read(write(plan_of())), plan_of()) == ()


def test_an_id_that_is_no_arn_is_refused() -> None:
    with pytest.raises(InputError, match="agent `ana` has 'ana' for aws-incident-manager, which is no ARN"):
        write(plan_of(contacts=(("ana", SYSTEM, "ana"), *CONTACTS[1:])))


def test_a_role_without_the_contact_of_its_schedule_is_refused() -> None:
    systems = (System(SYSTEM, SYSTEMS[0].schedules),)

    with pytest.raises(InputError, match=r"the setting `contact.primary` of aws-incident-manager is missing"):
        write(plan_of(systems=systems))


def test_an_override_of_a_rotation_without_a_base_is_told() -> None:
    files = write(plan_of())

    with pytest.raises(InputError, match=r"has no line in `base.jsonl`"):
        read({**files, BASE: b""})


def test_stages_that_are_not_repeated_alike_are_told() -> None:
    files = write(plan_of())

    with pytest.raises(InputError, match="the stages of `standard` are not 2 times the same"):
        read({**files, ESCALATIONS: files[ESCALATIONS].replace(b'"passes": 3', b'"passes": 2')})
