"""What is wrong with the section `paging` in view of the whole of team.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rota.load.document import did_you_mean, fault_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.errors import Fault
    from rota.load.document import Document, Location
    from rota.load.paging_part import EscalationPart, PagingPart
    from rota.load.team import TeamPart

PLACEHOLDERS = ("giver", "taker", "next", "role")


def paging_faults(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Names that are unknown or given twice, routes that fit never or leave alerts out, void notes."""
    part = team.paging
    if part is not None:
        yield from _Checks(document, team, part).faults()


class _Checks:
    """The faults of one section, with the names that it may use."""

    def __init__(self, document: Document, team: TeamPart, part: PagingPart) -> None:
        self.document = document
        self.part = part
        self.agents = {agent.id for agent in team.agents}
        self.tags = {tag for agent in team.agents for tag in agent.tags}
        self.queues = {queue.id for queue in team.queues}
        roles = (shift.role or ("on_call" if shift.kind == "on_call" else "") for shift in team.shifts)
        self.roles = {role for role in roles if role}
        self.escalations = {escalation.id for escalation in part.escalations}

    def faults(self) -> Iterator[Fault]:
        """All of them."""
        yield from self._unknown("`paging`", "agent", self.part.fallback, self.agents, ("fallback",))
        for index, escalation in enumerate(self.part.escalations):
            yield from self._of_escalation(escalation, ("escalations", index))
        yield from self._of_routes()
        for system, part in self.part.systems.items():
            for role in part.schedules:
                place = ("systems", system, "schedules", role)
                yield from self._unknown(f"system `{system}`", "role", role, self.roles, place, key=True)
        for word in re.findall(r"\{([^{}]*)\}", self.part.handoff.note):
            if word not in PLACEHOLDERS:
                message = f"the note of `handoff` has unknown `{{{word}}}`"
                help_text = f"known: {', '.join(f'{{{known}}}' for known in PLACEHOLDERS)}"
                yield self._fault(("handoff", "note"), message, help_text)

    def _of_escalation(self, escalation: EscalationPart, place: Location) -> Iterator[Fault]:
        who = f"escalation `{escalation.id}`"
        earlier = self.part.escalations[: int(place[1])]
        if any(escalation.id == one.id for one in earlier):
            yield self._fault((*place, "id"), f"a second escalation is called `{escalation.id}`")
        for number, step in enumerate(escalation.steps):
            named = (
                ("roles", "role", step.roles, self.roles),
                ("agents", "agent", step.agents, self.agents),
                ("tags", "tag", step.tags, self.tags),
            )
            for field, what, names, known in named:
                for position, name in enumerate(names):
                    spot = (*place, "steps", number, field, position)
                    yield from self._unknown(who, what, name, known, spot)

    def _of_routes(self) -> Iterator[Fault]:
        routes = self.part.routes
        for index, route in enumerate(routes):
            place, who = ("routes", index), f"route {index + 1}"
            spot = (*place, "escalation")
            yield from self._unknown(who, "escalation", route.escalation, self.escalations, spot)
            for position, queue in enumerate(route.queues):
                yield from self._unknown(who, "queue", queue, self.queues, (*place, "queues", position))
            if route.zone and not route.hours:
                yield self._fault((*place, "zone"), f"{who} has a zone, and no `hours` in it")
            if route.always and index + 1 < len(routes):
                help_text = "put it last"
                yield self._fault(place, f"{who} takes every alert, so those below it take none", help_text)
        if routes and not routes[-1].always:
            help_text = "add a last route with an `escalation` and nothing else"
            yield self._fault(("routes", len(routes) - 1), "alerts that fit no route page nobody", help_text)

    def _unknown(
        self, who: str, what: str, name: str, known: set[str], place: Location, *, key: bool = False
    ) -> Iterator[Fault]:
        if name not in known:
            help_text = did_you_mean(name, known) or f"known: {', '.join(sorted(known)) or 'none'}"
            message = f"{who} has unknown {what} `{name}`"
            yield fault_at(self.document, ("paging", *place), message, help=help_text, key=key)

    def _fault(self, place: Location, message: str, help_text: str = "") -> Fault:
        return fault_at(self.document, ("paging", *place), message, help=help_text)
