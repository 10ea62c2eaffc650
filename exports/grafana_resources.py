"""What a Terraform file for Grafana OnCall or IRM holds: resources of the provider grafana/grafana."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer

from exports.instant import instant_of, instant_text
from exports.paging_model import Record

LONGEST_SECONDS = 366 * 86400


def _wall(value: object) -> datetime:
    """`2027-03-08T05:00:00`, on the wall of UTC."""
    if isinstance(value, datetime):
        return value
    return instant_of(f"{value}Z")


def _wall_text(instant: datetime) -> str:
    return instant_text(instant).removesuffix("Z")


Wall = Annotated[datetime, BeforeValidator(_wall), PlainSerializer(_wall_text, when_used="json")]
"""An instant, in the file without its zone: that of the shift is UTC."""


class User(Record):
    """A user, looked up by name."""

    username: str


class Shift(Record):
    """Who is on call for `duration` seconds from `start`, once or daily."""

    name: str
    type: Literal["recurrent_event", "single_event"]
    start: Wall
    duration: int = Field(gt=0, le=LONGEST_SECONDS)
    time_zone: Literal["UTC"] = "UTC"
    level: Literal[0, 1]
    users: list[str]
    frequency: Literal["daily"] | None = None
    interval: Literal[1] | None = None


class Schedule(Record):
    """The schedule of a role."""

    name: str
    type: Literal["calendar"] = "calendar"
    time_zone: Literal["UTC"] = "UTC"
    shifts: list[str]


class Chain(Record):
    """An escalation chain; its steps refer to it."""

    name: str


class ChainStep(Record):
    """One thing that a chain does."""

    escalation_chain_id: str
    position: int
    type: Literal["notify_on_call_from_schedule", "notify_persons", "wait"]
    duration: int | None = None
    notify_on_call_from_schedule: str | None = None
    persons_to_notify: list[str] | None = None
    depends_on: list[str] | None = None


class Resources(Record):
    """What the file makes, by resource name."""

    grafana_oncall_on_call_shift: dict[str, Shift]
    grafana_oncall_schedule: dict[str, Schedule]
    grafana_oncall_escalation_chain: dict[str, Chain] = Field(default_factory=dict)
    grafana_oncall_escalation: dict[str, ChainStep] = Field(default_factory=dict)


class Lookups(Record):
    """What the file looks up, by name."""

    grafana_oncall_user: dict[str, User]


class Main(Record):
    """The whole file."""

    terraform: dict[str, dict[str, dict[str, str]]]
    data: Lookups
    resource: Resources
