"""Whom an agent might ask to swap: said of the roster alone, without anybody's contract or absences.

Who has the same shift or role on other days is able to work it, and who is not on duty for REST around it
would keep the daily rest of directive 2003/88/EC, article 3. Whether a swap is lawful, the lead's
rules say.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.roster import Roster
    from rota.shift import Shift

REST = timedelta(hours=11)
MOST = 5


def partners_for(roster: Roster, shift: Shift, agent: str) -> tuple[str, ...]:
    """Ids of at most MOST others who work this kind of shift and are free around it, the least busy first."""
    able = {entry.agent for entry in roster.assignments if _alike(roster.shift_of[entry.shift], shift)} - {
        agent
    }
    free = [other for other in able if not _near(roster, other, shift)]
    return tuple(sorted(free, key=lambda other: (_duties_around(roster, other, shift), other))[:MOST])


def _alike(one: Shift, other: Shift) -> bool:
    if one.kind != other.kind:
        return False
    return one.role == other.role if other.kind == "on_call" else one.template == other.template


def _near(roster: Roster, agent: str, shift: Shift) -> bool:
    return any(
        own.start < shift.end + REST and shift.start - REST < own.end for own in roster.shifts_of(agent)
    )


def _duties_around(roster: Roster, agent: str, shift: Shift) -> int:
    week = timedelta(days=7)
    return sum(shift.start - week < own.start < shift.start + week for own in roster.shifts_of(agent))
