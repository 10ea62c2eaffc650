"""Where contacts arrive, and how many agents that takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rota.agent import Agent


@dataclass(frozen=True, slots=True)
class Queue:
    """A stream of contacts. An agent serves it with every skill at its level, and at least `tier`."""

    id: str
    channel: str
    skills: tuple[tuple[str, int], ...] = ()
    tier: int = 0
    at_most_tier: int = 99

    def served_by(self, agent: Agent) -> bool:
        """Whether this agent may take contacts of this queue."""
        return self.tier <= agent.tier <= self.at_most_tier and all(
            agent.level(skill) >= level for skill, level in self.skills
        )


@dataclass(frozen=True, slots=True)
class Demand:
    """Agents wanted on a queue throughout the half-open interval [start, end)."""

    start: datetime
    end: datetime
    queue: str
    agents: int


@dataclass(frozen=True, slots=True)
class Work:
    """Agent-minutes that arrive on a queue in [start, end) and may wait: done by `due`, or late.

    They are done in intervals of the queue's own work that are `open`, from the one in which they arrive
    to the last that ends by `due`; without a `due` they may stay undone at the end of the horizon. The
    open intervals of a queue share no instant, and what arrives later is due no earlier, but for what
    waits from before: it is not open, ends as the horizon begins, and stands in the order in which it is due.
    """

    start: datetime
    end: datetime
    queue: str
    minutes: int
    due: datetime | None = None
    open: bool = True
