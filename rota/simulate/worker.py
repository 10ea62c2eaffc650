"""An agent and a contact while the desk is played through: what changes from event to event."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.simulate.draw import Drawn
    from rota.simulate.scenario import Seconds, Server


class Contact:
    """`left` is what is left to do, as a share of a mean handle time; `due` holds for deferred ones."""

    __slots__ = ("arrived", "begun", "due", "hands_over", "left", "patience_seconds", "queue", "waiting")

    def __init__(self, queue: int, drawn: Drawn, patience_seconds: float, due: float) -> None:
        self.queue = queue
        self.arrived = drawn.arrives
        self.left = drawn.work
        self.hands_over = drawn.hands_over
        self.patience_seconds = patience_seconds
        self.due = due
        self.waiting = False
        self.begun: float | None = None


class Worker:
    """An agent: whether there, and the contacts in hand, all of one queue.

    `version` tells an end that still holds from one that was planned before something changed.
    """

    __slots__ = (
        "busy",
        "contacts",
        "free_since",
        "here",
        "here_since",
        "rank",
        "server",
        "settled",
        "there",
        "version",
    )

    def __init__(self, server: Server) -> None:
        self.server = server
        # The lowest tier first, then who can do the least else.
        self.rank = (server.tier, len(server.serves))
        self.here = False
        self.contacts: list[Contact] = []
        self.version = 0
        self.free_since = self.here_since = self.settled = 0.0
        self.busy: list[Seconds] = []
        self.there: list[Seconds] = []

    @property
    def free(self) -> bool:
        """Whether the agent can take any contact at once."""
        return self.here and not self.contacts

    def settle(self, now: float, handle_seconds: Sequence[float]) -> None:
        """Deduct what has been done since the last time something changed."""
        if self.contacts:
            done = (now - self.settled) / handle_seconds[len(self.contacts) - 1]
            for contact in self.contacts:
                contact.left -= done
            self.busy.append((self.settled, now))
        self.settled = now

    def next_end(self, handle_seconds: Sequence[float]) -> float:
        """When the first of the contacts in hand is done, if nothing changes before."""
        least = min(contact.left for contact in self.contacts)
        return self.settled + max(0.0, least) * handle_seconds[len(self.contacts) - 1]

    def comes(self, now: float) -> None:
        """The agent is there from now on, or still."""
        if not self.contacts:
            self.here_since = now
        self.here = True
        self.free_since = now

    def gone(self, now: float) -> None:
        """The agent has left, the last contact done."""
        self.there.append((self.here_since, now))
