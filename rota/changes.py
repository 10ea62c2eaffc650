"""What differs between two rosters, told by agent: who has what more, less, or at another time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rota.localtime import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from rota.roster import Member, Roster
    from rota.shift import Shift

ChangeKind = Literal["added", "removed", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an agent has to be told.

    `moved`: the shift has other times, or another shift on the same day at home takes its place.
    `changed`: its role, kind or break is another, its times are not. `before` is None for `added` alone,
    `after` for `removed` alone.
    """

    member: Member
    kind: ChangeKind
    before: Shift | None
    after: Shift | None

    @property
    def start(self) -> datetime:
        """The earliest start that is touched: who is told after it is told too late."""
        return min(shift.start for shift in (self.before, self.after) if shift)

    @property
    def shift(self) -> Shift:
        """The shift as it is now; where it is gone, as it was."""
        shift = self.after or self.before
        if shift is None:
            raise ValueError("a change has a shift before or after it")
        return shift


def changes(before: Roster | None, after: Roster | None) -> tuple[Change, ...]:
    """Every change by agent and start; None is a roster in which nobody works."""
    members = {**_members(before), **_members(after)}
    worked = [_worked(roster) for roster in (before, after)]
    nothing: Mapping[str, Shift] = {}
    return tuple(
        change
        for agent, member in sorted(members.items())
        for change in sorted(
            _of(member, *(shifts.get(agent, nothing) for shifts in worked)),
            key=lambda change: (change.start, change.shift.id),
        )
    )


def _members(roster: Roster | None) -> Mapping[str, Member]:
    return roster.member_of if roster else {}


def _worked(roster: Roster | None) -> Mapping[str, Mapping[str, Shift]]:
    """By agent, the shifts worked by id, in the order in which they start."""
    found: dict[str, dict[str, Shift]] = {}
    if roster:
        cells = ((entry.agent, roster.shift_of[entry.shift]) for entry in roster.assignments)
        for agent, shift in sorted(cells, key=lambda cell: (cell[1].start, cell[1].id)):
            found.setdefault(agent, {})[shift.id] = shift
    return found


def _of(member: Member, before: Mapping[str, Shift], after: Mapping[str, Shift]) -> Iterator[Change]:
    for shift in before.keys() & after.keys():
        old, new = before[shift], after[shift]
        if (old.start, old.end) != (new.start, new.end):
            yield Change(member, "moved", old, new)
        elif (old.role, old.kind, old.break_minutes) != (new.role, new.kind, new.break_minutes):
            yield Change(member, "changed", old, new)
    more = [shift for name, shift in after.items() if name not in before]
    for old in (shift for name, shift in before.items() if name not in after):
        day = local_day(old.start, member.zone)
        instead = next((new for new in more if local_day(new.start, member.zone) == day), None)
        if instead:
            more.remove(instead)
        yield Change(member, "moved" if instead else "removed", old, instead)
    for new in more:
        yield Change(member, "added", None, new)
