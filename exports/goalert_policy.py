"""Escalation policies of GoAlert: what makes or changes them, and what such requests say.

A policy that GoAlert knows is changed in place: its steps are deleted and made again.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal

from exports.goalert_calls import (
    CREATE_POLICY,
    CREATE_STEP,
    UPDATE_POLICY,
    Action,
    ChangedPolicy,
    NewPolicy,
    Request,
    ScheduleAction,
    ScheduleArguments,
    Step,
    UserAction,
    UserArguments,
    Variables,
)
from exports.ics_text import plain
from exports.pager_names import shortened
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exports.pager_index import Index

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 200

PolicyInput = NewPolicy | ChangedPolicy | Step
PolicyRequest = Request[NewPolicy | ChangedPolicy | Step]


def policy_name(team: str, escalation: str) -> str:
    """ASCII letters, digits, spaces and `-_'`, the first a letter, 2 to 64 of them.

    What had to be changed has a part of a SHA-256 at its end, so that two names stay two.
    """
    whole = f"{plain(team)} {plain(escalation)}".strip()
    kept = re.sub(r"[^A-Za-z0-9 \-_']+", "-", whole).strip("- ")
    if kept == whole and kept[:1].isalpha() and 2 <= len(kept) <= LONGEST_NAME:
        return kept
    digest = hashlib.sha256(f"{team}\n{escalation}".encode()).hexdigest()[:10]
    return f"rota {kept[:40].strip()} {digest}".replace("  ", " ")


def policy_requests(
    chain: ReadChain, *, name: str, known: str, schedules: Mapping[str, str]
) -> list[PolicyRequest]:
    """What makes a policy, or changes the one with the id `known`."""
    description = shortened(f"rota: {chain.id}", LONGEST_DESCRIPTION)
    repeat = chain.repeat or 0
    if not known:
        steps = [_step(step, schedules) for step in chain.steps]
        return [
            _request(CREATE_POLICY, NewPolicy(name=name, description=description, repeat=repeat, steps=steps))
        ]
    changed = ChangedPolicy(id=known, name=name, description=description, repeat=repeat, stepIDs=[])
    return [
        _request(UPDATE_POLICY, changed),
        *(_request(CREATE_STEP, _step(step, schedules, policy=known)) for step in chain.steps),
    ]


def chains_in(requests: Iterable[PolicyRequest], index: Index) -> tuple[ReadChain, ...]:
    """The escalations that the requests make; raises InputError for a step of no policy."""
    found: dict[str, ReadChain] = {}
    called: dict[str, str] = {}
    for request in requests:
        match request.variables.input:
            case NewPolicy() as new:
                steps = tuple(_read_step(step, index) for step in new.steps)
                found[new.name] = ReadChain(index.escalation(new.name).escalation, steps, new.repeat)
            case ChangedPolicy() as changed:
                called[changed.id] = changed.name
                found[changed.name] = ReadChain(index.escalation(changed.name).escalation, (), changed.repeat)
            case Step() as step:
                name = called.get(step.escalationPolicyID or "")
                if name is None:
                    message = (
                        f"a step is added to the policy `{step.escalationPolicyID}` that no line changes"
                    )
                    raise InputError([Fault("", 0, 0, message, "export again")])
                chain = found[name]
                found[name] = ReadChain(chain.id, (*chain.steps, _read_step(step, index)), chain.repeat)
    return tuple(found.values())


def _request(query: str, input: PolicyInput) -> PolicyRequest:
    return PolicyRequest(query=query, variables=Variables[NewPolicy | ChangedPolicy | Step](input=input))


def _step(step: ReadStep, schedules: Mapping[str, str], *, policy: str | None = None) -> Step:
    actions: list[Action] = [
        ScheduleAction(args=ScheduleArguments(schedule_id=schedules[target]))
        if kind == "role"
        else UserAction(args=UserArguments(user_id=target))
        for kind, target in step.targets
    ]
    return Step(escalationPolicyID=policy, delayMinutes=step.wait_minutes, actions=actions)


def _read_step(step: Step, index: Index) -> ReadStep:
    return ReadStep(tuple(_read_action(action, index) for action in step.actions), step.delayMinutes)


def _read_action(action: Action, index: Index) -> tuple[Literal["role", "person"], str]:
    if isinstance(action, ScheduleAction):
        return "role", index.role(action.args.schedule_id)
    return "person", action.args.user_id
