"""Rules that look at some shifts only: by kind, by template, by date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from rota.constraint import Constraint
from rota.shift import ShiftKind
from rota.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates that the rule looks at; all where none is named."""
        return self.shifts

    def concerns(self, shift: Shift) -> bool:
        """Whether the rule looks at this shift."""
        return self.fits(shift) and self.when.takes(shift)

    def fits(self, shift: Shift) -> bool:
        """Whether kind and template are those that the rule looks at, whatever the date."""
        return shift.kind in self.kinds and (not self.templates or shift.template in self.templates)

    def concerned(self, shifts: Iterable[Shift]) -> list[Shift]:
        """Those of many shifts that the rule `concerns`."""
        fitting = self.fitting(shifts)
        return fitting if self.when == When() else [shift for shift in fitting if self.when.takes(shift)]

    def fitting(self, shifts: Iterable[Shift]) -> list[Shift]:
        """Those of many shifts that the rule `fits`."""
        kinds, templates = frozenset(self.kinds), frozenset(self.templates)
        return [
            shift
            for shift in shifts
            if shift.kind in kinds and (not templates or shift.template in templates)
        ]

    def kinds_text(self) -> str:
        """The kinds in words."""
        return ", ".join(kind.replace("_", " ") for kind in self.kinds)

    def shifts_text(self) -> str:
        """The templates in words."""
        return ", ".join(self.shifts)
