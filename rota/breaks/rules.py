"""What is to be placed inside shifts, and what placed pauses keep to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class BreakRule:
    """A pause in each work shift of at least `shift_minutes`, of the `shifts` templates where any are named.

    It begins `from_minutes` to `to_minutes`, both included, after the shift's start, and ends within it.
    """

    id: str
    minutes: int
    from_minutes: int
    to_minutes: int
    paid: bool = False
    shift_minutes: int = 0
    shifts: tuple[str, ...] = ()

    def concerns(self, shift: Shift) -> bool:
        """Whether the shift has this pause."""
        named = not self.shifts or shift.template in self.shifts
        return shift.kind == "work" and named and shift.minutes >= self.shift_minutes


@dataclass(frozen=True, slots=True)
class Activity:
    """Training or a side duty: each of these agents once in each week with a work shift that has room."""

    id: str
    minutes: int
    agents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakRules:
    """All of it. At most `most_at_once` agents pause at a time, and of each group in `apart` at most one.

    Pauses begin on multiples of `step_minutes` after their shift's start.
    """

    step_minutes: int = 15
    most_at_once: int | None = None
    apart: tuple[tuple[str, ...], ...] = ()
    rules: tuple[BreakRule, ...] = ()
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """An agent away from the desk, [start, end) within a shift, for the rule or activity `about`."""

    start: datetime
    end: datetime
    agent: str
    shift: str
    about: str
    paid: bool = True
