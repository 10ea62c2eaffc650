"""Who is on duty when, with its proof: what is published, exported and verified."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from rota.problem import Cell
    from rota.shift import Shift

Status = Literal["optimal", "feasible", "unproved"]
"""`optimal`: no better roster exists; `feasible`: found within limits; `unproved`: edited by hand."""


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """An agent on a shift, by their ids."""

    shift: str
    agent: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a roster's quality, and what it was made from.

    `cost` and `bound` are in the units of the rules' weights: no lawful roster costs less than
    `bound`. `inputs` pairs a file's name with the SHA-256 of its content.
    """

    status: Status
    cost: int
    bound: int
    seed: int
    workers: int
    seconds: float
    version: str
    inputs: tuple[tuple[str, str], ...] = ()

    @property
    def gap(self) -> float:
        """How far the cost may be from the best, as a share of the cost: 0 is proved optimal."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost


@dataclass(frozen=True, slots=True)
class Member:
    """What a roster says about a person: no contacts, no contract, no reason of absence."""

    id: str
    name: str
    zone: str


@dataclass(frozen=True)
class Roster:
    """Assignments over the horizon [start, end). Members by id, shifts by start and id, all sorted.

    `shifts` holds every shift of the horizon, also those that nobody works. `made_at` is when the
    roster was made, an input of every export; nothing else reads a clock.
    """

    team: str
    zone: str
    start: datetime
    end: datetime
    made_at: datetime
    members: tuple[Member, ...]
    shifts: tuple[Shift, ...]
    assignments: tuple[Assignment, ...]
    proof: Proof

    @cached_property
    def shift_of(self) -> Mapping[str, Shift]:
        """Shifts by id."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def member_of(self) -> Mapping[str, Member]:
        """Members by id."""
        return {member.id: member for member in self.members}

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """The assignments as (agent id, shift id) pairs."""
        return frozenset((assignment.agent, assignment.shift) for assignment in self.assignments)

    @cached_property
    def agents_on(self) -> Mapping[str, tuple[str, ...]]:
        """By shift, the ids of those who work it, sorted; a shift that nobody works has nobody."""
        found: dict[str, list[str]] = {shift.id: [] for shift in self.shifts}
        for assignment in self.assignments:
            found[assignment.shift].append(assignment.agent)
        return {shift: tuple(sorted(agents)) for shift, agents in found.items()}

    @cached_property
    def _shifts_by_agent(self) -> Mapping[str, tuple[Shift, ...]]:
        found: dict[str, list[Shift]] = {}
        for assignment in self.assignments:
            found.setdefault(assignment.agent, []).append(self.shift_of[assignment.shift])
        return {
            agent: tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id)))
            for agent, shifts in found.items()
        }

    def shifts_of(self, agent: str) -> tuple[Shift, ...]:
        """The agent's shifts in the order in which they start."""
        return self._shifts_by_agent.get(agent, ())
