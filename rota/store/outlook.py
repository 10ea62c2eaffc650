"""What a change of the published timeline means for people: seen before, and held to when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rota.changes import changes
from rota.store.publications import latest_number, line_of
from rota.store.spans import holds
from rota.store.standing import covered, in_force, standing

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime, timedelta

    from rota.changes import Change
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.store.spans import Span


@dataclass(frozen=True)
class Outlook:
    """What changes between two states of the timeline, at an instant.

    `before` and `after` are None where nothing is published. Of the changes, `told` are those to what
    was published before revision or roster came; `new` are shifts of a time that is published for the
    first time. A change within `notice` of its start is late. `known` is the time that was published before.
    """

    now: datetime
    notice: timedelta
    before: Roster | None
    after: Roster | None
    told: tuple[Change, ...]
    new: tuple[Change, ...]
    known: tuple[Span, ...] = ()

    @cached_property
    def begun(self) -> tuple[Change, ...]:
        """The changes to published shifts that have begun."""
        return tuple(one for one in self.told if one.start <= self.now)

    @cached_property
    def late(self) -> tuple[Change, ...]:
        """The changes to published shifts that are told later than the notice period."""
        return tuple(one for one in self.told if self.soon(one))

    @cached_property
    def given_late(self) -> tuple[tuple[str, Shift], ...]:
        """Who gets which shift, or the same at other times, at short notice; what is taken away is none."""
        given = ((one.member.id, one.after) for one in self.told if one.kind in ("added", "moved"))
        return tuple(
            (agent, shift)
            for agent, shift in given
            if shift and self.now < shift.start < self.now + self.notice and holds(self.known, shift.start)
        )

    def soon(self, change: Change) -> bool:
        """Whether the change is within the notice period, and has not begun."""
        return self.now < change.start < self.now + self.notice

    @property
    def empty(self) -> bool:
        """Whether the timeline says the same before and after, also of shifts that nobody works."""
        if self.before is None or self.after is None:
            return self.before is self.after
        theirs, ours = self.before, self.after
        return not (self.told or self.new) and theirs.shifts == ours.shifts


def outlook_of(
    connection: sqlite3.Connection,
    roster: Roster,
    *,
    now: datetime,
    notice: timedelta,
    against: int | None = None,
) -> Outlook:
    """What publishing a roster would change; `against` is a revision, without: the newest."""
    number = latest_number(connection) if against is None else against
    before = standing(connection, roster.start, roster.end, number=number)
    return _compared(before, roster, covered(connection, number=number), now=now, notice=notice)


def outlook_between(
    connection: sqlite3.Connection, first: int, second: int, *, now: datetime, notice: timedelta
) -> Outlook:
    """What differs between the timeline after revision `first` and after revision `second`."""
    reach = reach_of(connection, first, second)
    before, after = (standing(connection, *reach, number=number) for number in (first, second))
    return _compared(before, after, covered(connection, number=first), now=now, notice=notice)


def reach_of(connection: sqlite3.Connection, first: int, second: int) -> Span:
    """The stretch of time of which two states of the timeline may say something else."""
    states = [set(in_force(connection, number=number)) for number in (first, second)]
    differing = states[0] ^ states[1] or {line_of(connection, max(first, second))}
    return min(line.start for line in differing), max(line.end for line in differing)


def _compared(
    before: Roster | None,
    after: Roster | None,
    known: tuple[Span, ...],
    *,
    now: datetime,
    notice: timedelta,
) -> Outlook:
    told: list[Change] = []
    new: list[Change] = []
    for one in changes(before, after):
        published = any(holds(known, shift.start) for shift in (one.before, one.after) if shift)
        (told if published else new).append(one)
    return Outlook(now, notice, before, after, tuple(told), tuple(new), known)
