"""Which escalation an alert takes: by its queue, its severity, and the hour at which it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.localtime import DAY, local_day, resolve
from rota.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rota.paging.escalation import Hours, Route


def route_of(routes: Sequence[Route], at: datetime, *, queue: str = "", severity: str = "") -> int:
    """The place of the first route that fits; the last one is taken where none does."""
    for place, route in enumerate(routes):
        if (
            (not route.queues or queue in route.queues)
            and (not route.severities or severity in route.severities)
            and (not route.hours or any(holds(hours, at) for hours in route.hours))
        ):
            return place
    return len(routes) - 1


def holds(hours: Hours, at: datetime) -> bool:
    """Whether the instant lies in these hours: those that began on its local day, or on the day before."""
    today = local_day(at, hours.zone)
    for day in (today - DAY, today):
        if WEEKDAYS[day.weekday()] not in hours.days:
            continue
        ends_on = day if hours.ends > hours.begins else day + DAY
        if resolve(day, hours.begins, hours.zone) <= at < resolve(ends_on, hours.ends, hours.zone):
            return True
    return False
