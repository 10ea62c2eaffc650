"""Who is paged when nobody answers: steps, one after the other, and which alerts take which steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import time

    from rota.when import Weekday


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Whom a step pages: whoever carries a role then, or one agent whatever the roster says."""

    kind: Literal["role", "agent"]
    id: str


@dataclass(frozen=True, slots=True)
class Step:
    """All `targets` are paged at once; after `wait_minutes` without an answer the next step follows."""

    targets: tuple[Target, ...]
    wait_minutes: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """Steps in their order, gone through once and then `repeat` times more."""

    id: str
    steps: tuple[Step, ...]
    repeat: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """[begins, ends) of the wall clock in `zone`, on the days on which it begins; `ends` at or before
    `begins` is on the next day."""

    days: tuple[Weekday, ...]
    begins: time
    ends: time
    zone: str


@dataclass(frozen=True, slots=True)
class Route:
    """Alerts of these queues and severities (all where empty), at these hours (always where empty),
    take this escalation. Of several routes the first that fits is taken; the last one fits always."""

    escalation: str
    queues: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
