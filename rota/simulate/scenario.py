"""What is played through: queues with their streams of contacts, and agents with the hours they are there.

Times are seconds from the start. A queue's contacts come interval by interval at a rate that is itself
uncertain; handle times and patience are exponential, as the formulas of staffing have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.demand.deferred import Clock
    from rota.demand.service import Definition

Seconds = tuple[float, float]
"""A half-open span [start, end)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """`contacts` expected in [start, end); `day` numbers the local day, whose mood its intervals share."""

    start: float
    end: float
    contacts: float
    spread: float = 0.0
    day_spread: float = 0.0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Deferred contacts that wait at the start, since `arrived` (below 0); `left_seconds` are left."""

    arrived: float
    contacts: int
    left_seconds: float


@dataclass(frozen=True, slots=True)
class HandOver:
    """A `share` of the contacts arrives again in the queue of index `to`, `lag_seconds` after they came."""

    to: int
    share: float
    lag_seconds: float


@dataclass(frozen=True, slots=True)
class Stream:
    """A queue. `handle_seconds[j - 1]` is what a contact takes with j open; only chats have more than one.

    A live contact counts as answered in time within `answer_seconds`, hangs up after an exponential
    patience (None: waits until the queue closes), and is turned away while the queue is closed. A
    deferred one is to be done by `deadline_seconds` of the `clock`, is worked on while the queue is open,
    and waits otherwise. `opening` is None for always.
    """

    queue: str
    tier: int
    live: bool
    handle_seconds: tuple[float, ...]
    expected: tuple[Expected, ...]
    answer_seconds: float = 0.0
    definition: Definition = "offered"
    patience_seconds: float | None = None
    deadline_seconds: float = 0.0
    clock: Clock = "always"
    opening: tuple[Seconds, ...] | None = None
    hand_over: HandOver | None = None
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """An agent. `serves` holds indices of queues; `there` are spans in order, apart from each other.

    Of each half hour there, the share `away` is lost.
    """

    agent: str
    tier: int
    serves: tuple[int, ...]
    there: tuple[Seconds, ...]
    away: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """Streams and servers over [0, seconds); results are told by intervals of `step_seconds`."""

    seconds: float
    step_seconds: float
    streams: tuple[Stream, ...]
    servers: tuple[Server, ...]

    @property
    def steps(self) -> int:
        """How many intervals there are."""
        return int(-(-self.seconds // self.step_seconds))
