"""What a repair comes to: the roster, how many people are called for it, and what is proved of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.constraint import Violation
    from rota.problem import Cell


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired roster. No repair that leaves no more uncovered calls fewer people than `least_calls`.

    `short` are the hard rules that ask for people and do not get them; empty where the repair is lawful.
    `least_short`: proved that they cannot be missed by less. `nearby`: what is proved is so of repairs that
    change nothing further than a day from what has happened. `no_more`: proved of those, that no more calls
    would bring back load enough.
    """

    cells: frozenset[Cell]
    calls: int
    least_calls: int
    short: tuple[Violation, ...] = ()
    least_short: bool = True
    nearby: bool = False
    no_more: bool = False

    @property
    def proved(self) -> bool:
        """Whether no repair calls fewer people."""
        return self.calls <= self.least_calls


@dataclass(frozen=True, slots=True)
class NoRepair:
    """No repair: `proved` where none is lawful, however few people are on duty; else time ran out."""

    proved: bool
