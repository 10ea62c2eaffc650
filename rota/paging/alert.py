"""An alert played through the rules: who is paged, at which minute, by which step, across handoffs.

A step pages its targets and waits; without an answer the next one follows. Where alerts `follow` their
role and it changes hands before the answer, the taker is paged at the handoff. Minutes are elapsed
minutes: a change of the clocks neither shortens nor lengthens a wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from rota.paging.routing import route_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rota.paging.escalation import Escalation, Step, Target
    from rota.paging.plan import PagingPlan
    from rota.paging.rules import OpenAlerts

Why = Literal["step", "handoff"]


@dataclass(frozen=True, slots=True)
class Page:
    """At an instant, `minute` after the alert, `agent` is paged, by a step (from 1) of a round (from 1).

    `target` is the role or the agent that the step names; `stand_in` says that the role has nobody,
    so that the fallback is paged for it.
    """

    at: datetime
    minute: int
    round: int
    step: int
    target: Target
    agent: str
    why: Why
    stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """What becomes of an alert: its route (from 1), its pages in order, and when all of it is over.

    `answered` says that somebody acknowledged at `until`; otherwise all steps were gone through by then.
    """

    at: datetime
    route: int
    escalation: str
    pages: tuple[Page, ...]
    until: datetime
    answered: bool


def play(
    plan: PagingPlan,
    at: datetime,
    *,
    queue: str = "",
    severity: str = "",
    ack_after: int | None = None,
    open_alerts: OpenAlerts = "follow",
) -> Played:
    """Who is paged from `at` on, until somebody acknowledges `ack_after` minutes later, or to the end."""
    place = route_of(plan.routes, at, queue=queue, severity=severity)
    chain = next(one for one in plan.escalations if one.id == plan.routes[place].escalation)
    length = sum(step.wait_minutes for step in chain.steps) * (chain.repeat + 1)
    answered = ack_after is not None and ack_after < length
    ends = ack_after if answered and ack_after is not None else length
    pages = [
        page for page in _pages(plan, chain, at, ends, open_alerts) if not answered or page.minute < ends
    ]
    until = at + timedelta(minutes=ends)
    return Played(at, place + 1, chain.id, tuple(pages), until, answered)


def _pages(
    plan: PagingPlan, chain: Escalation, at: datetime, minutes: int, open_alerts: OpenAlerts
) -> Iterator[Page]:
    """Minute by minute: what a step that begins pages, and who has just taken a role that was paged."""
    begins = {minute: (number, step, around) for minute, number, step, around in _timetable(chain)}
    open_roles: dict[str, tuple[int, int, Target, str]] = {}
    for minute in range(minutes + 1):
        instant = at + timedelta(minutes=minute)
        if minute in begins and minute < minutes:
            number, step, around = begins[minute]
            for target in step.targets:
                agent, stand_in = _carrier(plan, target, instant)
                yield Page(instant, minute, around, number, target, agent, "step", stand_in)
                if target.kind == "role":
                    open_roles[target.id] = (around, number, target, agent)
        if open_alerts == "stay":
            continue
        for role, (around, number, target, before) in list(open_roles.items()):
            agent, stand_in = _carrier(plan, target, instant)
            if agent != before:
                open_roles[role] = (around, number, target, agent)
                yield Page(instant, minute, around, number, target, agent, "handoff", stand_in)


def _timetable(chain: Escalation) -> Iterator[tuple[int, int, Step, int]]:
    """The minute at which each step of each round begins."""
    minute = 0
    for around in range(1, chain.repeat + 2):
        for number, step in enumerate(chain.steps, start=1):
            yield minute, number, step, around
            minute += step.wait_minutes


def _carrier(plan: PagingPlan, target: Target, instant: datetime) -> tuple[str, bool]:
    """Whom a target means at an instant, and whether that is the fallback for want of somebody."""
    if target.kind == "agent":
        return target.id, False
    for turn in plan.turns:
        if turn.role == target.id and turn.start <= instant < turn.end:
            return turn.person, False
    return plan.fallback, True
