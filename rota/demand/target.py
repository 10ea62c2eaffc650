"""What a queue promises its customers, and what its agents may expect in return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.demand.chat import first_loss
from rota.demand.erlang import ROUNDING
from rota.demand.shrinkage import combined

if TYPE_CHECKING:
    from rota.demand.deferred import Clock
    from rota.demand.service import Definition
    from rota.demand.shrinkage import Kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTarget:
    """Somebody waits: `service_level` of the contacts are answered within `answer_seconds`.

    Agents are busy at most `max_occupancy` of their time; `shrinkage` of the scheduled ones are away
    (only what no rule or absence models); at least `minimum` are scheduled while the queue is open.
    An agent who holds several chats at once gets through them `concurrency_factor` times as fast, or
    takes `handle_seconds_by_open` for each while one, two, ... are open. Who waits hangs up after
    `patience_seconds` in the mean, at most the share `max_abandoned` of all. `definition` says of which
    contacts the service level is a share. `staff_on` is the quantile of the rate to staff on (without:
    its mean), `dispersion` the rate's spread where the forecast tells none.
    """

    handle_seconds: float
    service_level: float = 0.8
    answer_seconds: float = 20.0
    max_occupancy: float = 0.85
    shrinkage: float = 0.0
    minimum: int = 0
    concurrency_factor: float = 1.0
    shrinkage_kinds: Kinds = ()
    staff_on: float | None = None
    dispersion: float = 0.0
    patience_seconds: float | None = None
    max_abandoned: float = 1.0
    definition: Definition = "offered"
    handle_seconds_by_open: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        _check(self)
        if not (0 <= self.service_level < 1 and self.answer_seconds >= 0 and self.concurrency_factor >= 1):
            raise ValueError(f"{self} is out of range")
        if self.patience_seconds is not None and self.patience_seconds <= 0:
            raise ValueError(f"{self} is out of range")
        times = self.handle_seconds_by_open
        if not 0 < self.max_abandoned <= 1 or (times and (min(times) <= 0 or first_loss(times))):
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
    shrinkage_kinds: Kinds = ()
    staff_on: float | None = None
    dispersion: float = 0.0

    def __post_init__(self) -> None:
        _check(self)
        if self.deadline_minutes < 0:
            raise ValueError(f"{self} is out of range")


Target = LiveTarget | DeferredTarget


def _check(target: Target) -> None:
    shares = 0 < target.max_occupancy <= 1 and 0 <= target.shrinkage < 1
    risk = (target.staff_on is None or 0 < target.staff_on < 1) and target.dispersion >= 0
    if not (shares and risk and target.handle_seconds > 0 and target.minimum >= 0):
        raise ValueError(f"{target} is out of range")
    kinds = [share for _, share in target.shrinkage_kinds]
    if kinds and abs(combined(kinds) - target.shrinkage) > ROUNDING:
        raise ValueError(f"{target} has a shrinkage that its kinds do not make")
