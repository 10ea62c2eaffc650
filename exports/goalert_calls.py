"""Requests to GoAlert's GraphQL interface: constant documents, and what their variables hold.

A request is a line of JSON that `POST /api/graphql` takes as it is. Names and ids stand in the
variables alone, never in a document. Fields are those of graphql2/schema.graphql of target/goalert;
destinations of the types `builtin-schedule` and `builtin-user` are those of its packages `schedule` and
`user`.
"""

from __future__ import annotations

from typing import Final, Generic, Literal, TypeVar

from pydantic import BaseModel

from exports.paging_model import Moment, Record

SET_TEMPORARY: Final = (
    "mutation SetTemporary($input: SetTemporaryScheduleInput!) { setTemporarySchedule(input: $input) }"
)
CREATE_POLICY: Final = (
    "mutation CreatePolicy($input: CreateEscalationPolicyInput!) "
    "{ createEscalationPolicy(input: $input) { id name } }"
)
UPDATE_POLICY: Final = (
    "mutation UpdatePolicy($input: UpdateEscalationPolicyInput!) { updateEscalationPolicy(input: $input) }"
)
CREATE_STEP: Final = (
    "mutation CreateStep($input: CreateEscalationPolicyStepInput!) "
    "{ createEscalationPolicyStep(input: $input) { id } }"
)

Input = TypeVar("Input", bound=BaseModel)


class Shift(Record):
    """Who is on call over [start, end)."""

    userID: str
    start: Moment
    end: Moment


class TemporarySchedule(Record):
    """Exactly these shifts count over [start, end); the earlier ones over [clearStart, clearEnd) go."""

    scheduleID: str
    start: Moment
    end: Moment
    clearStart: Moment
    clearEnd: Moment
    shifts: list[Shift]


class ScheduleArguments(Record):
    """Which schedule."""

    schedule_id: str


class UserArguments(Record):
    """Which user."""

    user_id: str


class ScheduleAction(Record):
    """Page whoever a schedule has on call."""

    type: Literal["builtin-schedule"] = "builtin-schedule"
    args: ScheduleArguments


class UserAction(Record):
    """Page a user."""

    type: Literal["builtin-user"] = "builtin-user"
    args: UserArguments


Action = ScheduleAction | UserAction


class Step(Record):
    """A step of a policy that is made with it, or, where `escalationPolicyID` is given, added to it."""

    escalationPolicyID: str | None = None
    delayMinutes: int
    actions: list[Action]


class NewPolicy(Record):
    """A policy with its steps; it is gone through once and `repeat` times more."""

    name: str
    description: str
    repeat: int
    steps: list[Step]


class ChangedPolicy(Record):
    """A policy that exists; steps whose ids are not listed are deleted."""

    id: str
    name: str
    description: str
    repeat: int
    stepIDs: list[str]


class Variables(Record, Generic[Input]):
    """What a document asks for."""

    input: Input


class Request(Record, Generic[Input]):
    """A document and its variables."""

    query: str
    variables: Variables[Input]
