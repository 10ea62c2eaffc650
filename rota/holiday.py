"""Days on which people are off by law or custom, and the eves before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

HolidayKind = Literal["public", "eve"]


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A local day with its name; an `eve` is the day before a holiday, where it is held as such."""

    day: date
    name: str
    kind: HolidayKind = "public"
