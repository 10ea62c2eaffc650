"""Shifts given to somebody else, for another in return or for nothing: which are lawful, and their price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.explain.price import Difference, differences, new_breaches
from rota.repair.personal import personal_verdict
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rota.agent import Agent
    from rota.constraint import Violation
    from rota.explain.change import Setting
    from rota.problem import Cell
    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class Swap:
    """`taker` takes `shift` over from `giver`, who takes `back` for it; None: nothing.

    `breaches` are the hard rules in the way; without any, `cost` is what the roster costs more.
    """

    giver: Agent
    shift: Shift
    taker: Agent
    back: Shift | None
    breaches: tuple[Violation, ...] = ()
    cost: int = 0
    differences: tuple[Difference, ...] = ()

    def apply(self, cells: frozenset[Cell]) -> frozenset[Cell]:
        """The roster after it."""
        gone = {(self.giver.id, self.shift.id)}
        come = {(self.taker.id, self.shift.id)}
        if self.back:
            gone.add((self.taker.id, self.back.id))
            come.add((self.giver.id, self.back.id))
        return (cells - gone) | come


class Exchange:
    """A roster in which shifts may change hands."""

    def __init__(self, setting: Setting, cells: frozenset[Cell]) -> None:
        self.setting, self.cells = setting, cells
        self._before = verify(setting.problem, setting.rules, cells)

    def judged(self, swap: Swap) -> Swap:
        """The swap with what is in its way, or with its price."""
        after = swap.apply(self.cells)
        breaches = self._personal(swap, after)
        if not breaches:
            verdict = verify(self.setting.problem, self.setting.rules, after)
            breaches = new_breaches(self._before, verdict)
            if not breaches:
                found = differences(self.setting.rules, self._before, verdict)
                return replace(swap, cost=verdict.cost - self._before.cost, differences=found)
        return replace(swap, breaches=breaches)

    def offers(
        self, giver: Agent, shift: Shift, takers: Iterable[Agent], near: Sequence[Shift]
    ) -> tuple[Swap, ...]:
        """Lawful swaps of a shift for one of those near it, and for nothing; the cheapest first."""
        tried = (self.judged(swap) for taker in takers for swap in self._with(giver, shift, taker, near))
        return tuple(sorted((swap for swap in tried if not swap.breaches), key=_order))

    def _with(self, giver: Agent, shift: Shift, taker: Agent, near: Sequence[Shift]) -> Iterator[Swap]:
        if taker == giver or (taker.id, shift.id) in self.cells:
            return
        yield Swap(giver, shift, taker, None)
        for back in near:
            if (taker.id, back.id) in self.cells and (giver.id, back.id) not in self.cells:
                yield Swap(giver, shift, taker, back)

    def _personal(self, swap: Swap, after: frozenset[Cell]) -> tuple[Violation, ...]:
        """What rules on single agents say against it, asked about the two alone."""
        both = frozenset({swap.giver.id, swap.taker.id})
        setting = self.setting
        return new_breaches(
            personal_verdict(setting, self.cells, both), personal_verdict(setting, after, both)
        )


def _order(one: Swap) -> tuple[int, bool, str, str]:
    return one.cost, one.back is None, one.taker.id, one.back.id if one.back else ""
