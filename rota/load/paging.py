"""The section `paging` of team.yaml as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.paging.escalation import Escalation, Hours, Route, Step, Target
from rota.paging.plan import System
from rota.paging.rules import HandoffRules, Paging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.load.paging_part import PagingPart, RoutePart, StepPart
    from rota.load.team import TeamPart


def paging_of(team: TeamPart) -> Paging | None:
    """How the team is paged; None where team.yaml does not say."""
    part = team.paging
    if part is None:
        return None
    return Paging(
        fallback=part.fallback,
        escalations=tuple(
            Escalation(one.id, tuple(_step(step, part, team) for step in one.steps), one.repeat)
            for one in part.escalations
        ),
        routes=tuple(_route(route, team.zone) for route in part.routes) or (Route(part.escalations[0].id),),
        contacts=tuple(
            sorted((agent.id, system, id) for agent in team.agents for system, id in agent.contacts.items())
        ),
        systems=tuple(
            System(name, tuple(sorted(one.schedules.items())), tuple(sorted(one.settings.items())))
            for name, one in sorted(part.systems.items())
        ),
        handoff=handoff_of(part),
        shares=tuple(
            (
                one.id,
                tuple(
                    float(number == 0) if step.share is None else step.share
                    for number, step in enumerate(one.steps)
                ),
            )
            for one in part.escalations
        ),
    )


def handoff_of(part: PagingPart | None) -> HandoffRules:
    """What is done at handoffs; nothing special where team.yaml does not say."""
    if part is None:
        return HandoffRules()
    handoff = part.handoff
    return HandoffRules(
        overlap_minutes=handoff.overlap_minutes,
        checklist=handoff.checklist,
        note=handoff.note,
        remind_minutes=tuple(sorted(set(handoff.remind_minutes), reverse=True)),
        open_alerts=handoff.open_alerts,
    )


def _step(step: StepPart, part: PagingPart, team: TeamPart) -> Step:
    return Step(tuple(dict.fromkeys(_targets(step, team))), step.wait_minutes or part.acknowledge_minutes)


def _targets(step: StepPart, team: TeamPart) -> Iterator[Target]:
    """Roles and agents as they are written, then those with the tags, by id."""
    yield from (Target("role", role) for role in step.roles)
    yield from (Target("agent", agent) for agent in step.agents)
    tagged = (agent.id for agent in team.agents if set(agent.tags) & set(step.tags))
    yield from (Target("agent", agent) for agent in sorted(tagged))


def _route(route: RoutePart, team_zone: str) -> Route:
    hours = tuple(
        Hours(window.days, window.begins, window.ends, route.zone or team_zone) for window in route.hours
    )
    return Route(route.escalation, route.queues, route.severities, hours)
