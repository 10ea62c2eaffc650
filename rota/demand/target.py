"""What a queue promises its customers, and what its agents may expect in return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.demand.deferred import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTarget:
    """Somebody waits: `service_level` of the contacts are answered within `answer_seconds`.

    Agents are busy at most `max_occupancy` of their time; `shrinkage` of the scheduled ones are away
    (only what no rule or absence models); at least `minimum` are scheduled while the queue is open.
    An agent who holds several chats at once gets through them `concurrency_factor` times as fast.
    """

    handle_seconds: float
    service_level: float = 0.8
    answer_seconds: float = 20.0
    max_occupancy: float = 0.85
    shrinkage: float = 0.0
    minimum: int = 0
    concurrency_factor: float = 1.0

    def __post_init__(self) -> None:
        _check(self)
        if not (0 <= self.service_level < 1 and self.answer_seconds >= 0 and self.concurrency_factor >= 1):
            raise ValueError(f"{self} is out of range")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferredTarget:
    """Nobody waits: each contact is worked off within `deadline_minutes`. The rest as in LiveTarget.

    With the `open` clock only time in which the queue is open counts towards the deadline.
    """

    handle_seconds: float
    deadline_minutes: int
    clock: Clock = "always"
    max_occupancy: float = 0.85
    shrinkage: float = 0.0
    minimum: int = 0

    def __post_init__(self) -> None:
        _check(self)
        if self.deadline_minutes < 0:
            raise ValueError(f"{self} is out of range")


Target = LiveTarget | DeferredTarget


def _check(target: Target) -> None:
    shares = 0 < target.max_occupancy <= 1 and 0 <= target.shrinkage < 1
    if not (shares and target.handle_seconds > 0 and target.minimum >= 0):
        raise ValueError(f"{target} is out of range")
