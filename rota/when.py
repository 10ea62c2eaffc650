"""The dates on which a rule holds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from typing import Self

    from rota.holiday import HolidayKind
    from rota.shift import Shift

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _iso(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError(f"`{value}` is not a date such as `2027-03-08`")


IsoDay = Annotated[date, BeforeValidator(_iso)]
"""A date; of what pydantic would take for one, numbers mean none."""


class When(BaseModel):
    """Which dates a rule is about: those that fit every field given; without any field, every date.

    A shift has the date on which it starts, on its own wall clock; holidays are the team's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    days: tuple[Weekday, ...] = Field((), description="weekdays; without: all")
    first: IsoDay | None = Field(None, alias="from", description="first date")
    last: IsoDay | None = Field(None, alias="to", description="last date")
    holidays: bool | None = Field(None, description="only public holidays (`true`) or only other dates")
    eves: bool | None = Field(None, description="only eves of holidays (`true`) or only other dates")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"`to` is {self.last}, before `from`, {self.first}")
        return self

    def takes(self, shift: Shift) -> bool:
        """Whether the date of this shift fits."""
        return self.takes_day(shift.day, shift.holiday)

    def takes_day(self, day: date, holiday: HolidayKind | None) -> bool:
        """Whether the date fits, being a holiday of this kind for the team, or none."""
        return (
            (not self.days or WEEKDAYS[day.weekday()] in self.days)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (self.holidays is None or self.holidays == (holiday == "public"))
            and (self.eves is None or self.eves == (holiday == "eve"))
        )

    def text(self) -> str:
        """The dates in words, to end a sentence with; nothing for every date."""
        parts = [
            f"on {', '.join(day.capitalize() for day in self.days)}" if self.days else "",
            f"from {self.first}" if self.first else "",
            f"until {self.last}" if self.last else "",
            {None: "", True: "on public holidays", False: "not on public holidays"}[self.holidays],
            {None: "", True: "on eves of holidays", False: "not on eves of holidays"}[self.eves],
        ]
        said = " ".join(part for part in parts if part)
        return f" ({said})" if said else ""
