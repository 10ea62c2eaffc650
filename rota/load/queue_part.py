"""A queue as people write it in team.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from rota.load.part import Part, WindowPart
from rota.load.words import Identifier

Share = Annotated[float, Field(ge=0, le=1)]
Lost = Annotated[float, Field(ge=0, lt=1)]
Shrinkage = Annotated[
    Annotated[Lost, Tag("number")] | Annotated[dict[Identifier, Lost], Tag("kinds")],
    Discriminator(lambda value: "kinds" if isinstance(value, dict) else "number"),
]


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
    service_definition: Literal["offered", "served", "virtual"] = Field(
        "offered",
        description="phone, chat: a share of all contacts, of those served, or of all if nobody hung up",
    )
    patience_seconds: float | None = Field(
        None,
        gt=0,
        description="phone, chat: how long people wait before they hang up, in the mean; without: for ever",
    )
    max_abandoned: float = Field(
        1, gt=0, le=1, description="phone, chat: share of the contacts that may hang up; asks for a patience"
    )
    concurrency_factor: float = Field(
        1, ge=1, description="chat: how many times as fast an agent is who holds several chats at once"
    )
    handle_seconds_by_open_chats: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        (),
        description="chat: seconds that a chat takes while 1, 2, ... are open; the first is `handle_seconds`",
    )
    deadline_hours: float = Field(8, ge=0, description="mail, ticket: worked off within, in hours")
    deadline_clock: Literal["open", "always"] = Field(
        "open", description="mail, ticket: whether closed hours count towards the deadline (`always`) or not"
    )
    max_occupancy: float = Field(0.85, gt=0, le=1, description="share of the time that agents may be busy")
    shrinkage: Shrinkage = Field(
        0,
        description="share of those on duty who are away at any moment, or shares by kind: `{sick: 0.05}`",
    )
    staff_on: float | None = Field(
        None,
        gt=0,
        lt=1,
        description="staff on this quantile of the rate of contacts, as in 0.8; without: the mean",
    )
    dispersion: float = Field(
        0,
        ge=0,
        le=5,
        description="how far off the mean is, as standard deviation over mean, if the forecast is silent",
    )
    escalates_to: str = Field(
        "", description="the queue to which contacts are handed over that are not settled here"
    )
    escalation_share: Share = Field(0, description="share of the contacts that is handed over")
    escalation_lag_minutes: int = Field(
        0, ge=0, le=10_080, description="minutes from a contact's arrival to its arrival in the other queue"
    )
    minimum: int = Field(0, ge=0, description="agents in every interval, however little the load")
    open: tuple[WindowPart, ...] = Field((), description="opening hours in the team's zone; without: always")
