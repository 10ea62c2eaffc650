"""Who is paged when, for Nagios Core 4: time periods, contacts, groups of contacts, escalations.

A turn is a stretch of its person's time period, in UTC (`use_timezone=UTC`). A contact of its own for
each role and person takes how to reach the person from a template of the same id. The fallback's period
of a role is every day less all turns of the role. Nagios counts notifications: the step of that number
goes out after the step before has waited; the last step goes on until somebody acknowledges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.nagios_objects import Definition, require_name, write_objects
from exports.nagios_reading import FILE, SYSTEM, passes_text, read
from exports.object_names import ALWAYS, FALLBACK, object_name
from exports.utc_days import day_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rota.paging.escalation import Escalation, Step
    from rota.paging.plan import PagingPlan

__all__ = ["FILE", "SYSTEM", "read", "write"]

WEEK = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
EVERY_DAY = tuple((day, "00:00-24:00") for day in WEEK)


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`rota.cfg`; raises InputError for an id that a Nagios file cannot say."""
    templates = {
        agent: require_name(id, what=f"agent `{agent}`") for agent, id in plan.ids_in(SYSTEM).items()
    }
    objects = [
        _period(ALWAYS, EVERY_DAY),
        *(one for role in plan.roles for one in _of_role(plan, role, templates)),
        *_of_agents(plan, templates),
        *(one for escalation in plan.escalations for one in _of_escalation(escalation)),
    ]
    return {FILE: write_objects(objects, heading="Made by rota: times are UTC, set use_timezone=UTC")}


def _of_role(plan: PagingPlan, role: str, templates: Mapping[str, str]) -> Iterator[Definition]:
    """The period and contact of each who has turns, those of the gaps, the group of all."""
    turns = plan.turns_of(role)
    carriers = sorted({turn.person for turn in turns})
    for agent in carriers:
        days: dict[str, list[str]] = {}
        for turn in turns:
            for part in day_parts(turn.start, turn.end) if turn.person == agent else ():
                days.setdefault(part.day.isoformat(), []).append("-".join(part.clock))
        name = object_name(role, agent)
        yield _period(name, tuple((day, ",".join(parts)) for day, parts in days.items()))
        yield _contact(name, templates[agent], name)
    gaps = object_name(role, FALLBACK)
    names = [object_name(role, agent) for agent in carriers]
    yield _period(gaps, EVERY_DAY + ((("exclude", ",".join(names)),) if names else ()))
    yield _contact(gaps, templates[plan.fallback], gaps)
    members = ",".join((*names, gaps))
    group = object_name(role)
    yield Definition("contactgroup", (("contactgroup_name", group), ("alias", group), ("members", members)))


def _of_agents(plan: PagingPlan, templates: Mapping[str, str]) -> Iterator[Definition]:
    """A contact that is always on for each agent whom a step pages whatever the roster says."""
    targets = (target for one in plan.escalations for step in one.steps for target in step.targets)
    for agent in sorted({target.id for target in targets if target.kind == "agent"}):
        yield _contact(object_name("agent", agent, "always"), templates[agent], ALWAYS)


def _of_escalation(escalation: Escalation) -> Iterator[Definition]:
    """A group for the services that take it, and for each pass and step what goes out then."""
    group = object_name(escalation.id)
    alias = passes_text(len(escalation.steps), escalation.repeat + 1)
    yield Definition("servicegroup", (("servicegroup_name", group), ("alias", alias)))
    steps = escalation.steps * (escalation.repeat + 1)
    for number, step in enumerate(steps, start=1):
        last = "0" if number == len(steps) else str(number)
        yield Definition(
            "serviceescalation",
            (
                ("servicegroup_name", group),
                ("first_notification", str(number)),
                ("last_notification", last),
                ("notification_interval", str(step.wait_minutes)),
                *_paged(step),
            ),
        )


def _paged(step: Step) -> Iterator[tuple[str, str]]:
    roles = [object_name(target.id) for target in step.targets if target.kind == "role"]
    agents = [object_name("agent", target.id, "always") for target in step.targets if target.kind == "agent"]
    if roles:
        yield "contact_groups", ",".join(roles)
    if agents:
        yield "contacts", ",".join(agents)


def _period(name: str, days: tuple[tuple[str, str], ...]) -> Definition:
    return Definition("timeperiod", (("timeperiod_name", name), ("alias", name), *days))


def _contact(name: str, template: str, period: str) -> Definition:
    periods = (("host_notification_period", period), ("service_notification_period", period))
    return Definition("contact", (("contact_name", name), ("use", template), *periods))
