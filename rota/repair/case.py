"""What has to be mended: a roster that people rely on, and what has come in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from rota.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from rota.explain.change import Setting
    from rota.problem import Cell
    from rota.shift import Shift

WORTH_MINUTES = 120
"""Minutes of load that a call has to bring back where no hard rule asks for it: a quarter of a shift."""


@dataclass(frozen=True)
class Case:
    """A setting that has the change in it, and `base`, the roster that stood before the change.

    Shifts that start at `since` or before are as they are. `away` are cells of people who have said
    that they cannot come, `settled` cells that are agreed on (True: worked); neither takes a call.
    `unasked` are people who are not called, `refused` cells that nobody is asked for. Without
    `load_changed`, only load that the change leaves uncovered counts.
    """

    setting: Setting
    base: frozenset[Cell]
    since: datetime
    notice: timedelta = timedelta()
    away: frozenset[Cell] = frozenset()
    settled: tuple[tuple[Cell, bool], ...] = ()
    unasked: frozenset[str] = frozenset()
    refused: frozenset[Cell] = frozenset()
    load_changed: bool = False
    worth_minutes: int = WORTH_MINUTES

    def begun(self, shift: Shift) -> bool:
        """Whether the shift is past changing."""
        return shift.start <= self.since

    def late(self, shift: Shift) -> bool:
        """Whether a change of the shift is told within the notice period."""
        return self.since < shift.start < self.since + self.notice

    @cached_property
    def free_shifts(self) -> tuple[Shift, ...]:
        """The shifts that can still change, by start."""
        return tuple(shift for shift in self.setting.problem.shifts if not self.begun(shift))

    @cached_property
    def given(self) -> Mapping[Cell, bool]:
        """The cells that are as they are without anybody being called: lost ones, and settled ones."""
        free = {shift.id for shift in self.free_shifts}
        agreed = {cell: works for cell, works in self.settled if cell[1] in free}
        return {**dict.fromkeys(self.lost, False), **agreed}

    @cached_property
    def lost(self) -> frozenset[Cell]:
        """The entries of the roster whose people cannot come."""
        problem, free = self.setting.problem, {shift.id for shift in self.free_shifts}
        duty = Duty(problem, self.base)
        forbidden = {
            (found.place.agent, found.place.shift)
            for rule in self.setting.hard
            if rule.kind == "availability"
            for found in rule.check(problem, duty)
        }
        return frozenset(cell for cell in self.base if cell[1] in free and cell in self.away | forbidden)

    @cached_property
    def left(self) -> frozenset[Cell]:
        """The roster after the change, before anybody is called."""
        gone = {cell for cell, works in self.given.items() if not works}
        come = {cell for cell, works in self.given.items() if works}
        return (self.base - gone) | come

    @cached_property
    def fixed(self) -> Mapping[Cell, bool]:
        """Every cell that no repair may change, and how it is."""
        problem = self.setting.problem
        found: dict[Cell, bool] = {}
        for agent in problem.agents:
            asked = agent.id not in self.unasked
            for shift in problem.shifts:
                cell = (agent.id, shift.id)
                if cell in self.given:
                    found[cell] = self.given[cell]
                elif self.begun(shift) or not asked:
                    found[cell] = cell in self.base
                elif cell in self.away or (cell in self.refused and cell not in self.base):
                    found[cell] = False
        return found
