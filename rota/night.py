"""What a night is: enough working minutes within a stretch of the wall clock.

The default follows Directive 2003/88/EC, article 2(3) and 2(4): night time includes midnight to
05:00, and a night worker works at least three hours of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rota.localtime import local_day, overlap_minutes, resolve

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Night:
    """The nightly stretch [begins, ends) of the wall clock; begins may lie before midnight."""

    begins: time = time(23)
    ends: time = time(6)
    at_least_minutes: int = 180


@lru_cache(maxsize=1 << 18)
def night_minutes(start: datetime, end: datetime, zone: str, night: Night) -> int:
    """Elapsed minutes of [start, end) that lie in a night of this zone."""
    first, last = local_day(start, zone) - timedelta(days=1), local_day(end, zone)
    total = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        ends_on = day + timedelta(days=1) if night.ends <= night.begins else day
        begins = resolve(day, night.begins, zone)
        total += overlap_minutes(start, end, begins, resolve(ends_on, night.ends, zone))
    return total
