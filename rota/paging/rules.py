"""How a team wants to be paged: what the section `paging` of team.yaml says, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rota.paging.escalation import Escalation, Route
    from rota.paging.plan import System

OpenAlerts = Literal["follow", "stay"]


@dataclass(frozen=True, slots=True)
class HandoffRules:
    """What happens when a role changes hands.

    Giver and taker both stay reachable for `overlap_minutes` from the handoff on; the taker is reminded
    `remind_minutes` before it. Alerts still open then `follow` the role, or `stay` with who was paged.
    """

    overlap_minutes: int = 0
    checklist: tuple[str, ...] = ()
    note: str = ""
    remind_minutes: tuple[int, ...] = ()
    open_alerts: OpenAlerts = "follow"


@dataclass(frozen=True, slots=True)
class Paging:
    """Whom alerts reach: the fallback (an agent), escalations, routes, and everybody's id in each pager.

    `shares` has, by escalation, the part of the alerts that reaches each step.
    """

    fallback: str
    escalations: tuple[Escalation, ...]
    routes: tuple[Route, ...]
    contacts: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    systems: tuple[System, ...] = ()
    handoff: HandoffRules = field(default_factory=HandoffRules)
    shares: tuple[tuple[str, tuple[float, ...]], ...] = ()
