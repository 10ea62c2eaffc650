"""What solving can come to. Absence of a roster is a type, not a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.problem import Cell


@dataclass(frozen=True, slots=True)
class Solved:
    """A lawful roster: `cost` is its price, `bound` a proved lower bound of any roster's price."""

    cells: frozenset[Cell]
    cost: int
    bound: int
    seconds: float
    workers: int

    @property
    def optimal(self) -> bool:
        """Whether no cheaper roster exists."""
        return self.cost <= self.bound


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Proof that no roster keeps every hard rule; `rota.solve.why_infeasible` says why."""

    seconds: float


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Neither a roster nor a proof that there is none within the limit."""

    seconds: float


Outcome = Solved | Infeasible | TimedOut
