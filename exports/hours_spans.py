"""The hours of a route, which are said on the wall of a zone, as instants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.utc_days import joined
from rota.localtime import DAY, local_day, resolve
from rota.when import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from exports.utc_days import Span
    from rota.paging.escalation import Hours


def spans_of(hours: Iterable[Hours], start: datetime, end: datetime) -> tuple[Span, ...]:
    """Every stretch of [start, end) that is within these hours, by start."""
    found: list[Span] = []
    for window in hours:
        day = local_day(start, window.zone) - DAY
        while day <= local_day(end, window.zone):
            if WEEKDAYS[day.weekday()] in window.days:
                begins = resolve(day, window.begins, window.zone)
                last = day if window.ends > window.begins else day + DAY
                ends = resolve(last, window.ends, window.zone)
                found.append((max(begins, start), min(ends, end)))
            day += DAY
    return joined((begins, ends) for begins, ends in found if begins < ends)
