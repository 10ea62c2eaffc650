"""From shifts to turns: who carries the pager of each role, also where shifts of one role overlap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rota.problem import Cell
    from rota.roster import Roster
    from rota.shift import Shift

UNNAMED = "on_call"
"""The role of a shift on call that names none."""


def role_of(shift: Shift) -> str:
    """The role whose pager goes with the shift; none for work without a role."""
    return shift.role or (UNNAMED if shift.kind == "on_call" else "")


def turns_of(roster: Roster) -> tuple[Turn, ...]:
    """One turn for each assignment to a shift with a role, by role, start and person; they may overlap."""
    return turns_from(roster.shifts, roster.cells)


def turns_from(shifts: Iterable[Shift], cells: Iterable[Cell]) -> tuple[Turn, ...]:
    """The turns of these shifts, where these pairs of an agent and a shift's id are who works them."""
    shift_of = {shift.id: shift for shift in shifts}
    pairs = ((agent, shift_of[shift]) for agent, shift in cells if shift in shift_of)
    found = (
        Turn(role_of(shift), shift.start, shift.end, agent, shift.id)
        for agent, shift in pairs
        if role_of(shift)
    )
    return tuple(sorted(found))


def carried(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns cut so that one at a time has the pager of a role: of several, the one that began last.

    So a site that starts while the one before it is still on takes over at its start. Turns of one role
    that begin at the same instant both stay: only their team can tell which comes first.
    """
    by_role: dict[str, list[Turn]] = {}
    for turn in turns:
        by_role.setdefault(turn.role, []).append(turn)
    return tuple(sorted(piece for same in by_role.values() for piece in _cut(sorted(same))))


def _cut(turns: list[Turn]) -> list[Turn]:
    """The same for the turns of one role, which are sorted."""
    held: dict[tuple[str, str], Turn] = {}
    done: list[Turn] = []
    edges = sorted({edge for turn in turns for edge in (turn.start, turn.end)})
    active: list[Turn] = []
    waiting = iter(turns)
    coming = next(waiting, None)
    for start, end in pairwise(edges):
        while coming is not None and coming.start <= start:
            active.append(coming)
            coming = next(waiting, None)
        active = [turn for turn in active if turn.end > start]
        latest = max((turn.start for turn in active), default=None)
        for turn in active:
            if turn.start != latest:
                continue
            key = (turn.person, turn.shift)
            before = held.pop(key, None)
            if before is not None and before.end == start:
                held[key] = Turn(turn.role, before.start, end, turn.person, turn.shift)
                continue
            if before is not None:
                done.append(before)
            held[key] = Turn(turn.role, start, end, turn.person, turn.shift)
    return [*done, *held.values()]
