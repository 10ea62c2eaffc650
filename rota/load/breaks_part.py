"""The section `breaks` of team.yaml as people write it: pauses and activities inside shifts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from rota.constraint import Selection
from rota.load.part import Part
from rota.load.words import Identifier


class BreakRulePart(Part):
    """A pause in each work shift that is long enough."""

    id: Identifier = Field(description="what it is called, as in `lunch`")
    minutes: int = Field(ge=5, le=240, description="how long it is")
    from_hours: float = Field(ge=0, le=24, description="earliest begin after the shift's start")
    to_hours: float = Field(ge=0, le=24, description="latest begin after the shift's start")
    paid: bool = Field(
        False, description="whether it is paid; the unpaid make up the shift's `break_minutes`"
    )
    shift_hours: float = Field(0, ge=0, le=24, description="only in shifts at least so long")
    shifts: tuple[str, ...] = Field((), description="only in shifts of these templates; without: any")

    @model_validator(mode="after")
    def _window(self) -> BreakRulePart:
        if self.to_hours < self.from_hours:
            raise ValueError("`to_hours` is before `from_hours`")
        return self


class ActivityPart(Part):
    """Training or a side duty, once a week for each of some agents, put where the load is low."""

    id: Identifier = Field(description="what it is called, as in `coaching`")
    minutes: int = Field(ge=5, le=480, description="how long it is")
    who: Selection = Field(default=Selection(), description="which agents; without: everybody")


class BreaksPart(Part):
    """Pauses and activities that `rota breaks` puts inside the shifts of a finished roster."""

    step_minutes: int = Field(
        15, ge=5, le=60, description="begins are multiples of it after the shift's start"
    )
    most_at_once: int | None = Field(None, ge=1, description="agents away at a time; without: any number")
    apart: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = Field(
        (), description="groups of agents of whom at most one is away at a time, as in `[[ana, bo]]`"
    )
    rules: tuple[BreakRulePart, ...] = Field((), description="pauses of every shift")
    activities: tuple[ActivityPart, ...] = Field((), description="training and side duties, once a week")
