"""What a Terraform file for PagerDuty holds: resources of the provider PagerDuty/pagerduty."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from exports.paging_model import Moment, Record


class Member(Record):
    """A user by id."""

    type: Literal["user_member"] = "user_member"
    user_id: str


class Strategy(Record):
    """All members are on call at once; there is one."""

    type: Literal["every_member_assignment_strategy"] = "every_member_assignment_strategy"
    member: list[Member]


class Event(Record):
    """Who is on call over [start_time, end_time), once or from then on daily."""

    name: str
    start_time: Moment
    end_time: Moment
    effective_since: Moment
    effective_until: Moment | None = None
    recurrence: list[Literal["RRULE:FREQ=DAILY;COUNT=1", "RRULE:FREQ=DAILY"]]
    assignment_strategy: Strategy


class Rotation(Record):
    """Events that follow each other."""

    event: list[Event]


class Schedule(Record):
    """The schedule of a role."""

    name: str
    time_zone: Literal["Etc/UTC"] = "Etc/UTC"
    rotation: Rotation


class RuleTarget(Record):
    """A schedule or a user whom a rule pages."""

    type: Literal["schedule_reference", "user_reference"]
    id: str


class Rule(Record):
    """A step of a policy."""

    escalation_delay_in_minutes: int
    target: list[RuleTarget]


class Policy(Record):
    """An escalation policy."""

    name: str
    num_loops: int
    rule: list[Rule]


class Resources(Record):
    """What the file makes, by resource name."""

    pagerduty_schedulev2: dict[str, Schedule]
    pagerduty_escalation_policy: dict[str, Policy] = Field(default_factory=dict)


class Main(Record):
    """The whole file."""

    terraform: dict[str, dict[str, dict[str, str]]]
    resource: Resources
