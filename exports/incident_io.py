"""Who is paged when, for incident.io: overrides over a schedule in which only the fallback is on.

`base.jsonl` has a schedule for each role, with one rotation and one layer whose ids are ours, so that
overrides can name them; `overrides.jsonl` a request for each turn; `escalations.jsonl` a path for each
escalation. A line has the request's body, where it goes, and a key that stays from export to export.
Shapes: api-docs.incident.io, Schedules V2 and Escalations V2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from exports.paging_model import Moment, Record, content_of, json_lines, read_lines
from exports.paging_turns import keyed_turns, schedules_in
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.escalation import Escalation, Target
    from rota.paging.plan import PagingPlan

SYSTEM = "incident-io"
BASE, OVERRIDES, ESCALATIONS = "base.jsonl", "overrides.jsonl", "escalations.jsonl"


class User(Record):
    """A person, by the id there."""

    id: str


class OverrideBody(Record):
    """A person on call over [start_at, end_at)."""

    schedule_id: str
    rotation_id: str
    layer_id: str
    start_at: Moment
    end_at: Moment
    user: User


class Override(Record):
    """The request for one turn."""

    key: str
    end: Moment
    path: Literal["/v2/schedule_overrides"] = "/v2/schedule_overrides"
    take_back: Literal["/v2/schedule_overrides"] = "/v2/schedule_overrides"
    body: OverrideBody


class Handover(Record):
    """How often a rotation turns: with one person in it, it does not matter."""

    interval: Literal[1] = 1
    interval_type: Literal["weekly"] = "weekly"


class Layer(Record):
    """Who is on at once: one layer, one person."""

    id: str
    name: str


class Rotation(Record):
    """The fallback, always."""

    id: str
    name: str
    handover_start_at: Moment
    handovers: tuple[Handover] = (Handover(),)
    layers: tuple[Layer]
    users: tuple[User]


class Config(Record):
    """The rotations of a schedule."""

    rotations: tuple[Rotation]


class Schedule(Record):
    """A role."""

    name: str
    timezone: Literal["UTC"] = "UTC"
    config: Config


class ScheduleBody(Record):
    """What updates a schedule."""

    schedule: Schedule


class Base(Record):
    """The request that puts the fallback under a role."""

    key: str
    path: str
    schedule_id: str
    body: ScheduleBody


class PathTarget(Record):
    """Who is on a schedule, or a person."""

    type: Literal["schedule", "user"]
    id: str
    urgency: Literal["high"] = "high"
    schedule_mode: Literal["currently_on_call"] | None = None


class Level(Record):
    """Paged at once, until somebody acknowledges or the time is over."""

    targets: tuple[PathTarget, ...]
    time_to_ack_seconds: int


class Repeat(Record):
    """Back to a node, so many times."""

    repeat_times: int
    to_node: str


class Node(Record):
    """One stage of a path."""

    id: str
    type: Literal["level", "repeat"]
    level: Level | None = None
    repeat: Repeat | None = None


class PathBody(Record):
    """An escalation path."""

    name: str
    path: tuple[Node, ...]


class Path(Record):
    """The request for one escalation."""

    key: str
    path: Literal["/v2/escalation_paths"] = "/v2/escalation_paths"
    body: PathBody


def write(plan: PagingPlan) -> dict[str, bytes]:
    """Three files of requests; raises InputError where an agent or a role has no id there."""
    users, schedules = plan.ids_in(SYSTEM), schedules_in(plan, SYSTEM)
    overrides = [
        Override(
            key=keyed.key,
            end=keyed.turn.end,
            body=OverrideBody(
                schedule_id=schedules[role],
                rotation_id=_rotation(role),
                layer_id=_layer(role),
                start_at=keyed.turn.start,
                end_at=keyed.turn.end,
                user=User(id=users[keyed.turn.person]),
            ),
        )
        for role in plan.roles
        for keyed in keyed_turns(plan, role)
    ]
    fallback = User(id=users[plan.fallback])
    return {
        BASE: json_lines(_base(plan, role, schedules[role], fallback) for role in plan.roles),
        OVERRIDES: json_lines(overrides),
        ESCALATIONS: json_lines(_path(one, users, schedules) for one in plan.escalations),
    }


def _rotation(role: str) -> str:
    return f"rota-{role}"


def _layer(role: str) -> str:
    return f"rota-{role}-layer"


def _base(plan: PagingPlan, role: str, schedule: str, fallback: User) -> Base:
    rotation = Rotation(
        id=_rotation(role),
        name=f"{role}, from the roster",
        handover_start_at=plan.start,
        layers=(Layer(id=_layer(role), name=role),),
        users=(fallback,),
    )
    body = ScheduleBody(schedule=Schedule(name=f"{plan.team}: {role}", config=Config(rotations=(rotation,))))
    return Base(key=role, path=f"/v2/schedules/{quote(schedule, safe='')}", schedule_id=schedule, body=body)


def _path(escalation: Escalation, users: Mapping[str, str], schedules: Mapping[str, str]) -> Path:
    nodes = [
        Node(
            id=f"step-{number}",
            type="level",
            level=Level(
                targets=tuple(_target(target, users, schedules) for target in step.targets),
                time_to_ack_seconds=step.wait_minutes * 60,
            ),
        )
        for number, step in enumerate(escalation.steps, start=1)
    ]
    if escalation.repeat:
        again = Repeat(repeat_times=escalation.repeat, to_node="step-1")
        nodes.append(Node(id="again", type="repeat", repeat=again))
    return Path(key=escalation.id, body=PathBody(name=escalation.id, path=tuple(nodes)))


def _target(target: Target, users: Mapping[str, str], schedules: Mapping[str, str]) -> PathTarget:
    if target.kind == "role":
        return PathTarget(type="schedule", id=schedules[target.id], schedule_mode="currently_on_call")
    return PathTarget(type="user", id=users[target.id])


def read(files: Mapping[str, bytes]) -> Reading:
    """What the requests say; raises InputError where they are not ours, or contradict one another."""
    bases = read_lines(content_of(files, BASE), Base, name=BASE)
    overrides = read_lines(content_of(files, OVERRIDES), Override, name=OVERRIDES)
    paths = read_lines(content_of(files, ESCALATIONS), Path, name=ESCALATIONS)
    roles = {base.schedule_id: base.key for base in bases}
    return Reading(
        SYSTEM,
        tuple(sorted(_turn(one.body, roles) for one in overrides)),
        tuple((base.key, base.body.schedule.config.rotations[0].users[0].id) for base in bases),
        tuple(_chain(one.body, roles) for one in paths),
    )


def _turn(body: OverrideBody, roles: Mapping[str, str]) -> Turn:
    role = roles.get(body.schedule_id, "")
    if not role or (body.rotation_id, body.layer_id) != (_rotation(role), _layer(role)):
        message = f"an override is of a schedule, rotation or layer that `{BASE}` has not"
        raise InputError([Fault(OVERRIDES, 0, 0, message, "export again")])
    return Turn(role, body.start_at, body.end_at, body.user.id)


def _chain(body: PathBody, roles: Mapping[str, str]) -> ReadChain:
    steps = tuple(
        ReadStep(
            tuple(
                ("role", roles.get(one.id, one.id)) if one.type == "schedule" else ("person", one.id)
                for one in node.level.targets
            ),
            node.level.time_to_ack_seconds // 60,
        )
        for node in body.path
        if node.level
    )
    return ReadChain(body.name, steps, sum(node.repeat.repeat_times for node in body.path if node.repeat))
