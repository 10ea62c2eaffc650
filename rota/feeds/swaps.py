"""Whom an agent might ask to swap: said of the roster alone, without anybody's contract or absences.

Who has the same shift or role on other days is able to work it, and who is not on duty for REST around it
would keep the daily rest of directive 2003/88/EC, article 3. Whether a swap is lawful, the lead's
rules say.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.roster import Roster
    from rota.shift import Shift

REST, WEEK = timedelta(hours=11), timedelta(days=7)
MOST = 5


def partners_for(roster: Roster, shift: Shift, agent: str) -> tuple[str, ...]:
    """Ids of at most MOST others who work this kind of shift and are free around it, the least busy first."""
    able = {other for one in roster.shifts if _alike(one, shift) for other in roster.agents_on[one.id]} - {
        agent
    }
    around = [one for one in roster.shifts if _within(one, shift, WEEK)]
    near = {other for one in around if _within(one, shift, REST) for other in roster.agents_on[one.id]}
    duties = Counter(other for one in around for other in roster.agents_on[one.id])
    return tuple(sorted(able - near, key=lambda other: (duties[other], other))[:MOST])


def _alike(one: Shift, other: Shift) -> bool:
    if one.kind != other.kind:
        return False
    return one.role == other.role if other.kind == "on_call" else one.template == other.template


def _within(one: Shift, other: Shift, distance: timedelta) -> bool:
    return one.start < other.end + distance and other.start - distance < one.end
