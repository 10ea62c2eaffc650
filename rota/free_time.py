"""Stretches of free time as literals: what rules on uninterrupted rest choose from."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rota.encoding import Linear
from rota.localtime import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, timedelta

    from rota.agent import Agent
    from rota.encoding import Encoding
    from rota.problem import Problem
    from rota.shift import Shift


class FreeTime:
    """Whether agents are free of these shifts for so long from an instant on.

    Which shifts touch a stretch is found once for all agents. Where they are all those of a local day,
    their rows share the day's one variable.
    """

    def __init__(
        self, problem: Problem, encoding: Encoding, shifts: Sequence[Shift], length: timedelta
    ) -> None:
        self.problem, self.encoding, self.length = problem, encoding, length
        self.shifts = sorted(shifts, key=lambda shift: (shift.start, shift.id))
        self._starts = [shift.start for shift in self.shifts]
        self._longest = max((shift.end - shift.start for shift in self.shifts), default=length)
        self._touching: dict[datetime, tuple[Shift, ...]] = {}
        self._days: dict[str, dict[date, int]] = {}
        self._groups: dict[tuple[str, datetime], list[tuple[Shift, ...]]] = {}
        self._free: dict[tuple[str, datetime], Linear | None] = {}

    def touching(self, start: datetime) -> tuple[Shift, ...]:
        """The shifts that are on at some time in the stretch."""
        if start not in self._touching:
            first = bisect_left(self._starts, start - self._longest)
            last = bisect_left(self._starts, start + self.length)
            self._touching[start] = tuple(shift for shift in self.shifts[first:last] if shift.end > start)
        return self._touching[start]

    def possible(self, agent: Agent, start: datetime) -> bool:
        """Whether history leaves the stretch free."""
        return not any((agent.id, shift.id) in self.problem.past for shift in self.touching(start))

    def free(self, agent: Agent, start: datetime) -> Linear | None:
        """A literal, 1 only where the agent is free from `start` on; None where that is ruled out."""
        if (agent.id, start) not in self._free:
            self._free[agent.id, start] = self._define(agent, start)
        return self._free[agent.id, start]

    def _define(self, agent: Agent, start: datetime) -> Linear | None:
        busy = [literal for literal in self._busy(agent, start) if not literal.zero]
        if any(not literal.variables for literal in busy):
            return None
        if not busy:
            return Linear(constant=1)
        free = self.encoding.define_integer(0, 1, owner=self.encoding.owner[busy[0].variables[0]])
        for literal in busy:
            self.encoding.relate(free + literal, at_most=1)
        return free

    def _busy(self, agent: Agent, start: datetime) -> list[Linear]:
        busy: list[Linear] = []
        for group in self._grouped(agent.zone, start):
            works = [self.encoding.works(agent, shift) for shift in group]
            busy += works if len(works) < 2 else [self.encoding.define_any(works)]
        return busy

    def _grouped(self, zone: str, start: datetime) -> list[tuple[Shift, ...]]:
        """What touches the stretch: all shifts of a local day together, others one by one."""
        if (zone, start) not in self._groups:
            by_day: dict[date, list[Shift]] = {}
            for shift in self.touching(start):
                by_day.setdefault(local_day(shift.start, zone), []).append(shift)
            groups: list[tuple[Shift, ...]] = []
            for day, shifts in by_day.items():
                whole = len(shifts) == self._on_day(zone).get(day)
                groups += [tuple(shifts)] if whole else [(shift,) for shift in shifts]
            self._groups[zone, start] = groups
        return self._groups[zone, start]

    def _on_day(self, zone: str) -> dict[date, int]:
        if zone not in self._days:
            counts: dict[date, int] = {}
            for shift in self.shifts:
                day = local_day(shift.start, zone)
                counts[day] = counts.get(day, 0) + 1
            self._days[zone] = counts
        return self._days[zone]
