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

_Moment = tuple[str, str, "datetime"]
"""A kind of shift, the role where it is on call, and an instant."""


class Partners:
    """Who begins and who ends at each instant of a roster."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._begins: dict[_Moment, set[str]] = defaultdict(set)
        self._ends: dict[_Moment, set[str]] = defaultdict(set)
        self._begin_names: dict[_Moment, str] = {}
        self._end_names: dict[_Moment, str] = {}
        for assignment in roster.assignments:
            shift = roster.shift_of[assignment.shift]
            if shift.kind != "training":
                self._begins[_moment(shift, shift.start)].add(assignment.agent)
                self._ends[_moment(shift, shift.end)].add(assignment.agent)

    def before(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Ids of those from whom the agent takes over, sorted."""
        return _others(self._ends, _moment(shift, shift.start), agent)

    def after(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Ids of those to whom the agent hands over, sorted."""
        return _others(self._begins, _moment(shift, shift.end), agent)

    def lines(self, shift: Shift, agent: str) -> tuple[str, ...]:
        """Both in words, a line each; nothing where there is nobody."""
        before, after = _moment(shift, shift.start), _moment(shift, shift.end)
        said = (
            ("takes over from", self._names(self._ends, self._end_names, before, agent)),
            ("hands over to", self._names(self._begins, self._begin_names, after, agent)),
        )
        return tuple(f"{what} {names}" for what, names in said if names)

    def _names(
        self, people: Mapping[_Moment, set[str]], known: dict[_Moment, str], moment: _Moment, agent: str
    ) -> str:
        """The names of all at a moment, said once for all whom they meet; nothing if the agent is one."""
        if agent in people.get(moment, ()):
            return ""
        if moment not in known:
            known[moment] = self._listed(people.get(moment, ()))
        return known[moment]

    def _listed(self, agents: Iterable[str]) -> str:
        ids = sorted(agents)
        more = [f"{len(ids) - MOST_NAMES} more"] if len(ids) > MOST_NAMES else []
        return ", ".join([*(name_of(self._roster.member_of[one]) for one in ids[:MOST_NAMES]), *more])


def _others(people: Mapping[_Moment, set[str]], moment: _Moment, agent: str) -> tuple[str, ...]:
    found = people.get(moment, set())
    return () if agent in found else tuple(sorted(found))


def _moment(shift: Shift, instant: datetime) -> _Moment:
    """Training is a post of its own that nobody is on."""
    return (shift.kind, shift.role if shift.kind == "on_call" else "", instant)
