"""Rosters said in a line or two: who works what in a week of Berlin, and when that was published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from small import BERLIN, MONDAY, at, daily

from rota.localtime import midnight
from rota.roster import Assignment, Member, Proof, Roster
from rota.store.publish import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.shift import Shift

BEFORE = at(MONDAY - timedelta(days=30), "12:00")
"""A month before the first shift: nothing has begun, and all notice is long."""
DAYS = {name: MONDAY + timedelta(days=offset) for offset, name in enumerate(("mo", "tu", "we", "th", "fr"))}


def roster(
    *worked: str,
    first: date = MONDAY,
    days: int = 7,
    shifts: tuple[Shift, ...] = (),
    members: str = "ana bo",
    team: str = "Help desk",
) -> Roster:
    """Each of `worked` is an agent, a template and a day: `ana early mo`, or `ana early 2027-03-08`."""
    everything = shifts or (*daily("early", first, days), *daily("late", first, days))
    entries = [entry.split() for entry in worked]
    return Roster(
        team=team,
        zone=BERLIN,
        start=midnight(first, BERLIN),
        end=midnight(first + timedelta(days=days), BERLIN),
        made_at=BEFORE,
        members=tuple(Member(name, name.capitalize(), BERLIN) for name in sorted(members.split())),
        shifts=tuple(sorted(everything, key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(
            sorted(Assignment(f"{template}@{DAYS.get(day, day)}", agent) for agent, template, day in entries)
        ),
        proof=Proof("optimal", 0, 0, 1, 3, 0.5, "0.1.0"),
    )


def act(expected: int, now: datetime = BEFORE, **more: object) -> Act:
    """Mo, the lead, who knows of `expected` revisions."""
    return Act(now, "mo", expected, **more)
