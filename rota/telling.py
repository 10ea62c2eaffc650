"""What agents have been told of the horizon, and whether a change that they are told of is short notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class Telling:
    """What was published of the horizon, and when changes to it are told; `at` is None where nobody asks.

    `published` are the shifts that lie in a time which was made known, `known` who was made known to be
    on which of them, where its times are still the same. `given_late` are the shifts that agents were
    given at short notice by what was published already, sorted, each as often as that happened.
    """

    at: datetime | None = None
    notice: timedelta = timedelta()
    published: frozenset[str] = frozenset()
    known: frozenset[tuple[str, str]] = frozenset()
    given_late: tuple[tuple[str, str], ...] = ()

    def is_late(self, agent: str, shift: Shift) -> bool:
        """Whether the agent would be given the shift at short notice.

        So it is where the shift begins less than `notice` after `at`, its time was published, and the
        agent was not on it. A shift that has begun comes too late for any notice, and is none.
        """
        return (
            self.at is not None
            and self.at < shift.start < self.at + self.notice
            and shift.id in self.published
            and (agent, shift.id) not in self.known
        )
