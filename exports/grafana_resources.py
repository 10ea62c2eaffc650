"""What a Terraform file for Grafana OnCall or IRM holds: resources of the provider grafana/grafana."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from exports.paging_model import Record


class User(Record):
    """A user, looked up by name."""

    username: str


class Shift(Record):
    """Who is on call for `duration` seconds from `start`, once or daily."""

    name: str
    type: Literal["recurrent_event", "single_event"]
    start: str
    duration: int
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
