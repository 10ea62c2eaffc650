"""Breaks of today that have not begun, moved within their rules to where they are missed less."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.breaks.check import faults_of
from rota.breaks.desk import slots_of
from rota.breaks.options import wanted_pauses
from rota.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.breaks.rules import BreakRules, Pause
    from rota.problem import Cell, Problem

MOST_MOVED = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """A pause at its old and its new place, and by how many agent-minutes less is missing."""

    old: Pause
    new: Pause
    missing_less: int


def moved_pauses(
    problem: Problem,
    rules: BreakRules,
    cells: frozenset[Cell],
    pauses: Sequence[Pause],
    *,
    now: datetime,
    end: datetime,
) -> tuple[Moved, ...]:
    """Moves of pauses in (now, end), each the best after those before it, none against a rule of breaks."""
    duty = Duty(problem, cells)
    rest = tuple(entry for entry in problem.demand if entry.end > now and entry.start < end)
    slots = slots_of(replace(problem, demand=rest), duty, minutes=rules.step_minutes)
    known = set(faults_of(problem, duty, rules, pauses))
    options = list(_options(problem, duty, rules, pauses, now, end))
    found: list[Moved] = []
    while len(found) < MOST_MOVED:
        before = slots.missing(pauses)
        open_moves = [(old, new) for old, new in options if old in pauses]
        tried = sorted((slots.missing(_swapped(pauses, old, new)), old, new) for old, new in open_moves)
        for after, old, new in tried:
            changed = _swapped(pauses, old, new)
            if after < before and known.issuperset(faults_of(problem, duty, rules, changed)):
                found.append(Moved(old, new, before - after))
                pauses = changed
                break
        else:
            break
    return tuple(found)


def _options(
    problem: Problem,
    duty: Duty,
    rules: BreakRules,
    pauses: Sequence[Pause],
    now: datetime,
    end: datetime,
) -> Iterator[tuple[Pause, Pause]]:
    mine = {(pause.agent, pause.shift, pause.about): pause for pause in pauses if now < pause.start < end}
    for wanted in wanted_pauses(problem, duty, rules):
        for new in wanted.options:
            old = mine.get((new.agent, new.shift, new.about))
            if old and new != old and now < new.start < end:
                yield old, new


def _swapped(pauses: Sequence[Pause], old: Pause, new: Pause) -> tuple[Pause, ...]:
    return tuple(sorted(new if pause == old else pause for pause in pauses))
