"""What clashes: rules at places that no roster keeps together, each with what happens if it gives way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Place, Violation

EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reason:
    """A hard rule, by its name, at one place: the smallest thing that can be given up."""

    rule: str
    place: Place

    @property
    def order(self) -> tuple[str, datetime, str, str, str]:
        """Sorts reasons by rule, then by time."""
        place = self.place
        return (self.rule, place.start or EARLIEST, place.shift, place.agent, place.queue)


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason of a clash. `findings` are what a roster breaks of it that keeps every other reason."""

    reason: Reason
    findings: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Reasons that no roster keeps together. `smallest`: proved that each of them is needed for that."""

    grounds: tuple[Ground, ...]
    smallest: bool

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons alone."""
        return tuple(ground.reason for ground in self.grounds)

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules, each once, in the order of the reasons."""
        return tuple(dict.fromkeys(ground.reason.rule for ground in self.grounds))


def alike(found: Sequence[Clash]) -> list[list[Clash]]:
    """Clashes of the same rules and people at different times, in the order of the first of each sort."""
    groups: dict[tuple[tuple[str, str, str], ...], list[Clash]] = {}
    for clash in found:
        sort = sorted({(reason.rule, reason.place.agent, reason.place.queue) for reason in clash.reasons})
        groups.setdefault(tuple(sort), []).append(clash)
    return list(groups.values())
