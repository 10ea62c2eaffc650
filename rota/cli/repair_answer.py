"""What `rota repair` found: the case, its repair, and the calls for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.cli.in_force import InForce
    from rota.cli.repair_case import Change
    from rota.load.workspace import Workspace
    from rota.problem import Cell
    from rota.repair.calls import Call
    from rota.repair.case import Case
    from rota.repair.repaired import Repaired


@dataclass(frozen=True)
class Answer:
    """A case with its repair and the calls for it; `instead` has by agent the roster if that one says no."""

    workspace: Workspace
    stands: InForce
    change: Change
    repaired: Repaired
    calls: tuple[Call, ...]
    instead: tuple[tuple[str, frozenset[Cell] | None], ...]

    @property
    def case(self) -> Case:
        """What had to be mended."""
        return self.change.case
