"""team.yaml as people write it: every field, with its type, its range and what it means.

A `description` here is what the page on team.yaml and the JSON Schema for editors say of the field.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, model_validator

from constraints import Rule
from rota.load.breaks_part import BreaksPart
from rota.load.paging_part import PagingPart
from rota.load.part import Part, Weekdays, WindowPart
from rota.load.queue_part import QueuePart
from rota.load.words import Clock, Day, EndClock, Identifier, Line, Server, Zone
from rota.when import WEEKDAYS


class HorizonPart(Part):
    """Which local days of the team's zone are planned."""

    start: Day = Field(description="first day planned")
    weeks: int = Field(4, ge=1, le=60, description="how many weeks are planned")


class NightPart(Part):
    """What counts as a night, on the wall clock of each agent's home."""

    begins: Clock = Field(time(23), alias="from", description="when a night begins")
    ends: EndClock = Field(time(6), alias="to", description="when a night ends")
    at_least_hours: float = Field(
        3, gt=0, le=24, description="hours of a shift in it that make the shift a night"
    )


class HolidaysPart(Part):
    """Whose public holidays are kept."""

    country: str = Field(description="ISO 3166-1, two letters, as in `DE`")
    subdivision: str = Field(
        "", description="state or province, as in `BE` for Berlin; without: the country's"
    )
    eves: tuple[str, ...] = Field(
        (), description="holidays, by their English names, whose day before is an eve; without: none"
    )


class ExtraHolidayPart(Part):
    """A holiday that no calendar has, for everybody; on its day it replaces the calendar's."""

    day: Day = Field(description="the date")
    name: Line = Field(min_length=1, max_length=200, description="what it is called")
    kind: Literal["public", "eve"] = Field("public", description="whether it is a holiday or an eve")


class ContractPart(Part):
    """What an agent is engaged for."""

    id: Identifier = Field(description="what agents call it")
    hours_per_week: float = Field(gt=0, le=80, description="paid hours a week")
    pay_class: str = Field("", description="a class for the payroll")


class RequestPart(Part):
    """A wish for one day."""

    off: Day | None = Field(None, description="a day on which the agent would rather be off")
    on: Day | None = Field(None, description="a day on which the agent would like to work")
    shift: str = Field("", description="only shifts of this template; without: any")
    weight: int = Field(1, ge=1, le=100, description="how much it matters, times the weight of `requests`")

    @model_validator(mode="after")
    def _one_day(self) -> RequestPart:
        if (self.off is None) == (self.on is None):
            raise ValueError("give either `on` or `off`")
        return self


class AgentPart(Part):
    """One person."""

    id: Identifier = Field(description="short and stable; files and feeds are called by it")
    name: Line = Field(
        min_length=1, max_length=200, description="the name that others see, real or a pseudonym"
    )
    contract: str = Field(description="the id of a contract")
    zone: Zone | None = Field(None, description="IANA zone of the home; without: the team's")
    holidays: HolidaysPart | None = Field(
        None, description="public holidays at home; without: the team's, `null`: none"
    )
    tier: int = Field(1, ge=1, le=9, description="line of support, 1 answers first")
    skills: dict[str, Annotated[int, Field(ge=1, le=9)]] = Field(
        default_factory=dict, description="languages and products with levels from 1 to 9"
    )
    tags: tuple[Identifier, ...] = Field((), description="free marks that rules can select by")
    email: Line = Field("", max_length=320, description="an address; it is put in no calendar")
    available: tuple[WindowPart, ...] = Field(
        (), description="hours of the week in which the agent can work, at home; without: any"
    )
    requests: tuple[RequestPart, ...] = Field((), description="wishes for single days")
    contacts: dict[Identifier, Annotated[Line, Field(min_length=1, max_length=320)]] = Field(
        default_factory=dict,
        repr=False,
        description="by pager, the agent's id there; it is put in no calendar and no roster",
    )


class ShiftPart(Part):
    """A shift template: the hours of a shift, on the days on which it begins."""

    id: Identifier = Field(description="what grids, rules and calendars call it")
    begins: Clock = Field(alias="start", description="when it starts, on the wall clock")
    ends: EndClock = Field(alias="end", description="when it ends; before its start: on the next day")
    days: Weekdays = Field(WEEKDAYS, description="weekdays on which it starts; without: all")
    length_days: int = Field(
        0,
        ge=0,
        le=35,
        description="days from the date on which it starts to that on which it ends, as in 7 for a week on "
        "call; without: it ends on the same or the next day. Rules that go by days see the day of its start",
    )
    dates: tuple[Day, ...] = Field((), description="the only dates on which it starts; without: any")
    zone: Zone | None = Field(None, description="IANA zone of its wall clock; without: the team's")
    kind: Literal["work", "on_call", "training"] = Field("work", description="work covers demand")
    role: Line = Field("", max_length=64, description="on call: primary, secondary, shadow, ...")
    break_minutes: int = Field(0, ge=0, le=480, description="unpaid break within it")
    tier: int = Field(0, ge=0, le=9, description="least tier of who may work it")
    skills: dict[str, Annotated[int, Field(ge=1, le=9)]] = Field(
        default_factory=dict, description="skills that who works it has, with the least level"
    )

    def starts_on(self, day: date) -> bool:
        """Whether a shift of this template starts on the day."""
        return WEEKDAYS[day.weekday()] in self.days and (not self.dates or day in self.dates)


class PublishingPart(Part):
    """What is promised when a roster is published, and where it is read."""

    notice_days: int = Field(
        0,
        ge=0,
        le=365,
        description="days before its start within which a change to a published shift is short notice; "
        "`fair_share` with `burden: short_notice` shares out what is given so",
    )
    address: Server = Field(
        "",
        description="the server at which others read feeds and pages, as in https://rota.example.org; "
        "without: `--base` says it",
    )


class TeamPart(Part):
    """The whole of team.yaml."""

    team: Line = Field(min_length=1, max_length=200, description="the team's name")
    zone: Zone = Field(description="IANA zone of the team: its days, its shifts, its opening hours")
    horizon: HorizonPart = Field(description="which days are planned")
    night: NightPart = Field(default=NightPart(), description="what counts as a night")
    holidays: HolidaysPart | None = Field(None, description="public holidays of the team; without: none")
    extra_holidays: tuple[ExtraHolidayPart, ...] = Field((), description="further holidays, for everybody")
    contracts: tuple[ContractPart, ...] = Field(min_length=1, description="what agents are engaged for")
    skills: tuple[Identifier, ...] = Field((), description="every skill that the file may name")
    agents: tuple[AgentPart, ...] = Field(min_length=1, description="the people")
    queues: tuple[QueuePart, ...] = Field((), description="where contacts arrive")
    shifts: tuple[ShiftPart, ...] = Field(min_length=1, description="shift templates")
    publishing: PublishingPart = Field(default=PublishingPart(), description="what publishing promises")
    breaks: BreaksPart | None = Field(None, description="pauses and activities inside shifts; without: none")
    packs: tuple[str, ...] = Field((), description="ready-made lists of rules, by name")
    without: tuple[str, ...] = Field((), description="ids of rules of these packs that do not hold here")
    rules: tuple[Rule, ...] = Field(
        (), description="what a roster must and should keep to; the `id` of a pack's rule replaces it"
    )
    paging: PagingPart | None = Field(None, description="who is paged, in which order; without: nobody")
