"""A roster made known: from now on people rely on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.roster import Roster

PublicationKind = Literal["published", "undone", "imported"]
"""`undone`: an earlier state was restored; `imported`: a past that was planned elsewhere."""


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


@dataclass(frozen=True, slots=True)
class Revision:
    """A line of the history: a publication without its roster, which is over [start, end).

    `restores` is the revision whose state an undoing brought back (0: nothing was published), None for
    any other kind. `cost` is what the verifier found, None where nobody asked it.
    """

    number: int
    at: datetime
    by: str
    note: str
    kind: PublicationKind
    restores: int | None
    start: datetime
    end: datetime
    cost: int | None


@dataclass(frozen=True, slots=True)
class Presence:
    """What an agent's fair share of a publication is proportional to, as it was at the time."""

    agent: str
    weekly_minutes: int
    leave_days: tuple[date, ...] = ()
