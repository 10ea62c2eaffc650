"""What the sections of team.yaml are made of: the strict base, and hours of the week."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rota.load.words import Clock, EndClock
from rota.when import WEEKDAYS, Weekday

Weekdays = Annotated[tuple[Weekday, ...], Field(min_length=1)]


class Part(BaseModel):
    """A piece of team.yaml: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class WindowPart(Part):
    """Hours of the week, on the wall clock; an end at or before the start is on the next day."""

    days: Weekdays = Field(WEEKDAYS, description="weekdays on which the hours begin; without: all")
    begins: Clock = Field(alias="from", description="first moment")
    ends: EndClock = Field(alias="to", description='first moment after; "24:00" is the end of the day')
