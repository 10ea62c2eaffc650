"""Who is paged when, for Icinga 2: time periods, users, groups of users, notifications.

A turn is a stretch of its person's time period, in UTC (run Icinga with TZ=UTC). A user of its own for
each role and person takes how to reach the person from a template of the same id. The fallback's period
of a role is every day less all turns of the role. A step is a notification whose `times.begin` is what
the steps before it wait; where steps are repeated, each comes again as often as the chain is long, until
somebody acknowledges: Icinga does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.icinga_objects import IcingaObject, write_objects
from exports.icinga_reading import FILE, SYSTEM, read
from exports.object_names import ALWAYS, FALLBACK, object_name
from exports.utc_days import day_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exports.icinga_objects import Value
    from rota.paging.escalation import Escalation
    from rota.paging.plan import PagingPlan

__all__ = ["FILE", "SYSTEM", "read", "write"]

TEMPLATE = "rota-notification"
"""The user's template of a notification, unless the setting `template` names another."""

_WEEK = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`rota.conf`; raises InputError for an id that an Icinga file cannot say."""
    templates = plan.ids_in(SYSTEM)
    template = dict(plan.system(SYSTEM).settings).get("template", TEMPLATE)
    objects = [
        _period(ALWAYS, _every_day()),
        *(one for role in plan.roles for one in _of_role(plan, role, templates)),
        *_of_agents(plan, templates),
        *(one for escalation in plan.escalations for one in _of_escalation(escalation, template)),
    ]
    return {FILE: write_objects(objects, heading="Made by rota: times are UTC, run Icinga with TZ=UTC")}


def _of_role(plan: PagingPlan, role: str, templates: Mapping[str, str]) -> Iterator[IcingaObject]:
    turns = plan.turns_of(role)
    carriers = sorted({turn.person for turn in turns})
    group = object_name(role)
    yield IcingaObject("UserGroup", group)
    for agent in carriers:
        days: dict[str, list[str]] = {}
        for turn in turns:
            for part in day_parts(turn.start, turn.end) if turn.person == agent else ():
                days.setdefault(part.day.isoformat(), []).append("-".join(part.clock))
        name = object_name(role, agent)
        yield _period(name, [("ranges", day, ",".join(parts)) for day, parts in days.items()])
        yield _user(name, templates[agent], name, group)
    gaps = object_name(role, FALLBACK)
    excludes: Value = [object_name(role, agent) for agent in carriers]
    yield _period(gaps, [("prefer_includes", "", False), ("excludes", "", excludes), *_every_day()])
    yield _user(gaps, templates[plan.fallback], gaps, group)


def _of_agents(plan: PagingPlan, templates: Mapping[str, str]) -> Iterator[IcingaObject]:
    targets = (target for one in plan.escalations for step in one.steps for target in step.targets)
    for agent in sorted({target.id for target in targets if target.kind == "agent"}):
        yield _user(object_name("agent", agent, "always"), templates[agent], ALWAYS)


def _of_escalation(escalation: Escalation, template: str) -> Iterator[IcingaObject]:
    cycle = sum(step.wait_minutes for step in escalation.steps)
    before = 0
    for number, step in enumerate(escalation.steps, start=1):
        groups: Value = [object_name(target.id) for target in step.targets if target.kind == "role"]
        users: Value = [
            object_name("agent", target.id, "always") for target in step.targets if target.kind == "agent"
        ]
        settings: list[tuple[str, str, Value]] = [("user_groups", "", groups), ("users", "", users)]
        settings += [
            ("times.begin", "", before * 60),
            ("interval", "", cycle * 60 if escalation.repeat else 0),
        ]
        settings += [("vars.rota_wait_minutes", "", step.wait_minutes)]
        name = object_name(escalation.id, str(number))
        yield IcingaObject("Notification", name, tuple(settings), template, escalation.id)
        before += step.wait_minutes


def _every_day() -> list[tuple[str, str, Value]]:
    return [("ranges", day, "00:00-24:00") for day in _WEEK]


def _period(name: str, settings: Sequence[tuple[str, str, Value]]) -> IcingaObject:
    return IcingaObject("TimePeriod", name, tuple(settings))


def _user(name: str, template: str, period: str, *groups: str) -> IcingaObject:
    settings: list[tuple[str, str, Value]] = [("period", "", period)]
    if groups:
        settings.append(("groups", "", list(groups)))
    return IcingaObject("User", name, tuple(settings), template)
