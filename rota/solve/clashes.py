"""The smallest sets of reasons that no roster keeps together, told apart where they have nothing in common.

A refuted set is reduced by deletion: a reason without which the others are still refuted goes, one
without which a roster keeps the others stays. What stays is refuted and each of its members is needed
(a minimal unsatisfiable subset); chunks go first, halved where they do not (Junker 2004, QuickXplain).
Then its reasons are set aside, and the rest is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.duty import Duty
from rota.errors import OurBug
from rota.explain.clash import Clash, Ground, Reason
from rota.solve.lawful import Kept, Refuted, Undecided, answer, sparing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rota.constraint import Constraint, Place, Violation
    from rota.problem import Cell
    from rota.solve.hard_rows import HardRows
    from rota.solve.hold import Hold

STEP_SECONDS, SHOW_SECONDS = 1.0, 1.0
MANY = 30
"""Reasons beyond which a clash is not worth as long a look at each."""
MOST_SHOWN = 24
"""Grounds of a clash of which it is worked out what happens without them."""
MOST_CLASHES = 40


@dataclass(frozen=True, slots=True)
class Clashes:
    """Clashes without a reason in common; `all_told`: the rest can be kept, by the roster of `cells`."""

    found: tuple[Clash, ...]
    all_told: bool
    cells: frozenset[Cell] = frozenset()


def clashes(rows: HardRows, rules: Sequence[Constraint], hold: Hold, *, most: int = MOST_CLASHES) -> Clashes:
    """Every clash that shares no reason with another, until the rest can be kept, or time is up.

    No more than `most` are looked for.
    """
    rest = list(rows.reasons)
    found: list[Clash] = []
    while len(found) < most and hold.left:
        said = answer(rows, rest, hold)
        if isinstance(said, Kept):
            return Clashes(tuple(found), all_told=True, cells=said.cells)
        if isinstance(said, Undecided):
            break
        clash = smallest(rows, rules, said.reasons, hold)
        found.append(clash)
        gone = set(clash.reasons)
        rest = [reason for reason in rest if reason not in gone]
    return Clashes(tuple(found), all_told=False)


def smallest(rows: HardRows, rules: Sequence[Constraint], refuted: Collection[Reason], hold: Hold) -> Clash:
    """A smallest part of refuted reasons that is still refuted."""
    needed, proved = _reduced(rows, refuted, hold)
    needed = sorted(needed, key=lambda reason: reason.order)
    grounds = []
    for number, reason in enumerate(needed):
        rule = next(rule for rule in rules if rule.name == reason.rule)
        fact = rule.because(rows.encoding.problem, reason.place)
        if fact or number >= MOST_SHOWN:
            grounds.append(Ground(reason))
            continue
        others = [other for other in needed if other != reason]
        shown = sparing(rows, others, reason, hold.part(SHOW_SECONDS))
        grounds.append(Ground(reason, _findings(rows, rule, reason, shown.cells) if shown else ()))
    return Clash(tuple(grounds), smallest=proved)


def _reduced(rows: HardRows, refuted: Collection[Reason], hold: Hold) -> tuple[list[Reason], bool]:
    needed: list[Reason] = []
    waiting = sorted(refuted, key=lambda reason: reason.order)
    proved, size = True, max(1, len(waiting) // 2)
    step = STEP_SECONDS if len(waiting) <= MANY else STEP_SECONDS / 10
    while waiting:
        if not hold.left:
            return [*needed, *waiting], False
        size = min(size, len(waiting))
        rest = waiting[size:]
        said: Kept | Refuted | Undecided = answer(rows, [*needed, *rest], hold.part(step))
        if isinstance(said, Refuted):
            waiting = [reason for reason in rest if reason in said.reasons]
        elif size > 1:
            size //= 2
        else:
            proved = proved and isinstance(said, Kept)
            needed.append(waiting[0])
            waiting, size = rest, 2
    return needed, proved


def _findings(
    rows: HardRows, rule: Constraint, reason: Reason, cells: frozenset[Cell]
) -> tuple[Violation, ...]:
    """What the roster breaks of the reason's rule at its place."""
    problem = rows.encoding.problem
    found = tuple(rule.check(problem, Duty(problem, cells)))
    if not found:
        raise OurBug(f"the solver calls `{rule.name}` broken where the verifier does not")
    return tuple(violation for violation in found if _about(violation.place, reason.place))


def _about(found: Place, asked: Place) -> bool:
    """Whether a finding can be about a place: what both of them say agrees."""
    same = all(
        not one or not other or one == other
        for one, other in (
            (found.agent, asked.agent),
            (found.shift, asked.shift),
            (found.queue, asked.queue),
        )
    )
    if not (found.start and asked.start):
        return same
    # An instant is a span without an end.
    return same and found.start <= (asked.end or asked.start) and asked.start <= (found.end or found.start)
