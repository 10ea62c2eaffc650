"""Rules that look at some shifts only: by kind, by template, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from rota.constraint import Constraint
from rota.shift import ShiftKind
from rota.when import When

if TYPE_CHECKING:
    from rota.shift import Shift

Kinds = Annotated[tuple[ShiftKind, ...], Field(min_length=1)]
WORKED: tuple[ShiftKind, ...] = ("work", "training")
"""Time on the job; standing by at home counts only where a rule names it."""
EVERY_KIND: tuple[ShiftKind, ...] = ("work", "on_call", "training")


class ShiftRule(Constraint):
    """A rule on the shifts of some `kinds`, of the `shifts` templates where any are named, on some dates."""

    kinds: Kinds = EVERY_KIND
    shifts: tuple[str, ...] = ()
    when: When = When()

    def concerns(self, shift: Shift) -> bool:
        """Whether the rule looks at this shift."""
        return self.fits(shift) and self.when.takes(shift)

    def fits(self, shift: Shift) -> bool:
        """Whether kind and template are those that the rule looks at, whatever the date."""
        return shift.kind in self.kinds and (not self.shifts or shift.template in self.shifts)

    def kinds_text(self) -> str:
        """The kinds in words."""
        return ", ".join(kind.replace("_", " ") for kind in self.kinds)

    def shifts_text(self) -> str:
        """The templates in words."""
        return ", ".join(self.shifts)
