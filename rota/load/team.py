"""team.yaml as people write it: every field, with its type, its range and what it means.

A `description` here is what the page on team.yaml and the JSON Schema for editors say of the field.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, model_validator

from constraints import Rule
from rota.load.paging_part import PagingPart
from rota.load.part import Part, Weekdays, WindowPart
from rota.load.words import Clock, Day, EndClock, Identifier, Line, Zone
from rota.when import WEEKDAYS

Share = Annotated[float, Field(ge=0, le=1)]


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


class QueuePart(Part):
    """Where contacts arrive, who can take them, and what callers are promised."""

    id: Identifier = Field(description="as in forecast.csv")
    channel: Literal["phone", "chat", "mail", "ticket"] = Field(
        description="phone and chat are answered at once, mail and tickets by a deadline"
    )
    skills: dict[str, Annotated[int, Field(ge=1, le=9)]] = Field(
        default_factory=dict, description="skills needed, with the least level"
    )
    tier: int = Field(1, ge=1, le=9, description="the tier that serves it")
    tiers_above: bool = Field(True, description="whether higher tiers may serve it too")
    handle_seconds: float = Field(gt=0, description="mean time that a contact takes, in seconds")
    service_level: float = Field(0.8, ge=0, lt=1, description="phone, chat: share answered in time")
    answer_seconds: float = Field(20, ge=0, description="phone, chat: what in time means, in seconds")
    concurrency_factor: float = Field(
        1, ge=1, description="chat: how many times as fast an agent is who holds several chats at once"
    )
    deadline_hours: float = Field(8, ge=0, description="mail, ticket: worked off within, in hours")
    deadline_clock: Literal["open", "always"] = Field(
        "open", description="mail, ticket: whether closed hours count towards the deadline (`always`) or not"
    )
    max_occupancy: float = Field(0.85, gt=0, le=1, description="share of the time that agents may be busy")
    shrinkage: Share = Field(0, lt=1, description="share of those on duty who are away at any moment")
    minimum: int = Field(0, ge=0, description="agents in every interval, however little the load")
    open: tuple[WindowPart, ...] = Field((), description="opening hours in the team's zone; without: always")


class ShiftPart(Part):
    """A shift template: the hours of a shift, on the days on which it begins."""

    id: Identifier = Field(description="what grids, rules and calendars call it")
    begins: Clock = Field(alias="start", description="when it starts, on the wall clock")
    ends: EndClock = Field(alias="end", description="when it ends; at or before the start: on the next day")
    days: Weekdays = Field(WEEKDAYS, description="weekdays on which it starts; without: all")
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
    packs: tuple[str, ...] = Field((), description="ready-made lists of rules, by name")
    without: tuple[str, ...] = Field((), description="ids of rules of these packs that do not hold here")
    rules: tuple[Rule, ...] = Field(
        (), description="what a roster must and should keep to; the `id` of a pack's rule replaces it"
    )
    paging: PagingPart | None = Field(None, description="who is paged, in which order; without: nobody")
