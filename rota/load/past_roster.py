"""A past roster on this team's agents and shift templates: what an entry means here, or why nothing.

An entry is somebody's where it names one agent, by id, name or e-mail address, or by a name given with it.
Its times are those of one shift, or of several of one template end to end, as a week on call is told as
one event. What fits no template, or several that its title does not tell apart, is left out and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.load.build import shift_on, shifts_between
from rota.localtime import DAY, clock_text, local_day, midnight
from rota.roster import Assignment, Member, Proof, Roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from rota.load.past_entries import PastEntry
    from rota.load.team import ShiftPart, TeamPart
    from rota.problem import Cell
    from rota.shift import Shift

MOST_SHIFTS = 62
"""Shifts that one entry may stand for, end to end: two months of days."""


@dataclass(frozen=True)
class PastRoster:
    """What was understood: shifts by id, who was on them; and what was not, as line and reason."""

    shifts: Mapping[str, Shift]
    cells: frozenset[Cell]
    understood: int
    left_out: tuple[tuple[int, str], ...]


def map_past(
    entries: Iterable[PastEntry], team: TeamPart, *, names: Mapping[str, str], now: datetime
) -> PastRoster:
    """Put the entries on agents and templates; `names` are further names of agents, by id.

    What starts at `now` or later is not past, and left out.
    """
    finder = _Agents(team, names)
    shifts: dict[str, Shift] = {}
    cells: set[Cell] = set()
    left_out: list[tuple[int, str]] = []
    understood = 0
    for entry in entries:
        try:
            agent, found = finder.agent_of(entry), _shifts_of(entry, team)
            if any(shift.start >= now for shift in found):
                raise _NotMappedError("it is not past yet")
        except _NotMappedError as reason:
            left_out.append((entry.line, str(reason)))
            continue
        understood += 1
        shifts |= {shift.id: shift for shift in found}
        cells |= {(agent, shift.id) for shift in found}
    return PastRoster(shifts, frozenset(cells), understood, tuple(left_out))


def roster_of(past: PastRoster, team: TeamPart, *, first: datetime, end: datetime, now: datetime) -> Roster:
    """The past as a roster over [first, end) or up to now, with every shift that the templates have in it."""
    until = min(end, now)
    shifts = {shift.id: shift for shift in shifts_between(team, first, until)}
    shifts |= past.shifts
    inside = {name: shift for name, shift in shifts.items() if first <= shift.start < until}
    cells = [cell for cell in past.cells if cell[1] in inside]
    people = {agent for agent, _ in cells}
    return Roster(
        team=team.team,
        zone=team.zone,
        start=first,
        end=until,
        made_at=now,
        members=tuple(
            Member(part.id, part.name, part.zone or team.zone)
            for part in sorted(team.agents, key=lambda part: part.id)
            if part.id in people
        ),
        shifts=tuple(sorted(inside.values(), key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(sorted(Assignment(shift, agent) for agent, shift in cells)),
        proof=Proof("unproved", 0, 0, 0, 0, 0.0, "", ()),
    )


def span_of(past: PastRoster, zone: str) -> tuple[datetime, datetime]:
    """From the midnight before the first shift understood to the one after the last one's start."""
    days = [local_day(shift.start, zone) for shift in past.shifts.values()]
    return midnight(min(days), zone), midnight(max(days) + DAY, zone)


class _NotMappedError(Exception):
    """Why an entry means nothing here."""


class _Agents:
    """Finds whose an entry is."""

    def __init__(self, team: TeamPart, names: Mapping[str, str]) -> None:
        self._exact: dict[str, set[str]] = {}
        for part in team.agents:
            for name in (part.id, part.name, part.email):
                self._exact.setdefault(name.strip().casefold(), set()).add(part.id)
        for name, agent in names.items():
            self._exact[name.strip().casefold()] = {agent}
        self._exact.pop("", None)
        # Longer names first, so that `Ana Kola` is not taken for `Ana`.
        self._patterns = [
            (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), agents)
            for name, agents in sorted(self._exact.items(), key=lambda item: (-len(item[0]), item[0]))
        ]

    def agent_of(self, entry: PastEntry) -> str:
        """The one agent whom the entry names."""
        found: set[str] = set()
        for text in entry.who:
            found |= self._exact.get(text.strip().casefold(), set())
        if not found:
            for text in entry.who:
                found |= self._within(text.casefold())
        if len(found) == 1:
            return found.pop()
        shown = next((text for text in reversed(entry.who) if text), "")
        if found:
            raise _NotMappedError(f"`{shown}` names several agents: {', '.join(sorted(found))}")
        raise _NotMappedError(f"`{shown}` names no agent" if shown else "it names nobody")

    def _within(self, text: str) -> set[str]:
        found: set[str] = set()
        for pattern, agents in self._patterns:
            text, count = pattern.subn("\0", text)
            found |= agents if count else set()
        return found


def _shifts_of(entry: PastEntry, team: TeamPart) -> Sequence[Shift]:
    if entry.wrong:
        raise _NotMappedError(entry.wrong)
    if entry.start is None or entry.end is None:
        part = next((one for one in team.shifts if one.id == entry.template), None)
        if part is None or entry.day is None:
            raise _NotMappedError(f"there is no shift template `{entry.template}`")
        return [shift_on(part, entry.day, team.zone)]
    fitting = {
        part.id: chain for part in team.shifts if (chain := _chain(part, entry.start, entry.end, team.zone))
    }
    if len(fitting) > 1:
        fitting = _by_title(entry, team, fitting)
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    times = f"{clock_text(entry.start, team.zone)} to {clock_text(entry.end, team.zone)}"
    if fitting:
        raise _NotMappedError(f"{times} may be any of {', '.join(sorted(fitting))}")
    raise _NotMappedError(f"no shift template has the times {times}")


def _chain(part: ShiftPart, start: datetime, end: datetime, zone: str) -> list[Shift]:
    """Shifts of a template that fill [start, end) end to end; none where they do not."""
    found: list[Shift] = []
    reached = start
    while reached < end and len(found) < MOST_SHIFTS:
        day = local_day(reached, part.zone or zone)
        shift = next(
            (
                one
                for one in (shift_on(part, day, zone), shift_on(part, day - DAY, zone))
                if one.start == reached
            ),
            None,
        )
        if shift is None or shift.end <= shift.start:
            return []
        found.append(shift)
        reached = shift.end
    return found if reached == end else []


def _by_title(entry: PastEntry, team: TeamPart, fitting: Mapping[str, list[Shift]]) -> dict[str, list[Shift]]:
    """The templates that the entry's title or shift names, by id or role; all where it names none."""
    text = f"{entry.template} {entry.title}".casefold()
    named = {
        part.id: fitting[part.id]
        for part in team.shifts
        if part.id in fitting
        and any(
            name and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text)
            for name in (part.id, part.role)
        )
    }
    return named or dict(fitting)
