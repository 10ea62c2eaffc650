"""What one agent could change of a day, and what the coverage rules charge for the rest of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from rota.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.agent import Agent
    from rota.constraint import Constraint, Violation
    from rota.problem import Cell, Problem
    from rota.shift import Shift

MoveKind = Literal["stay", "early", "come", "leave", "skip"]

HOUR = timedelta(hours=1)
LONGER = (HOUR, 2 * HOUR)
NOTICE = HOUR
"""Nobody is asked to begin sooner than this from now."""
MARK = "+"
"""In the ids of shifts whose hours were changed."""


@dataclass(frozen=True, slots=True)
class Move:
    """One agent's change: `shift` as it is in the roster (where the agent comes: as it is for others), and
    as it would be."""

    kind: MoveKind
    agent: Agent
    shift: Shift
    changed: Shift

    @property
    def minutes(self) -> int:
        """Minutes of work more, or less."""
        before = 0 if self.kind == "come" else self.shift.minutes
        return abs(self.changed.minutes - before)


@dataclass(frozen=True, slots=True)
class Price:
    """What the coverage rules say of the rest of the day."""

    cost: int
    missing: int
    over: int
    lacking: tuple[Violation, ...]


@dataclass(frozen=True)
class State:
    """The roster with the moves made so far."""

    problem: Problem
    cells: frozenset[Cell]
    now: datetime
    end: datetime

    def price(self, watch: Sequence[Constraint]) -> Price:
        """Only the rest of the day is looked at, on the shifts that reach into it."""
        near = tuple(
            shift for shift in self.problem.timeline if shift.start < self.end and shift.end > self.now
        )
        ids = {shift.id for shift in near}
        demand = tuple(
            replace(entry, start=max(entry.start, self.now))
            for entry in self.problem.demand
            if entry.end > self.now and entry.start < self.end
        )
        kept = frozenset(cell for cell in self.cells | self.problem.past if cell[1] in ids)
        small = replace(self.problem, shifts=near, past_shifts=(), past=frozenset(), demand=demand)
        duty = Duty(small, kept)
        found = [violation for rule in watch for violation in rule.check(small, duty)]
        lacking = tuple(violation for violation in found if violation.place.queue)
        return Price(
            sum(violation.cost or 0 for violation in found),
            sum(violation.shortfall for violation in lacking),
            sum(violation.shortfall for violation in found if not violation.place.queue),
            lacking,
        )

    def with_move(self, move: Move) -> State:
        """The same with one agent's hours changed."""
        cells = self.cells - {(move.agent.id, move.shift.id)}
        shifts = self.problem.shifts
        if move.kind != "skip":
            cells |= {(move.agent.id, move.changed.id)}
        if move.changed.id not in {shift.id for shift in shifts}:
            shifts = tuple(sorted((*shifts, move.changed), key=lambda shift: (shift.start, shift.id)))
        return replace(self, problem=replace(self.problem, shifts=shifts), cells=cells)

    def moves(self) -> Iterator[Move]:
        """Everything that one agent could do for the rest of the day."""
        duty = Duty(self.problem, self.cells)
        for agent in self.problem.agents:
            today = [shift for shift in duty.coming(agent) if shift.kind == "work" and self._now(shift)]
            for shift in today:
                yield from self._changes(agent, shift)
            if not today:
                for shift in self.problem.shifts:
                    if (
                        shift.kind == "work"
                        and self.now + NOTICE <= shift.start < self.end
                        and MARK not in shift.id
                    ):
                        yield Move("come", agent, shift, shift)

    def _now(self, shift: Shift) -> bool:
        return shift.start < self.end and shift.end > self.now

    def _changes(self, agent: Agent, shift: Shift) -> Iterator[Move]:
        if MARK in shift.id:
            return
        for longer in LONGER:
            yield Move("stay", agent, shift, _with_hours(shift, shift.start, shift.end + longer))
            if shift.start - longer >= self.now + NOTICE:
                yield Move("early", agent, shift, _with_hours(shift, shift.start - longer, shift.end))
        if shift.start >= self.now + NOTICE:
            yield Move("skip", agent, shift, shift)
        hours = 1
        while shift.end - hours * HOUR > max(shift.start, self.now):
            yield Move("leave", agent, shift, _with_hours(shift, shift.start, shift.end - hours * HOUR))
            hours += 1


def _with_hours(shift: Shift, start: datetime, end: datetime) -> Shift:
    """A shift of its own, which its template's rules know by the template."""
    return replace(shift, id=f"{shift.id}{MARK}{start:%H%M}-{end:%H%M}", start=start, end=end)
