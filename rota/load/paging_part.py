"""The section `paging` of team.yaml as people write it: whom alerts reach, in which order, and handoffs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from rota.load.part import Part, WindowPart
from rota.load.words import Identifier, Line, Zone

Minutes = Annotated[int, Field(ge=1, le=1440)]
Short = Annotated[Line, Field(min_length=1, max_length=200)]


class StepPart(Part):
    """A step of an escalation: everybody named is paged at once."""

    roles: tuple[Short, ...] = Field((), description="whoever carries one of these roles then")
    agents: tuple[str, ...] = Field((), description="agents, whatever the roster says")
    tags: tuple[str, ...] = Field((), description="every agent with one of these tags")
    wait_minutes: Minutes | None = Field(
        None, description="minutes until the next step; without: `acknowledge_minutes`"
    )
    share: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None,
        description="part of the alerts that get this far, for expected pages; without: 1 for the first "
        "step, 0 for the others",
    )

    @model_validator(mode="after")
    def _somebody(self) -> StepPart:
        if not (self.roles or self.agents or self.tags):
            raise ValueError("a step pages somebody: give `roles`, `agents` or `tags`")
        return self


class EscalationPart(Part):
    """Steps, one after the other until somebody answers; the fallback is paged after the last one."""

    id: Identifier = Field(description="what routes call it")
    steps: tuple[StepPart, ...] = Field(
        min_length=1, max_length=20, description="who is paged, in this order"
    )
    repeat: int = Field(0, ge=0, le=9, description="how many times more the steps are gone through")


class RoutePart(Part):
    """Which alerts take which escalation; the first route that fits is taken."""

    queues: tuple[str, ...] = Field((), description="alerts of these queues; without: of any")
    severities: tuple[Short, ...] = Field((), description="alerts of these severities; without: of any")
    hours: tuple[WindowPart, ...] = Field((), description="at these hours; without: at any time")
    zone: Zone | None = Field(None, description="IANA zone of these hours; without: the team's")
    escalation: str = Field(description="the id of an escalation")

    @property
    def always(self) -> bool:
        """Whether every alert fits."""
        return not (self.queues or self.severities or self.hours)


class SystemPart(Part):
    """What a pager knows the team by; nothing secret belongs here."""

    schedules: dict[str, Short] = Field(
        default_factory=dict, description="by role, the id of its schedule there"
    )
    settings: dict[str, Line] = Field(default_factory=dict, description="what its exporter wants besides")


class HandoffPart(Part):
    """What happens when a role changes hands."""

    overlap_minutes: int = Field(
        0, ge=0, le=480, description="minutes for which giver and taker are both there, from the handoff on"
    )
    checklist: tuple[Short, ...] = Field((), description="what they go through")
    note: Annotated[Line, Field(max_length=1000)] = Field(
        "", description="a note, in which `{giver}`, `{taker}`, `{next}` and `{role}` are filled in"
    )
    remind_minutes: tuple[Annotated[int, Field(ge=1, le=20160)], ...] = Field(
        (), description="how many minutes before it the taker is reminded"
    )
    open_alerts: Literal["follow", "stay"] = Field(
        "follow", description="alerts still open go with the role, or stay with who was paged"
    )


class PagingPart(Part):
    """Who is paged, in which order, and when that changes."""

    fallback: str = Field(description="the agent who is paged when nobody else answers or is on")
    acknowledge_minutes: Minutes = Field(5, description="minutes that a step waits for an answer")
    escalations: tuple[EscalationPart, ...] = Field(min_length=1, description="chains of steps")
    routes: tuple[RoutePart, ...] = Field(
        (), description="which alerts take which escalation, the last one all; without: the first escalation"
    )
    systems: dict[Identifier, SystemPart] = Field(
        default_factory=dict, description="what is set for each pager, by its name in `rota export`"
    )
    handoff: HandoffPart = Field(default=HandoffPart(), description="when a role changes hands")
