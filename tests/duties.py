"""Small rosters of people on call, their turns, and exports of them that no program reads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from small import BERLIN, MONDAY, shift

from rota.localtime import DAY, midnight
from rota.paging.escalation import Escalation, Route, Step, Target
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.rules import HandoffRules, Paging
from rota.paging.turn import Turn
from rota.roster import Assignment, Member, Proof, Roster

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan
    from rota.shift import Shift

ROLE = {role: Target("role", role) for role in ("primary", "secondary")}
STANDARD = Escalation("standard", (Step((ROLE["primary"],), 5), Step((ROLE["secondary"],), 10)), repeat=1)
MEMBERS = tuple(Member(name.lower(), name, BERLIN) for name in ("Ana", "Bo", "Cem", "Dea"))
CONTACTS = tuple((member.id, "beeper", f"B-{member.id}") for member in MEMBERS)
MADE = datetime(2027, 3, 1, 9, tzinfo=UTC)


def duty(role: str, day: date, begins: str, ends: str, *, zone: str = BERLIN) -> Shift:
    """A shift on call for a role; its template is named for the role and the clock."""
    return shift(f"{role}-{begins[:2]}", day, begins, ends, zone=zone, kind="on_call", role=role)


def roster_of(*worked: tuple[str, Shift], first: date = MONDAY, days: int = 1) -> Roster:
    """A roster of so many days of Berlin in which these agents work these shifts."""
    shifts = sorted({one for _, one in worked}, key=lambda one: (one.start, one.id))
    return Roster(
        team="Platform",
        zone=BERLIN,
        start=midnight(first, BERLIN),
        end=midnight(first + days * DAY, BERLIN),
        made_at=MADE,
        members=MEMBERS,
        shifts=tuple(shifts),
        assignments=tuple(sorted(Assignment(one.id, agent) for agent, one in worked)),
        proof=Proof("optimal", 0, 0, 1, 3, 0.5, "0.1.0"),
    )


def paging(*escalations: Escalation, fallback: str = "dea", **more: object) -> Paging:
    """Rules with these escalations, the first one for every alert."""
    chains = escalations or (STANDARD,)
    more.setdefault("routes", (Route(chains[0].id),))
    return Paging(fallback, chains, contacts=CONTACTS, handoff=HandoffRules(), **more)


def beeper(plan: PagingPlan, *, fallback: bool = True) -> Reading:
    """What a faithful export of the plan would say when read back."""
    ids = plan.ids_in("beeper")
    turns = (
        Turn(turn.role, turn.start, turn.end, ids[turn.person])
        for role in plan.roles
        for turn in plan.turns_of(role)
    )
    chains = tuple(
        ReadChain(
            one.id,
            tuple(
                ReadStep(
                    tuple(
                        ("role", target.id) if target.kind == "role" else ("person", ids[target.id])
                        for target in step.targets
                    ),
                    step.wait_minutes,
                )
                for step in one.steps
            ),
            one.repeat,
        )
        for one in plan.escalations
    )
    fallbacks = tuple((role, ids[plan.fallback]) for role in plan.roles) if fallback else ()
    return Reading("beeper", tuple(turns), fallbacks, chains)


SHIFTS = (
    '{id: day1, start: "08:00", end: "20:00", kind: on_call, role: primary}',
    '{id: night1, start: "20:00", end: "08:00", kind: on_call, role: primary}',
    '{id: day2, start: "08:00", end: "20:00", kind: on_call, role: secondary}',
)
AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, contacts: {beeper: B1}}",
    "{id: bo, name: '=cmd|\"x\"', zone: Asia/Tokyo, contract: full, contacts: {beeper: B2}}",
    "{id: cem, name: Cem, contract: full, contacts: {beeper: B3}}",
)
RULES = """
paging:
  fallback: cem
  escalations:
    - {id: standard, steps: [{roles: [primary]}, {roles: [secondary], wait_minutes: 10}]}
    - {id: quiet, steps: [{roles: [primary], wait_minutes: 60}]}
  routes:
    - {severities: [low], escalation: quiet}
    - {escalation: standard}
  systems: {beeper: {}}
  handoff:
    {overlap_minutes: 15, checklist: [open incidents], note: "{giver} to {taker}", remind_minutes: [60]}
"""
WORKED = (
    *(("ana", f"day1@2027-03-{day:02}") for day in range(8, 15)),
    *(("bo", f"night1@2027-03-{day:02}") for day in range(8, 15)),
    *(("cem", f"day2@2027-03-{day:02}") for day in range(8, 14)),
)
"""A week from Monday 8 March 2027; nobody is secondary by night, nor on the Sunday."""
