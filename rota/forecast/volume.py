"""How many contacts a queue is expected to receive in an interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Volume:
    """Contacts that arrive in the half-open interval [start, end) of UTC instants; a mean, so fractional."""

    start: datetime
    end: datetime
    queue: str
    contacts: float

    @property
    def seconds(self) -> float:
        """The length of the interval."""
        return (self.end - self.start).total_seconds()
