"""Why an agent is not on a shift: what forbids it, or what it would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.encoding import encode
from rota.solve.clashes import MOST_CLASHES, clashes
from rota.solve.counting import counted
from rota.solve.hard_rows import HardRows
from rota.solve.hold import interruptible
from rota.solve.next_best import NextBest, NotFound, next_best, start_at
from rota.solve.ways_out import ways_out
from rota.solve.why_infeasible import Impossible, Possible

if TYPE_CHECKING:
    from rota.explain.change import Setting
    from rota.problem import Cell

Answer = Impossible | NextBest | Possible | NotFound
PRICE_SHARE, CLASH_SHARE = 0.7, 0.6
START_SECONDS = 5.0


class WhyNot:
    """Questions about one setting, with the lawful roster at hand, if there is one."""

    def __init__(self, setting: Setting, cells: frozenset[Cell] | None) -> None:
        self.setting = setting
        self._start = (
            None if cells is None else start_at(setting.problem, setting.rules, cells, seconds=START_SECONDS)
        )
        self._rows = HardRows(encode(setting.problem, setting.hard))

    def ask(self, cell: Cell, *, seconds: float, ways: bool) -> Answer:
        """What speaks against an agent on a shift; with `ways`, ways out too where it cannot be.

        Without a roster at hand it is only told whether it can be.
        """
        held = {cell: True}
        rows = self._rows.holding(held)
        with interruptible(seconds) as hold:
            if self._start is not None and counted(rows.system(rows.reasons)) is None:
                priced = next_best(self._start, held, seconds=PRICE_SHARE * hold.left)
                if isinstance(priced, NextBest):
                    return priced
            share = hold.part(CLASH_SHARE * hold.left)
            found = clashes(rows, self.setting.hard, share, most=MOST_CLASHES if ways else 1)
            if found.found:
                out = ways_out(self.setting, found.found, hold, held=held) if ways else None
                return Impossible(found.found, out, found.all_told)
            if not found.all_told:
                return NotFound(impossible=False)
            return Possible(found.cells)
