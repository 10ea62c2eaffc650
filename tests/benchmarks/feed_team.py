"""A published year of a large team, made without a solver: who is on duty follows from a formula.

Agents work five shifts of eight hours in a row and rest two days, in three waves around the clock; one of
fifty is on call for a day at a time besides, as primary or secondary. A quarter lives in another zone.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from rota.localtime import midnight, resolve
from rota.roster import Assignment, Member, Proof, Roster
from rota.shift import Shift

ZONES = ("Europe/Berlin", "Europe/Berlin", "Europe/Tirane", "America/New_York")
CLOCKS = (("early", time(6)), ("late", time(14)), ("night", time(22)))
FIRST = date(2027, 1, 1)
ONE = timedelta(days=1)


def team_year(agents: int, days: int = 365) -> Roster:
    """So many agents over so many days from the first of January 2027."""
    ids = [f"agent{number:04}" for number in range(agents)]
    shifts: list[Shift] = []
    assignments: list[Assignment] = []
    for offset in range(days):
        day = FIRST + offset * ONE
        today = [_shift(name, day, begins, timedelta(hours=8)) for name, begins in CLOCKS]
        pagers = [
            _shift(f"pager-{role}", day, time(8), ONE, kind="on_call", role=role)
            for role in ("primary", "secondary")
        ]
        shifts += [*today, *pagers]
        for number, agent in enumerate(ids):
            if (offset + number) % 7 < 5:
                assignments.append(Assignment(today[(number // 7) % 3].id, agent))
        for place, pager in enumerate(pagers):
            crew = ids[place::50] or ids
            assignments.append(Assignment(pager.id, crew[offset % len(crew)]))
    return Roster(
        team="Large desk",
        zone="Europe/Berlin",
        start=midnight(FIRST, "Europe/Berlin"),
        end=midnight(FIRST + days * ONE, "Europe/Berlin"),
        made_at=datetime(2026, 12, 1, tzinfo=UTC),
        members=tuple(
            Member(agent, f"Agent Nº {agent[-4:]}", ZONES[number % 4]) for number, agent in enumerate(ids)
        ),
        shifts=tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(sorted(set(assignments))),
        proof=Proof("unproved", 0, 0, 0, 0, 0.0, "0.1.0"),
    )


def _shift(name: str, day: date, begins: time, length: timedelta, **more: object) -> Shift:
    start = resolve(day, begins, "Europe/Berlin")
    return Shift(f"{name}@{day}", name, start, start + length, day, "Europe/Berlin", **more)
