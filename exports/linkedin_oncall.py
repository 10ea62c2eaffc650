"""Who is paged when, for LinkedIn's oncall, and in which order, for Iris.

`events.jsonl` has an event for each turn, as POST /api/v0/events takes it: times are whole seconds since
1970, the key is the note. A gap is an event of the fallback's: oncall has no layer below. `plans.jsonl`
has a plan of Iris for each escalation; Iris cannot repeat a plan, so its steps are repeated.
Shapes: oncall.tools/docs, iris.claims/docs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from exports.paging_model import Record, content_of, json_lines, read_lines
from exports.paging_turns import covered_turns, schedules_in, setting_in
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exports.paging_turns import Keyed
    from rota.paging.escalation import Escalation, Step
    from rota.paging.plan import PagingPlan

SYSTEM = "linkedin-oncall"
EVENTS, PLANS = "events.jsonl", "plans.jsonl"

Role = Literal["primary", "secondary", "shadow", "manager"]
"""The roles of oncall that page; `vacation` and `unavailable` do not."""
ROLES: tuple[Role, ...] = ("primary", "secondary", "shadow", "manager")
_PASSES = re.compile(r"(\d+) steps, gone through (\d+) times, from the roster", re.ASCII)


class Event(Record):
    """A user has a role of a team over [start, end)."""

    start: int
    end: int
    user: str
    team: str
    role: Role
    note: str


class Notification(Record):
    """Whom a step pages: a role of a team, or a user; `wait` in seconds."""

    role: str
    target: str
    priority: str
    wait: int
    repeat: Literal[0] = 0
    template: str
    optional: Literal[False] = False


class IrisPlan(Record):
    """Steps one after the other; windows in seconds, as Iris sets them by default."""

    name: str
    description: str
    steps: tuple[tuple[Notification, ...], ...]
    threshold_window: int = 900
    threshold_count: int = 10
    aggregation_window: int = 300
    aggregation_reset: int = 300
    isValid: Literal[True] = True


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`events.jsonl` and `plans.jsonl`; raises InputError where an id, a role or a setting is missing."""
    users, roles = plan.ids_in(SYSTEM), _roles(plan)
    team = setting_in(plan, SYSTEM, "team", what="the team's name in oncall")
    template = setting_in(plan, SYSTEM, "template", what="name of a template of Iris")
    priority = dict(plan.system(SYSTEM).settings).get("priority", "high")
    events = [
        _event(keyed, user=users[keyed.turn.person], team=team, role=roles[role])
        for role in plan.roles
        for keyed in covered_turns(plan, role)
    ]
    frame = Notification(role="", target=team, priority=priority, wait=0, template=template)
    plans = (_plan(one, users, roles, frame) for one in plan.escalations)
    return {EVENTS: json_lines(events), PLANS: json_lines(plans)}


def _roles(plan: PagingPlan) -> dict[str, Role]:
    """By role of ours, that of oncall: the `schedule` says which."""
    asked = schedules_in(plan, SYSTEM)
    known = {role: one for role, name in asked.items() for one in ROLES if one == name}
    faults = [
        Fault("", 0, 0, f"role `{role}` is {asked[role]!a} in {SYSTEM}", f"use one of {', '.join(ROLES)}")
        for role in asked
        if role not in known
    ]
    if faults:
        raise InputError(faults)
    return known


def _event(keyed: Keyed, *, user: str, team: str, role: Role) -> Event:
    start, end = int(keyed.turn.start.timestamp()), int(keyed.turn.end.timestamp())
    return Event(start=start, end=end, user=user, team=team, role=role, note=f"rota {keyed.key}")


def _plan(
    escalation: Escalation, users: Mapping[str, str], roles: Mapping[str, Role], frame: Notification
) -> IrisPlan:
    steps = tuple(_step(step, users, roles, frame) for step in escalation.steps)
    passes = escalation.repeat + 1
    said = f"{len(steps)} steps, gone through {passes} times, from the roster"
    return IrisPlan(name=f"rota-{escalation.id}", description=said, steps=steps * passes)


def _step(
    step: Step, users: Mapping[str, str], roles: Mapping[str, Role], frame: Notification
) -> tuple[Notification, ...]:
    return tuple(
        frame.model_copy(
            update={
                "role": f"oncall-{roles[target.id]}" if target.kind == "role" else "user",
                "target": frame.target if target.kind == "role" else users[target.id],
                "wait": step.wait_minutes * 60,
            }
        )
        for target in step.targets
    )


def read(files: Mapping[str, bytes]) -> Reading:
    """What events and plans say; the role of an event is in its note, beside what oncall calls it."""
    events = read_lines(content_of(files, EVENTS), Event, name=EVENTS)
    plans = read_lines(content_of(files, PLANS), IrisPlan, name=PLANS)
    roles: dict[str, str] = {}
    for event in events:
        ours = re.sub(r"\.\d{8}T\d{4}Z\..*", "", event.note.removeprefix("rota "))
        if roles.setdefault(event.role, ours) != ours:
            message = f"events of `{roles[event.role]}` and `{ours}` are both `{event.role}`"
            raise InputError([Fault(EVENTS, 0, 0, message, "export again")])
    turns = (Turn(roles[one.role], _instant(one.start), _instant(one.end), one.user) for one in events)
    return Reading(SYSTEM, tuple(sorted(turns)), chains=tuple(_chain(plan, roles) for plan in plans))


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _chain(plan: IrisPlan, roles: Mapping[str, str]) -> ReadChain:
    said = _PASSES.fullmatch(plan.description)
    length, passes = (int(said[1]), int(said[2])) if said else (0, 0)
    if plan.steps != plan.steps[:length] * passes:
        message = f"the steps of `{plan.name}` are not what its description says"
        raise InputError([Fault(PLANS, 0, 0, message, "export again")])
    steps = tuple(
        ReadStep(tuple(_read(one, roles) for one in step), step[0].wait // 60) for step in plan.steps[:length]
    )
    return ReadChain(plan.name.removeprefix("rota-"), steps, passes - 1)


def _read(one: Notification, roles: Mapping[str, str]) -> tuple[Literal["role", "person"], str]:
    if one.role == "user":
        return "person", one.target
    called = one.role.removeprefix("oncall-")
    return "role", roles.get(called, called)
