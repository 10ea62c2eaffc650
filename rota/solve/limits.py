"""How long to search, how hard, and what is told meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Limits:
    """When the search ends: after `seconds`, or once the gap is at most `gap` (a share of the cost).

    `workers` are search strategies run side by side, two of them on the whole problem and the others
    on neighbourhoods of the best roster. A `reproducible` search counts its own steps instead of
    looking at the clock, so that equal input and seed give an equal roster; `seconds` then counts
    units of work of about a second on two cores, the linear relaxation of a large team apart.
    """

    seconds: float = 60.0
    gap: float = 0.0
    seed: int = 1
    workers: int = 3
    reproducible: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known at a moment of the search: `cost` is None before the first roster.

    `stage` says which part of the portfolio is at work.
    """

    seconds: float
    cost: int | None
    bound: int
    stage: str = ""

    @property
    def gap(self) -> float | None:
        """The gap as a share of the cost; None before the first roster."""
        if self.cost is None:
            return None
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost


if TYPE_CHECKING:
    Listener = Callable[[Progress], None]
