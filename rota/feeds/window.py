"""Which stretch of time feeds show: from about 30 days back to about 180 days on.

Its edges lie on Mondays of the team's zone, so that a feed's bytes change with the roster and once a
week, not with every look at it. People ask for more than the next month (target/goalert#1459) and for the
weeks just past, without which a feed looks empty (w3c/calendar#66).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rota.localtime import local_day, midnight

if TYPE_CHECKING:
    from datetime import date, datetime

WEEK = timedelta(days=7)
WEEKS_BACK, WEEKS_ON = 4, 27
CONTEXT = WEEK
"""What lies before and behind is looked at too: the partner of a hand-over at the edge may be there."""


@dataclass(frozen=True, slots=True)
class Window:
    """The half-open stretch [start, end) of UTC instants, and the Monday that it is counted from."""

    monday: date
    start: datetime
    end: datetime

    @property
    def week(self) -> int:
        """A number that grows by one every week."""
        return self.monday.toordinal() // WEEK.days


def window_at(now: datetime, zone: str) -> Window:
    """The window of the week in which `now` lies."""
    today = local_day(now, zone)
    monday = today - timedelta(days=today.weekday())
    start, end = monday - WEEKS_BACK * WEEK, monday + WEEKS_ON * WEEK
    return Window(monday, midnight(start, zone), midnight(end, zone))
