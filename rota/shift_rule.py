"""Rules that look at some shifts only: by kind, by template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from rota.constraint import Constraint
from rota.shift import ShiftKind

if TYPE_CHECKING:
    from rota.shift import Shift

Kinds = Annotated[tuple[ShiftKind, ...], Field(min_length=1)]
WORKED: tuple[ShiftKind, ...] = ("work", "training")
"""Time on the job; standing by at home counts only where a rule names it."""
EVERY_KIND: tuple[ShiftKind, ...] = ("work", "on_call", "training")


class ShiftRule(Constraint):
    """A rule on the shifts of some `kinds`, and of the `shifts` templates where any are named."""

    kinds: Kinds = EVERY_KIND
    shifts: tuple[str, ...] = ()

    def concerns(self, shift: Shift) -> bool:
        """Whether the rule looks at this shift."""
        return shift.kind in self.kinds and (not self.shifts or shift.template in self.shifts)

    def shifts_text(self) -> str:
        """The templates in words."""
        return ", ".join(self.shifts)
