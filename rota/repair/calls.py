"""Who has to be called for a repair, in which order, and what they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.repair.pain import Pain

if TYPE_CHECKING:
    from datetime import datetime

    from rota.agent import Agent
    from rota.problem import Cell
    from rota.repair.case import Case
    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class Call:
    """One person, the shifts put on and taken off, by start, and what makes it hurt, in `points` of pain."""

    agent: Agent
    put_on: tuple[Shift, ...]
    taken_off: tuple[Shift, ...]
    reasons: tuple[str, ...]
    points: int

    @property
    def first(self) -> datetime:
        """The earliest start that changes: who is called after it is called too late."""
        return min(shift.start for shift in (*self.put_on, *self.taken_off))


def calls(case: Case, cells: frozenset[Cell]) -> tuple[Call, ...]:
    """The people whose shifts differ from what is left of the roster, the most urgent first."""
    pain, problem = Pain(case), case.setting.problem
    changed: dict[str, list[Cell]] = {}
    for cell in sorted(cells ^ case.left):
        changed.setdefault(cell[0], []).append(cell)
    found = [
        Call(
            problem.agent_of[agent],
            _shifts(case, mine, cells),
            _shifts(case, mine, case.left),
            tuple(dict.fromkeys(reason for cell in mine for reason in pain.reasons(cell))),
            sum(pain.points(cell) for cell in mine),
        )
        for agent, mine in changed.items()
    ]
    return tuple(sorted(found, key=lambda call: (call.first, call.agent.id)))


def _shifts(case: Case, changed: list[Cell], cells: frozenset[Cell]) -> tuple[Shift, ...]:
    shifts = [case.setting.problem.shift_of[cell[1]] for cell in changed if cell in cells]
    return tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id)))
