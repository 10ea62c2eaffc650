"""One side of `rota what-if`: a roster under a setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.explain.change import Setting
    from rota.problem import Cell


@dataclass(frozen=True)
class Column:
    """What a roster comes to under a setting; `bound` is None where nobody has looked for one."""

    title: str
    setting: Setting
    cells: frozenset[Cell]
    bound: int | None
