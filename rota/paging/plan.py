"""What an exporter for a pager is given: turns of every role, escalations, and everybody's id there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from rota.paging.escalation import Escalation, Route


@dataclass(frozen=True, slots=True)
class System:
    """What is set for one pager: pairs of a role and the id of its schedule there, and further settings."""

    name: str
    schedules: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PagingPlan:
    """Who is paged when over [start, end), in which order. Turns by role, start and person.

    Nothing that begins before `since` is written by any exporter: what is past stays as it was (a turn
    under way is written from `since` on). Turns of one role do not overlap; where a role has no turn,
    pages for it reach `fallback`, an agent. Every escalation ends with a step that pages the fallback.
    `names` pairs an agent with the name shown, `contacts` an agent and a system with the id there.
    """

    team: str
    zone: str
    start: datetime
    end: datetime
    since: datetime
    made_at: datetime
    roles: tuple[str, ...]
    turns: tuple[Turn, ...]
    fallback: str
    escalations: tuple[Escalation, ...]
    routes: tuple[Route, ...]
    names: tuple[tuple[str, str], ...]
    contacts: tuple[tuple[str, str, str], ...] = field(repr=False)
    systems: tuple[System, ...] = ()

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """The name shown, by agent."""
        return dict(self.names)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Every agent who can still be paged, the fallback included, by id."""
        named = {
            target.id
            for escalation in self.escalations
            for step in escalation.steps
            for target in step.targets
            if target.kind == "agent"
        }
        coming = {turn.person for turn in self.turns if turn.end > self.since}
        return tuple(sorted(coming | named | {self.fallback}))

    def turns_of(self, role: str) -> tuple[Turn, ...]:
        """The turns of a role that end after `since`, cut there, by start."""
        return tuple(
            Turn(turn.role, max(turn.start, self.since), turn.end, turn.person, turn.shift)
            for turn in self.turns
            if turn.role == role and turn.end > self.since
        )

    @property
    def first(self) -> datetime:
        """The first instant that an export is about."""
        return max(self.start, self.since)

    @property
    def paged_roles(self) -> tuple[str, ...]:
        """The roles that some escalation pages, sorted."""
        named = {
            target.id
            for escalation in self.escalations
            for step in escalation.steps
            for target in step.targets
            if target.kind == "role"
        }
        return tuple(sorted(named))

    def holes_of(self, role: str) -> tuple[tuple[datetime, datetime], ...]:
        """The spans of [first, end) in which nobody carries the role, by start."""
        reached, holes = self.first, []
        for turn in self.turns_of(role):
            if turn.start > reached:
                holes.append((reached, min(turn.start, self.end)))
            reached = max(reached, turn.end)
        if reached < self.end:
            holes.append((reached, self.end))
        return tuple(hole for hole in holes if hole[0] < hole[1])

    def system(self, name: str) -> System:
        """What is set for a pager; a system without settings where nothing is."""
        return next((system for system in self.systems if system.name == name), System(name))

    def ids_in(self, system: str) -> Mapping[str, str]:
        """By agent who can be paged, the id in this system.

        Raises InputError that names each of them without one.
        """
        found = {agent: id for agent, name, id in self.contacts if name == system and id}
        faults = [
            Fault("", 0, 0, f"agent `{agent}` has no id for {system}", f"add `{system}` to its `contacts`")
            for agent in self.people
            if agent not in found
        ]
        if faults:
            raise InputError(faults)
        return {agent: found[agent] for agent in self.people}
