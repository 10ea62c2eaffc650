"""Who hands over to whom: the people whose shift ends at the instant at which another's begins.

A pager's role is handed on within the role, work from those who work to those who work; training is
handed to nobody. Who goes on alone, or stays on, hands nothing over.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exports.ics_text import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from rota.roster import Roster
    from rota.shift import Shift

MOST_NAMES = 4
"""Names that a line lists; beyond it a hand-over is to a crowd, which is counted."""

_Post = tuple[str, str]


class Partners:
    """Who begins and who ends at each instant of a roster."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        begins: dict[tuple[_Post, datetime], set[str]] = defaultdict(set)
        ends: dict[tuple[_Post, datetime], set[str]] = defaultdict(set)
        for assignment in roster.assignments:
            shift = roster.shift_of[assignment.shift]
            if shift.kind != "training":
                begins[_post(shift), shift.start].add(assignment.agent)
                ends[_post(shift), shift.end].add(assignment.agent)
        self._begins: Mapping[tuple[_Post, datetime], set[str]] = dict(begins)
        self._ends: Mapping[tuple[_Post, datetime], set[str]] = dict(ends)

    def before(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Ids of those from whom the agent takes over, sorted."""
        return self._others(self._ends, shift, shift.start, agent)

    def after(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Ids of those to whom the agent hands over, sorted."""
        return self._others(self._begins, shift, shift.end, agent)

    def lines(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Both in words, a line each; nothing where there is nobody."""
        said = (("takes over from", self.before(shift, agent)), ("hands over to", self.after(shift, agent)))
        return tuple(f"{what} {self.names(others)}" for what, others in said if others)

    def names(self, agents: Iterable[str]) -> str:
        """The names of these agents, the last of many only counted."""
        names = [name_of(self._roster.member_of[agent]) for agent in agents]
        more = len(names) - MOST_NAMES
        return ", ".join([*names[:MOST_NAMES], *([f"{more} more"] if more > 0 else [])])

    def _others(
        self,
        people: Mapping[tuple[_Post, datetime], set[str]],
        shift: Shift,
        instant: datetime,
        agent: str,
    ) -> tuple[str, ...]:
        found = people.get((_post(shift), instant), set()) if shift.kind != "training" else set()
        return () if agent in found else tuple(sorted(found))


def _post(shift: Shift) -> _Post:
    return (shift.kind, shift.role if shift.kind == "on_call" else "")
