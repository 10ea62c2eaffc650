"""A roster made known: from now on people rely on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rota.roster import Roster


@dataclass(frozen=True, slots=True)
class Publication:
    """A roster with the number of its revision, counted from 1 over all that the team published.

    `at` is when it was published and `by` whom. What it says of the shifts that start in its roster's
    horizon replaces what earlier revisions said of them.
    """

    revision: int
    at: datetime
    by: str
    note: str
    roster: Roster
