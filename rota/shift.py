"""When somebody is on duty: a shift template on a date, as UTC instants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rota.localtime import minutes_between

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.holiday import HolidayKind

ShiftKind = Literal["work", "on_call", "training"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A half-open span [start, end) of UTC instants on which agents may be put.

    `day` is the date on the wall of `zone` at the start; `id` is `template@day`, stable between
    renderings; `break_minutes` of it are unpaid and count towards no hours. Who takes it needs at
    least `tier` and every skill in `skills` at its level or above. `holiday` is what `day` is in the
    team's calendar of holidays.
    """

    id: str
    template: str
    start: datetime
    end: datetime
    day: date
    zone: str
    kind: ShiftKind = "work"
    role: str = ""
    break_minutes: int = 0
    tier: int = 0
    skills: tuple[tuple[str, int], ...] = ()
    # Of the calendar, not of the shift: a roster read back from a file does not have it.
    holiday: HolidayKind | None = field(default=None, compare=False)

    @property
    def minutes(self) -> int:
        """Elapsed minutes from start to end: a night over the spring change is an hour shorter."""
        return minutes_between(self.start, self.end)

    @property
    def paid_minutes(self) -> int:
        """Elapsed minutes less the unpaid break."""
        return self.minutes - self.break_minutes
