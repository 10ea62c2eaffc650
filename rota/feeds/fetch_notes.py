"""Who read which link when, gathered in memory until the store takes it down: a line a link, no more."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from rota.store.feed_tokens import Fetches

if TYPE_CHECKING:
    from datetime import datetime


class FetchNotes:
    """Counts by link; any thread may note and take."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._noted: dict[int, Fetches] = {}

    def note(self, number: int, at: datetime, family: str) -> None:
        """A client of this family has read the link."""
        with self._lock:
            before = self._noted.get(number)
            self._noted[number] = Fetches(number, at, family, before.times + 1 if before else 1)

    def take(self) -> tuple[Fetches, ...]:
        """All that was noted since the last time."""
        with self._lock:
            noted, self._noted = self._noted, {}
        return tuple(noted.values())

    def give_back(self, taken: tuple[Fetches, ...]) -> None:
        """Note again what could not be taken down."""
        with self._lock:
            for one in taken:
                after = self._noted.get(one.number, Fetches(one.number, one.at, one.by, 0))
                self._noted[one.number] = Fetches(after.number, after.at, after.by, after.times + one.times)
