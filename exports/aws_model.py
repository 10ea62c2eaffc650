"""The inputs of calls of `ssm-contacts`, as models; fields have the names of the interface."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exports.paging_model import Moment, Record

Arn = Annotated[str, Field(min_length=1, max_length=2048)]


class Clock(Record):
    """Midnight."""

    HourOfDay: Literal[0] = 0
    MinuteOfHour: Literal[0] = 0


class Daily(Record):
    """One person, day after day."""

    NumberOfOnCalls: Literal[1] = 1
    RecurrenceMultiplier: Literal[1] = 1
    DailySettings: tuple[Clock] = (Clock(),)


class RotationInput(Record):
    """update-rotation: the fallback is on whenever no override is."""

    RotationId: Arn
    ContactIds: tuple[Arn]
    TimeZoneId: Literal["UTC"] = "UTC"
    Recurrence: Daily = Daily()


class OverrideInput(Record):
    """create-rotation-override: a person on call over [StartTime, EndTime)."""

    RotationId: Arn
    NewContactIds: tuple[Arn]
    StartTime: Moment
    EndTime: Moment
    IdempotencyToken: str


class ContactTarget(Record):
    """A person, or an on-call schedule; pages go on when others are reached."""

    ContactId: Arn
    IsEssential: Literal[False] = False


class StageTarget(Record):
    """Of the kinds of target, a contact."""

    ContactTargetInfo: ContactTarget


class Stage(Record):
    """Paged at once; the next stage follows after so many minutes."""

    DurationInMinutes: int
    Targets: tuple[StageTarget, ...]


class Stages(Record):
    """The stages in their order."""

    Stages: tuple[Stage, ...]


class ContactInput(Record):
    """create-contact: an escalation."""

    Alias: str
    Type: Literal["ESCALATION"] = "ESCALATION"
    Plan: Stages


class Base(Record):
    """A line: the fallback under a role."""

    key: str
    input: RotationInput


class Override(Record):
    """A line: one turn."""

    key: str
    end: Moment
    input: OverrideInput


class EscalationPlan(Record):
    """A line: an escalation, gone through so many times, and the on-call schedule of each role."""

    key: str
    passes: int
    roles: tuple[tuple[str, str], ...]
    input: ContactInput
