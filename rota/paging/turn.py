"""Who carries a role's pager, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """Over the half-open span [start, end) of UTC instants, pages for `role` reach `person`.

    `person` is an agent's id, or, where a turn was read back from an export, the id that the agent has
    in that system. `shift` is the id of the shift that the turn comes from, where that is known.
    """

    role: str
    start: datetime
    end: datetime
    person: str
    shift: str = ""
