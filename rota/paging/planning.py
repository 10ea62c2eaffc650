"""From a roster and a team's rules to what every pager is told."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.localtime import clock_text
from rota.paging.escalation import Step, Target
from rota.paging.plan import PagingPlan
from rota.paging.turns import carried, turns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from rota.paging.escalation import Escalation
    from rota.paging.rules import Paging
    from rota.paging.turn import Turn
    from rota.roster import Roster


def plan_of(roster: Roster, paging: Paging, *, since: datetime, before: Iterable[Turn] = ()) -> PagingPlan:
    """The roster's turns with the team's escalations, each of which ends with the fallback.

    `before` are turns that began earlier and reach into the roster. Raises InputError where two people
    begin a role at the same instant, and where the paging rules name an agent whom the roster has not.
    """
    turns = carried([*(turn for turn in before if turn.start < roster.start < turn.end), *turns_of(roster)])
    if faults := [*_doubles(turns, roster.zone), *_strangers(roster, paging)]:
        raise InputError(faults)
    named = {
        target.id
        for escalation in paging.escalations
        for step in escalation.steps
        for target in step.targets
        if target.kind == "role"
    }
    return PagingPlan(
        team=roster.team,
        zone=roster.zone,
        start=roster.start,
        end=roster.end,
        since=since,
        made_at=roster.made_at,
        roles=tuple(sorted({turn.role for turn in turns} | named)),
        turns=turns,
        fallback=paging.fallback,
        escalations=tuple(_ending(escalation, paging.fallback) for escalation in paging.escalations),
        routes=paging.routes,
        names=tuple((member.id, member.name) for member in roster.members),
        contacts=paging.contacts,
        systems=paging.systems,
    )


def _ending(escalation: Escalation, fallback: str) -> Escalation:
    """The escalation with the fallback as its last step, where it does not page it there anyway."""
    last = escalation.steps[-1]
    target = Target("agent", fallback)
    if target in last.targets:
        return escalation
    return replace(escalation, steps=(*escalation.steps, Step((target,), last.wait_minutes)))


def _doubles(turns: tuple[Turn, ...], zone: str) -> Iterator[Fault]:
    seen = set()
    for one, other in pairwise(turns):
        if one.role == other.role and other.start < one.end and (one.role, one.shift) not in seen:
            seen.add((one.role, one.shift))
            message = f"`{one.person}` and `{other.person}` both begin as `{one.role}` on "
            message += f"{clock_text(other.start, zone)}, and a pager takes one person a role"
            yield Fault("", 0, 0, message, "give the second shift a `role` of its own")


def _strangers(roster: Roster, paging: Paging) -> Iterator[Fault]:
    agents = {
        target.id
        for escalation in paging.escalations
        for step in escalation.steps
        for target in step.targets
        if target.kind == "agent"
    }
    for agent in sorted((agents | {paging.fallback}) - roster.member_of.keys()):
        yield Fault("", 0, 0, f"`paging` names agent `{agent}`, whom the roster does not have")
