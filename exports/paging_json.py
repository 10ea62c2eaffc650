"""Turns, escalations and routes as plain JSON, RFC 8259, and who is on at an instant.

For programs without an exporter of their own: a phone system, a wall display, a script. Agents go by
their ids in team.yaml; `email` is the contact of that name where there is one. A turn is one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from exports.json_layout import layout
from exports.json_model import Count, Zone
from exports.paging_model import Moment, Record, content_of, read_json
from exports.paging_turns import keyed_turns
from rota.localtime import zone_of
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn
from rota.when import Weekday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, time

    from rota.paging.escalation import Escalation, Route
    from rota.paging.plan import PagingPlan

SYSTEM = "paging-json"
FILE = "paging.json"
FORMAT: Final = "rota-paging-1"


class TurnEntry(Record):
    """Who has a role's pager over [start, end); the wall clock is that of the file's zone."""

    id: str
    role: str
    person: str
    name: str
    email: str
    start: Moment
    end: Moment
    start_local: str
    end_local: str
    shift: str


class TargetEntry(Record):
    """Whoever carries a role, or one agent."""

    kind: Literal["role", "agent"]
    id: str


class StepEntry(Record):
    """Paged at once; the next step follows after so many minutes without an answer."""

    targets: list[TargetEntry]
    wait_minutes: Count


class EscalationEntry(Record):
    """Steps in their order, gone through once and `repeat` times more."""

    id: str
    steps: list[StepEntry]
    repeat: Count


class HoursEntry(Record):
    """[begins, ends) on the wall of a zone, as `09:00`; an end at or before the begin is a day later."""

    days: list[Weekday]
    begins: str
    ends: str
    zone: Zone


class RouteEntry(Record):
    """Which alerts take an escalation; the first route that fits counts."""

    escalation: str
    queues: list[str]
    severities: list[str]
    hours: list[HoursEntry]


class PagingFile(Record):
    """The whole file."""

    format: Literal["rota-paging-1"]
    team: str
    zone: Zone
    start: Moment
    end: Moment
    since: Moment
    made_at: Moment
    roles: list[str]
    fallback: str
    turns: list[TurnEntry]
    escalations: list[EscalationEntry]
    routes: list[RouteEntry]


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`paging.json`."""
    file = PagingFile(
        format=FORMAT,
        team=plan.team,
        zone=plan.zone,
        start=plan.start,
        end=plan.end,
        since=plan.since,
        made_at=plan.made_at,
        roles=list(plan.roles),
        fallback=plan.fallback,
        turns=turn_entries(plan),
        escalations=[_escalation(escalation) for escalation in plan.escalations],
        routes=[_route(route) for route in plan.routes],
    )
    return {FILE: (layout(file.model_dump(mode="json")) + "\n").encode()}


def read(files: Mapping[str, bytes]) -> Reading:
    """What `paging.json` says; raises InputError with the place of each fault."""
    file = read_json(content_of(files, FILE), PagingFile, name=FILE)
    return Reading(
        SYSTEM,
        tuple(sorted(Turn(one.role, one.start, one.end, one.person, one.shift) for one in file.turns)),
        tuple((role, file.fallback) for role in file.roles),
        tuple(_chain(entry) for entry in file.escalations),
        own_ids=True,
    )


def who_is_on(reading: Reading, at: datetime) -> dict[str, tuple[str, ...]]:
    """By role, whom a page would reach at an instant: who has a turn, else the fallback, else nobody."""
    fallback = dict(reading.fallbacks)
    roles = sorted({*fallback, *(turn.role for turn in reading.turns)})
    on: dict[str, tuple[str, ...]] = {}
    for role in roles:
        found = {turn.person for turn in reading.turns if turn.role == role and turn.start <= at < turn.end}
        on[role] = tuple(sorted(found)) or ((fallback[role],) if role in fallback else ())
    return on


def turn_entries(plan: PagingPlan) -> list[TurnEntry]:
    """What is left of the turns, by role, start and agent."""
    emails = {agent: id for agent, system, id in plan.contacts if system == "email"}
    zone = zone_of(plan.zone)
    return [
        TurnEntry(
            id=keyed.key,
            role=role,
            person=keyed.turn.person,
            name=plan.name_of.get(keyed.turn.person, keyed.turn.person),
            email=emails.get(keyed.turn.person, ""),
            start=keyed.turn.start,
            end=keyed.turn.end,
            start_local=keyed.turn.start.astimezone(zone).isoformat(),
            end_local=keyed.turn.end.astimezone(zone).isoformat(),
            shift=keyed.turn.shift,
        )
        for role in plan.roles
        for keyed in keyed_turns(plan, role)
    ]


def _escalation(escalation: Escalation) -> EscalationEntry:
    steps = [
        StepEntry(
            targets=[TargetEntry(kind=target.kind, id=target.id) for target in step.targets],
            wait_minutes=step.wait_minutes,
        )
        for step in escalation.steps
    ]
    return EscalationEntry(id=escalation.id, steps=steps, repeat=escalation.repeat)


def _route(route: Route) -> RouteEntry:
    hours = [
        HoursEntry(days=list(span.days), begins=_clock(span.begins), ends=_clock(span.ends), zone=span.zone)
        for span in route.hours
    ]
    return RouteEntry(
        escalation=route.escalation,
        queues=list(route.queues),
        severities=list(route.severities),
        hours=hours,
    )


def _clock(clock: time) -> str:
    return clock.strftime("%H:%M")


def _chain(entry: EscalationEntry) -> ReadChain:
    steps = tuple(
        ReadStep(
            tuple(("role" if one.kind == "role" else "person", one.id) for one in step.targets),
            step.wait_minutes,
        )
        for step in entry.steps
    )
    return ReadChain(entry.id, steps, entry.repeat)
