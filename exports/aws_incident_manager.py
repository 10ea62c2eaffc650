"""Who is paged when, for AWS Systems Manager Incident Manager: overrides of a rotation of the fallback.

Each line of a file has the `input` of one call of `ssm-contacts`, as `--cli-input-json` takes it, and a
key that stays from export to export: `base.jsonl` of update-rotation, one for each role; `overrides.jsonl`
of create-rotation-override, one for each turn; `escalations.jsonl` of create-contact, one for each
escalation plan. A stage lasts at most 30 minutes, so a longer wait goes on in stages that page nobody;
a plan has no repeat, so its stages are repeated.
Shapes: docs.aws.amazon.com/incident-manager/latest/APIReference.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from exports.aws_model import (
    Base,
    ContactInput,
    ContactTarget,
    EscalationPlan,
    Override,
    OverrideInput,
    RotationInput,
    Stage,
    Stages,
    StageTarget,
)
from exports.paging_model import content_of, json_lines, read_lines
from exports.paging_turns import keyed_turns, schedules_in, setting_in
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.paging_turns import Keyed
    from rota.paging.escalation import Escalation, Step
    from rota.paging.plan import PagingPlan

SYSTEM = "aws-incident-manager"
BASE, OVERRIDES, ESCALATIONS = "base.jsonl", "overrides.jsonl", "escalations.jsonl"
LONGEST_STAGE = 30
"""Minutes: Stage, DurationInMinutes, in the reference of the interface."""


def write(plan: PagingPlan) -> dict[str, bytes]:
    """Three files of calls; raises InputError where an agent or a role has no ARN, or a wrong one."""
    contacts, rotations = _arns(plan, plan.ids_in(SYSTEM)), schedules_in(plan, SYSTEM)
    roles = {
        role: setting_in(plan, SYSTEM, f"contact.{role}", what="ARN of the on-call schedule")
        for role in plan.roles
    }
    overrides = [
        _override(keyed, rotations[role], contacts[keyed.turn.person])
        for role in plan.roles
        for keyed in keyed_turns(plan, role)
    ]
    bases = (
        Base(key=role, input=RotationInput(RotationId=rotations[role], ContactIds=(contacts[plan.fallback],)))
        for role in plan.roles
    )
    return {
        BASE: json_lines(bases),
        OVERRIDES: json_lines(overrides),
        ESCALATIONS: json_lines(_plan(escalation, contacts, roles) for escalation in plan.escalations),
    }


def _arns(plan: PagingPlan, ids: Mapping[str, str]) -> Mapping[str, str]:
    faults = [
        Fault("", 0, 0, f"agent `{agent}` has {id!a} for {SYSTEM}, which is no ARN", "see list-contacts")
        for agent, id in ids.items()
        if not id.startswith("arn:") or not id.isascii() or not id.isprintable() or " " in id
    ]
    if faults:
        raise InputError(faults)
    return ids


def _override(keyed: Keyed, rotation: str, contact: str) -> Override:
    """The token makes a second call of the same request do nothing."""
    said = f"{keyed.key} {rotation} {contact} {keyed.turn.start:%Y%m%dT%H%M} {keyed.turn.end:%Y%m%dT%H%M}"
    return Override(
        key=keyed.key,
        end=keyed.turn.end,
        input=OverrideInput(
            RotationId=rotation,
            NewContactIds=(contact,),
            StartTime=keyed.turn.start,
            EndTime=keyed.turn.end,
            IdempotencyToken=sha256(said.encode()).hexdigest(),
        ),
    )


def _plan(escalation: Escalation, contacts: Mapping[str, str], roles: Mapping[str, str]) -> EscalationPlan:
    once = [stage for step in escalation.steps for stage in _stages(step, contacts, roles)]
    passes = escalation.repeat + 1
    return EscalationPlan(
        key=escalation.id,
        passes=passes,
        roles=tuple(roles.items()),
        input=ContactInput(
            Alias=f"rota-{escalation.id}".lower().replace(".", "_"), Plan=Stages(Stages=tuple(once * passes))
        ),
    )


def _stages(step: Step, contacts: Mapping[str, str], roles: Mapping[str, str]) -> Iterator[Stage]:
    targets = tuple(
        StageTarget(
            ContactTargetInfo=ContactTarget(
                ContactId=roles[target.id] if target.kind == "role" else contacts[target.id]
            )
        )
        for target in step.targets
    )
    left = step.wait_minutes
    while left > 0:
        yield Stage(DurationInMinutes=min(left, LONGEST_STAGE), Targets=targets)
        targets, left = (), left - LONGEST_STAGE


def read(files: Mapping[str, bytes]) -> Reading:
    """What the calls say; raises InputError where they are not ours, or contradict one another."""
    bases = read_lines(content_of(files, BASE), Base, name=BASE)
    overrides = read_lines(content_of(files, OVERRIDES), Override, name=OVERRIDES)
    plans = read_lines(content_of(files, ESCALATIONS), EscalationPlan, name=ESCALATIONS)
    role_of = {base.input.RotationId: base.key for base in bases}
    if strange := sorted({one.input.RotationId for one in overrides} - role_of.keys()):
        message = f"rotation `{strange[0]}` has no line in `{BASE}`"
        raise InputError([Fault(OVERRIDES, 0, 0, message, "export again")])
    turns = (
        Turn(role_of[one.input.RotationId], one.input.StartTime, one.input.EndTime, contact)
        for one in overrides
        for contact in one.input.NewContactIds
    )
    fallbacks = tuple((base.key, base.input.ContactIds[0]) for base in bases)
    return Reading(SYSTEM, tuple(sorted(turns)), fallbacks, tuple(_chain(plan) for plan in plans))


def _chain(plan: EscalationPlan) -> ReadChain:
    roles = {arn: role for role, arn in plan.roles}
    steps: list[ReadStep] = []
    for stage in plan.input.Plan.Stages:
        if stage.Targets:
            found = (target.ContactTargetInfo.ContactId for target in stage.Targets)
            steps.append(ReadStep(tuple(_read(one, roles) for one in found), stage.DurationInMinutes))
        elif steps:
            last = steps.pop()
            steps.append(ReadStep(last.targets, last.wait_minutes + stage.DurationInMinutes))
    length = len(steps) // max(plan.passes, 1)
    if steps[:length] * plan.passes != steps:
        message = f"the stages of `{plan.key}` are not {plan.passes} times the same"
        raise InputError([Fault(ESCALATIONS, 0, 0, message, "export again")])
    return ReadChain(plan.key, tuple(steps[:length]), plan.passes - 1)


def _read(contact: str, roles: Mapping[str, str]) -> tuple[Literal["role", "person"], str]:
    return ("role", roles[contact]) if contact in roles else ("person", contact)
