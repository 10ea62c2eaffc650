"""The same rules with other weights: what a lead means by fairer, better covered, more wishes or cheaper.

A direction makes some prices `TIMES` as high, and others as low; which rules are musts never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.constraint import Constraint

TIMES = 8
MOST = 1_000_000
"""The highest weight that a rule takes."""
MISSING, BEYOND = ("weight", "prices", "under", "worst"), ("over",)


@dataclass(frozen=True, slots=True)
class Direction:
    """Kinds of rules with the fields whose prices rise, and kinds whose weight falls."""

    name: str
    rising: tuple[tuple[str, tuple[str, ...]], ...] = ()
    falling: tuple[str, ...] = ()


PRESENT = Direction("present")
DIRECTIONS = (
    Direction("fairer", tuple((kind, MISSING) for kind in ("fair_share", "balance", "spacing"))),
    Direction("wishes", tuple((kind, MISSING) for kind in ("requests", "preferred_shifts"))),
    Direction(
        "covered", tuple((kind, MISSING) for kind in ("coverage", "staffing", "headcount", "presence"))
    ),
    Direction(
        "cheaper",
        (
            ("coverage", BEYOND),
            ("staffing", BEYOND),
            ("hours_cost", MISSING),
            ("overtime", MISSING),
        ),
        ("min_hours",),
    ),
)


@dataclass(frozen=True, slots=True)
class Reweighed:
    """A price that a direction changes: of which rule, in which field, from what to what."""

    rule: str
    field: str
    before: object
    after: object


def reweighed(rules: Sequence[Constraint], direction: Direction) -> tuple[Constraint, ...]:
    """The rules with the direction's prices, in their order."""
    return tuple(
        rule.model_copy(update={field: after for field, _, after in _changes(rule, direction)})
        for rule in rules
    )


def changes_of(rules: Sequence[Constraint], direction: Direction) -> tuple[Reweighed, ...]:
    """What the direction changes in these rules."""
    return tuple(
        Reweighed(rule.name, field, before, after)
        for rule in rules
        for field, before, after in _changes(rule, direction)
    )


def _changes(rule: Constraint, direction: Direction) -> Iterator[tuple[str, object, object]]:
    if rule.weight is None:
        return
    for kind, fields in direction.rising:
        for field in fields if kind == rule.kind else ():
            before: object = getattr(rule, field, None)
            after = _raised(before)
            if after != before:
                yield field, before, after
    if rule.kind in direction.falling and rule.weight > 1:
        yield "weight", rule.weight, max(1, rule.weight // TIMES)


def _raised(price: object) -> object:
    if isinstance(price, bool):
        return price
    if isinstance(price, int):
        return min(MOST, price * TIMES)
    if isinstance(price, Mapping):
        return {key: _raised(value) for key, value in price.items()}
    return price
