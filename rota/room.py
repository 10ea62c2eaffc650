"""How near a roster comes to breaking a rule that it keeps: the same rule, asking for more step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.constraint import Constraint
    from rota.duty import Duty
    from rota.problem import Problem

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Room:
    """A limit of a rule: the hardest one tried that also holds, and what breaks the one after it.

    `message` and `breaks_at` are empty and None where none of those tried is broken.
    """

    field: str
    limit: float
    holds: float
    breaks_at: float | None
    message: str


def rooms_of(problem: Problem, duty: Duty, rule: Constraint) -> Iterator[Room]:
    """For each limit of a rule that the roster keeps, how much harder it could be, in the rule's steps."""
    for field, step in rule.loosens.items():
        limit: object = getattr(rule, field)
        if isinstance(limit, int | float):
            room = _room(problem, duty, rule, field, limit, -step)
            # Where nothing harder can be asked for at all, there is nothing to be said.
            if room.breaks_at is not None or room.holds != limit:
                yield room


def _room(problem: Problem, duty: Duty, rule: Constraint, field: str, limit: float, step: float) -> Room:
    holds = limit
    for count in range(1, MOST_STEPS + 1):
        value = round(limit + count * step, 6)
        try:
            harder = type(rule).model_validate({**rule.model_dump(), field: value})
        except ValidationError:
            break
        broken = next(iter(harder.check(problem, duty)), None)
        if broken:
            return Room(field, limit, holds, value, broken.message)
        holds = value
    return Room(field, limit, holds, None, "")
