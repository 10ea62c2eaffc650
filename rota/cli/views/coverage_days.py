"""Coverage added up by day: agent-minutes wanted, covered, missing and over, and the worst interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.cli.views.half_hours import findings, watched
from rota.localtime import local_day, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from rota.cli.views.showing import Showing


@dataclass(frozen=True, slots=True)
class Worst:
    """The interval with the most agents missing, [start, end) in UTC, on one queue."""

    missing: int
    wanted: int
    queue: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Covered:
    """Agent-minutes over a stretch of time."""

    wanted: int = 0
    missing: int = 0
    over: int = 0
    worst: Worst | None = None

    @property
    def covered(self) -> int:
        """Agent-minutes wanted and there."""
        return self.wanted - self.missing

    @property
    def share(self) -> float:
        """The covered share of what is wanted; 1 where nothing is."""
        return self.covered / self.wanted if self.wanted else 1.0


def coverage_by_day(showing: Showing) -> dict[date, Covered]:
    """Each day of the horizon, local to the team; an interval belongs to the day on which it starts."""
    wanted: dict[date, int] = dict.fromkeys(showing.days, 0)
    agents: dict[tuple[str, datetime], int] = {}
    for demand in watched(showing):
        day = local_day(demand.start, showing.problem.zone)
        wanted[day] = wanted.get(day, 0) + demand.agents * minutes_between(demand.start, demand.end)
        agents[demand.queue, demand.start] = demand.agents
    missing, over = dict.fromkeys(wanted, 0), dict.fromkeys(wanted, 0)
    worst: dict[date, Worst] = {}
    for (queue, start, end), minutes in sorted(findings(showing).items(), key=lambda item: item[0][1:]):
        day = local_day(start, showing.problem.zone)
        if not queue:
            over[day] += minutes
            continue
        missing[day] += minutes
        lacking = minutes // minutes_between(start, end)
        if day not in worst or lacking > worst[day].missing:
            worst[day] = Worst(lacking, agents[queue, start], queue, start, end)
    return {day: Covered(wanted[day], missing[day], over[day], worst.get(day)) for day in sorted(wanted)}


def together(days: Iterable[Covered]) -> Covered:
    """Several stretches as one, with the worst interval of all, the earliest where several are."""
    parts = tuple(days)
    worst = [part.worst for part in parts if part.worst]
    return Covered(
        sum(part.wanted for part in parts),
        sum(part.missing for part in parts),
        sum(part.over for part in parts),
        max(worst, key=lambda interval: interval.missing) if worst else None,
    )
