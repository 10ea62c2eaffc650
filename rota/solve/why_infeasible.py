"""Why no roster keeps every hard rule, and the ways out: one question, one answer, within a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.encoding import encode
from rota.solve.clashes import clashes
from rota.solve.hard_rows import HardRows
from rota.solve.hold import interruptible
from rota.solve.ways_out import ways_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.explain.change import Setting
    from rota.explain.clash import Clash
    from rota.problem import Cell
    from rota.solve.ways_out import WayOut

SHARE = 0.5
"""Of the time, how much may go into finding clashes."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """No roster keeps every hard rule. `all_told`: what is left without these clashes can be kept.

    Without `clashes`, they were not found in time; `ways` is None where none were asked for.
    """

    clashes: tuple[Clash, ...]
    ways: tuple[WayOut, ...] | None
    all_told: bool


@dataclass(frozen=True, slots=True)
class Possible:
    """These cells keep every hard rule."""

    cells: frozenset[Cell]


def why_infeasible(
    setting: Setting, *, seconds: float, held: Mapping[Cell, bool] | None = None
) -> Possible | Impossible:
    """Look for a roster with the `held` cells as they are held; where there is none, for why and ways out."""
    with interruptible(seconds) as hold:
        rows = HardRows(encode(setting.problem, setting.hard), held)
        found = clashes(rows, setting.hard, hold.part(SHARE * seconds))
        if found.all_told and not found.found:
            return Possible(found.cells)
        ways = ways_out(setting, found.found, hold, held=held) if found.found else ()
        return Impossible(found.found, ways, found.all_told)
