"""What earlier periods left behind in the fairness ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """The `units` of a burden that an agent carried before, and the `share` that would have been fair.

    Units are what the burden counts: nights, weekends, holidays, shifts, or hours.
    """

    agent: str
    burden: str
    units: Fraction
    share: Fraction

    @property
    def balance(self) -> Fraction:
        """Units too many; below zero, too few."""
        return self.units - self.share
