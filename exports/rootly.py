"""Who is paged when, for Rootly: override shifts, and the levels of escalation policies.

`overrides.jsonl` has a request for each turn, also for the fallback's in gaps: a base rotation takes the
ids of its members only when it is there, so that it is made by hand. `escalations.jsonl` has a policy
and its levels a line. A line has a key that stays from export to export. Shapes: docs.rootly.com/api,
JSON:API; ids of users are numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from exports.paging_model import Moment, Record, content_of, json_lines, read_lines
from exports.paging_turns import covered_turns, schedules_in
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.escalation import Escalation, Target
    from rota.paging.plan import PagingPlan

SYSTEM = "rootly"
OVERRIDES, ESCALATIONS = "overrides.jsonl", "escalations.jsonl"


class ShiftAttributes(Record):
    """A person on call over [starts_at, ends_at)."""

    user_id: int
    starts_at: Moment
    ends_at: Moment


class ShiftData(Record):
    """JSON:API's frame."""

    type: Literal["shifts"] = "shifts"
    attributes: ShiftAttributes


class ShiftBody(Record):
    """An override shift."""

    data: ShiftData


class Override(Record):
    """The request for one turn; `role` is whose schedule it is."""

    key: str
    role: str
    end: Moment
    path: str
    take_back: Literal["/v1/override_shifts"] = "/v1/override_shifts"
    body: ShiftBody


class LevelTarget(Record):
    """Who is on a schedule, or a person; `id` is text here."""

    type: Literal["schedule", "user"]
    id: str


class LevelAttributes(Record):
    """Paged at once; the next level follows after `delay` minutes."""

    position: int
    delay: int
    notification_target_params: tuple[LevelTarget, ...]


class LevelData(Record):
    """JSON:API's frame."""

    type: Literal["escalation_levels"] = "escalation_levels"
    attributes: LevelAttributes


class LevelBody(Record):
    """A level."""

    data: LevelData


class PolicyAttributes(Record):
    """The levels are gone through once and `repeat_count` times more."""

    name: str
    repeat_count: int


class PolicyData(Record):
    """JSON:API's frame."""

    type: Literal["escalation_policies"] = "escalation_policies"
    attributes: PolicyAttributes


class PolicyBody(Record):
    """A policy."""

    data: PolicyData


class Policy(Record):
    """The requests for one escalation: first the policy, then each level under its id."""

    key: str
    roles: tuple[tuple[str, str], ...]
    body: PolicyBody
    levels: tuple[LevelBody, ...]


def write(plan: PagingPlan) -> dict[str, bytes]:
    """Two files of requests; raises InputError where an agent or a role has no id there."""
    users, schedules = _user_numbers(plan), schedules_in(plan, SYSTEM)
    overrides = [
        Override(
            key=keyed.key,
            role=role,
            end=keyed.turn.end,
            path=f"/v1/schedules/{quote(schedules[role], safe='')}/override_shifts",
            body=ShiftBody(
                data=ShiftData(
                    attributes=ShiftAttributes(
                        user_id=users[keyed.turn.person],
                        starts_at=keyed.turn.start,
                        ends_at=keyed.turn.end,
                    )
                )
            ),
        )
        for role in plan.roles
        for keyed in covered_turns(plan, role)
    ]
    policies = [_policy(escalation, users, schedules) for escalation in plan.escalations]
    return {OVERRIDES: json_lines(overrides), ESCALATIONS: json_lines(policies)}


def _user_numbers(plan: PagingPlan) -> dict[str, int]:
    ids = plan.ids_in(SYSTEM)
    faults = [
        Fault("", 0, 0, f"agent `{agent}` has the id {id!a} for rootly, which is no number", "as in 4711")
        for agent, id in ids.items()
        if not (id.isascii() and id.isdigit() and len(id) < 19 and str(int(id)) == id)
    ]
    if faults:
        raise InputError(faults)
    return {agent: int(id) for agent, id in ids.items()}


def _policy(escalation: Escalation, users: Mapping[str, int], schedules: Mapping[str, str]) -> Policy:
    levels = (
        LevelAttributes(
            position=number,
            delay=step.wait_minutes,
            notification_target_params=tuple(_target(target, users, schedules) for target in step.targets),
        )
        for number, step in enumerate(escalation.steps, start=1)
    )
    attributes = PolicyAttributes(name=escalation.id, repeat_count=escalation.repeat)
    return Policy(
        key=escalation.id,
        roles=tuple(schedules.items()),
        body=PolicyBody(data=PolicyData(attributes=attributes)),
        levels=tuple(LevelBody(data=LevelData(attributes=level)) for level in levels),
    )


def _target(target: Target, users: Mapping[str, int], schedules: Mapping[str, str]) -> LevelTarget:
    if target.kind == "role":
        return LevelTarget(type="schedule", id=schedules[target.id])
    return LevelTarget(type="user", id=str(users[target.id]))


def read(files: Mapping[str, bytes]) -> Reading:
    """What the requests say; raises InputError where they are not ours, or contradict one another."""
    overrides = read_lines(content_of(files, OVERRIDES), Override, name=OVERRIDES)
    policies = read_lines(content_of(files, ESCALATIONS), Policy, name=ESCALATIONS)
    roles = {schedule: role for policy in policies for role, schedule in policy.roles}
    paths = {one.role: one.path for one in overrides}
    for one in overrides:
        if paths[one.role] != one.path:
            message = f"role `{one.role}` is on two schedules"
            raise InputError([Fault(OVERRIDES, 0, 0, message, "export again")])
    return Reading(
        SYSTEM,
        tuple(sorted(_turn(one) for one in overrides)),
        chains=tuple(_chain(policy, roles) for policy in policies),
    )


def _turn(line: Override) -> Turn:
    shift = line.body.data.attributes
    return Turn(line.role, shift.starts_at, shift.ends_at, str(shift.user_id))


def _chain(policy: Policy, roles: Mapping[str, str]) -> ReadChain:
    steps = tuple(
        ReadStep(
            tuple(
                ("role", roles.get(one.id, one.id)) if one.type == "schedule" else ("person", one.id)
                for one in level.data.attributes.notification_target_params
            ),
            level.data.attributes.delay,
        )
        for level in sorted(policy.levels, key=lambda level: level.data.attributes.position)
    )
    return ReadChain(policy.body.data.attributes.name, steps, policy.body.data.attributes.repeat_count)
