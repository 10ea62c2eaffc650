"""What to do now: who could stay, come early, come in or go, in order of what it does for the day.

What a move is worth is what the coverage rules charge less for the rest of the day, as they price it;
whether it may be is what the verifier says of the whole roster with it. Moves are chosen one after
another, each the best after those before it, so that effects are not counted twice. Rules about how many
agents a shift has are not asked: a move makes its hours longer or shorter, and counts as a shift of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.intraday.moves import Move, Price, State
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rota.constraint import Constraint, Violation
    from rota.problem import Cell, Problem

COVERAGE = "coverage"
MOST_MOVES = 6
MOST_REFUSED = 3


@dataclass(frozen=True, slots=True)
class Advice:
    """A move with the agent-minutes missing and too many before it and after it, and what it saves."""

    move: Move
    missing_before: int
    missing_after: int
    over_before: int
    over_after: int
    saved: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A move that would help and breaks a hard rule, in the rule's words."""

    move: Move
    missing_less: int
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do in order, what may not be done, and what stays missing, as the coverage rules say it."""

    missing: int
    over: int
    advice: tuple[Advice, ...]
    refused: tuple[Refused, ...]
    left: tuple[Violation, ...]


def plan_day(
    problem: Problem, rules: Sequence[Constraint], cells: frozenset[Cell], *, now: datetime, end: datetime
) -> Plan:
    """Moves for the rest of the day, [now, end); the problem's demand is what is wanted as known now."""
    watch = [rule for rule in rules if rule.kind == COVERAGE]
    state = State(problem, cells, now, end)
    lawful = {violation.message for violation in verify(problem, rules, cells).hard}
    first = state.price(watch)
    advice: list[Advice] = []
    refused: dict[str, Refused] = {}
    while len(advice) < MOST_MOVES:
        before = state.price(watch)
        found = _best(state, watch, rules, before, lawful, refused)
        if found is None:
            break
        move, state, after = found
        advice.append(
            Advice(move, before.missing, after.missing, before.over, after.over, before.cost - after.cost)
        )
    asked = {entry.move.agent.id for entry in advice}
    by_agent = {
        entry.move.agent.id: entry
        for entry in sorted(refused.values(), key=lambda entry: (entry.missing_less, -entry.move.minutes))
        if entry.move.agent.id not in asked and entry.missing_less > 0
    }
    shown = sorted(by_agent.values(), key=lambda entry: (-entry.missing_less, entry.move.agent.id))
    left = state.price(watch).lacking
    return Plan(first.missing, first.over, tuple(advice), tuple(shown[:MOST_REFUSED]), left)


def _best(
    state: State,
    watch: Sequence[Constraint],
    rules: Sequence[Constraint],
    before: Price,
    lawful: set[str],
    refused: dict[str, Refused],
) -> tuple[Move, State, Price] | None:
    """The lawful move that saves most, of equals the shortest; None where none saves anything."""
    tried: list[tuple[int, int, str, Move, State, Price]] = []
    for move in state.moves():
        after_state = state.with_move(move)
        after = after_state.price(watch)
        helps = after.missing < before.missing or (
            after.missing == before.missing and after.over < before.over
        )
        if helps and after.cost < before.cost:
            key = f"{move.agent.id} {move.changed.id}"
            tried.append((after.cost - before.cost, move.minutes, key, move, after_state, after))
    for _, _, key, move, after_state, after in sorted(tried, key=lambda entry: entry[:3]):
        if key in refused:
            continue
        broken = [
            violation
            for violation in verify(after_state.problem, rules, after_state.cells).hard
            if violation.message not in lawful and not _about_shift(violation)
        ]
        if not broken:
            return move, after_state, after
        refused[key] = Refused(move, before.missing - after.missing, broken[0].message)
    return None


def _about_shift(violation: Violation) -> bool:
    """Whether a rule counts the agents of a shift, whose hours a move only splits."""
    return bool(violation.place.shift) and not violation.place.agent
