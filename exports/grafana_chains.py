"""Escalation chains of Grafana OnCall: what their steps do, one thing after the other.

A chain is notifications and waits of 60 to 86,400 seconds, made one after the other since Grafana moves
what is at a position already. Its own repeat has a fixed count, so the steps are written as often as
they are to be gone through.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeVar

from exports.grafana_resources import ChainStep
from exports.pager_names import identifier
from exports.terraform import FILE, reference, referred
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.grafana_resources import Resources
    from exports.pager_index import Index

SCHEDULE, USER = "grafana_oncall_schedule", "data.grafana_oncall_user"

_CHAIN, _STEP = "grafana_oncall_escalation_chain", "grafana_oncall_escalation"

Found = TypeVar("Found")


def person(id: str) -> str:
    """The id that Grafana gave the user of this name."""
    return reference(USER, user_name(id))


def user_name(id: str) -> str:
    """What the user is called in the file."""
    return identifier("user", id)


def steps_of(chain: ReadChain, called: str, schedules: Mapping[str, str]) -> dict[str, ChainStep]:
    """All that the chain does, round after round, each thing after the one before it."""
    steps: dict[str, ChainStep] = {}
    before: str | None = None
    for step in chain.steps * (1 + (chain.repeat or 0)):
        for one in _things(step, reference(_CHAIN, called), schedules):
            position = len(steps)
            name = identifier(chain.id, str(position))
            after = [f"{_STEP}.{before}"] if before else None
            steps[name] = one.model_copy(update={"position": position, "depends_on": after})
            before = name
    return steps


def _things(step: ReadStep, chain: str, schedules: Mapping[str, str]) -> Iterator[ChainStep]:
    for kind, targets in groupby(step.targets, key=lambda target: target[0]):
        named = [target for _, target in targets]
        if kind == "person":
            persons = [person(one) for one in named]
            yield ChainStep(
                escalation_chain_id=chain, position=0, type="notify_persons", persons_to_notify=persons
            )
            continue
        for role in named:
            yield ChainStep(
                escalation_chain_id=chain,
                position=0,
                type="notify_on_call_from_schedule",
                notify_on_call_from_schedule=reference(SCHEDULE, schedules[role]),
            )
    yield ChainStep(escalation_chain_id=chain, position=0, type="wait", duration=60 * step.wait_minutes)


def chain_in(name: str, resources: Resources, users: Mapping[str, str], index: Index) -> ReadChain:
    """What a chain does; raises InputError where its rounds differ."""
    entry = index.escalation(name)
    own = [
        step
        for step in resources.grafana_oncall_escalation.values()
        if referred(step.escalation_chain_id, _CHAIN) == name
    ]
    steps: list[ReadStep] = []
    targets: list[tuple[Literal["role", "person"], str]] = []
    for step in sorted(own, key=lambda one: one.position):
        targets += [("person", found(one, USER, users)) for one in step.persons_to_notify or ()]
        if step.notify_on_call_from_schedule:
            targets.append(("role", index.role(referred(step.notify_on_call_from_schedule, SCHEDULE))))
        if step.type == "wait":
            steps.append(ReadStep(tuple(targets), (step.duration or 0) // 60))
            targets = []
    rounds = 1 + (entry.repeat or 0)
    once = tuple(steps[: len(steps) // rounds])
    if targets or once * rounds != tuple(steps):
        message = f"the steps of `{name}` are not {rounds} times the same, each with a wait at its end"
        raise InputError([Fault(FILE, 0, 0, message, "export again")])
    return ReadChain(entry.escalation, once, rounds - 1)


def found(template: str, kind: str, named: Mapping[str, Found]) -> Found:
    """What a reference refers to; raises InputError where the file has no such thing."""
    name = referred(template, kind)
    if name not in named:
        raise InputError([Fault(FILE, 0, 0, f"`{template}` refers to nothing in this file", "export again")])
    return named[name]
