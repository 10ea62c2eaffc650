"""Who is paged when, as routes and time intervals of Prometheus Alertmanager.

A person has one named interval a role, and one route a step that pages the role. A matched route that
is muted swallows its alert, so beside these stands a catcher of gaps: the fallback's route, muted
while anybody has the role, and therefore on also after the last turn. Alertmanager knows no
acknowledgement: a later step is a longer `group_wait`, and goes out unless the alert is resolved or
silenced by then (prometheus/alertmanager#2150).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from exports.alertmanager_parts import (
    FILE,
    ROLE,
    SYSTEM,
    Fragment,
    Node,
    Root,
    equals,
    interval,
    mark,
    name_of,
)
from exports.alertmanager_reading import read
from exports.hours_spans import spans_of
from exports.utc_days import without
from rota.paging.escalation import Escalation, Step, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exports.alertmanager_parts import TimeInterval
    from rota.paging.escalation import Route
    from rota.paging.plan import PagingPlan

__all__ = ["FILE", "SYSTEM", "read", "write"]


@dataclass(frozen=True, slots=True)
class _When:
    """Names of intervals: on only within `active` (always where it is empty), never within `muted`.

    `outside` is all of the plan's span but `active`, for routes that are on in intervals of their own.
    """

    active: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`rota.yml`: routes and time intervals to add to a configuration that has the receivers."""
    writer = _Writer(plan, plan.ids_in(SYSTEM))
    settings = dict(plan.system(SYSTEM).settings)
    node = Node(
        matchers=(settings["matcher"],) if settings.get("matcher") else (),
        receiver=writer.receivers[plan.fallback],
        routes=(*writer.unpaged(), *writer.nodes(plan.routes, _When())),
    )
    fragment = Fragment(route=Root(routes=(node,)), time_intervals=tuple(writer.intervals()))
    return {FILE: _yaml(fragment.model_dump(by_alias=True, exclude_defaults=True))}


class _Writer:
    """The routes of one plan."""

    def __init__(self, plan: PagingPlan, receivers: Mapping[str, str]) -> None:
        self.plan = plan
        self.receivers = receivers
        settings = dict(plan.system(SYSTEM).settings)
        self.labels = settings.get("queue_label", "queue"), settings.get("severity_label", "severity")
        self.chains = {escalation.id: escalation for escalation in plan.escalations}

    def unpaged(self) -> Iterator[Node]:
        """Roles that no step pages, such as a shadow, are reached by alerts that name them in a label."""
        targets = {target for one in self.chains.values() for step in one.steps for target in step.targets}
        for role in self.plan.roles:
            if Target("role", role) not in targets:
                alone = Escalation("", (Step((Target("role", role),), 0),))
                yield Node(
                    matchers=(equals(ROLE, (role,)),),
                    receiver=self.receivers[self.plan.fallback],
                    routes=tuple(self._leaves(alone, _When())),
                )

    def nodes(self, routes: Sequence[Route], when: _When) -> Iterator[Node]:
        """The first route that fits takes an alert; one with hours leaves it to the others outside them."""
        route, rest = routes[0], routes[1:]
        matchers = tuple(
            equals(label, values)
            for label, values in zip(self.labels, (route.queues, route.severities), strict=True)
            if values
        )
        inner = [*self._leaves(self.chains[route.escalation], self._within(route, when))]
        if route.hours and rest:
            inner += self.nodes(rest, _When(muted=(*when.muted, self._hours_name(route))))
        if matchers:
            yield Node(matchers=matchers, receiver=self.receivers[self.plan.fallback], routes=tuple(inner))
            if rest:
                yield from self.nodes(rest, when)
        else:
            yield from inner

    def intervals(self) -> Iterator[TimeInterval]:
        """Of every person with a turn, by role, then of every route with hours."""
        for role in self.plan.roles:
            for agent in self._carriers(role):
                spans = [(t.start, t.end) for t in self.plan.turns_of(role) if t.person == agent]
                yield interval(name_of(role, agent), spans)
        start, end = max(self.plan.start, self.plan.since), self.plan.end
        for route in self.plan.routes:
            if route.hours:
                spans_in = spans_of(route.hours, start, end)
                outside = without((start, end), spans_in)
                yield interval(self._hours_name(route), spans_in)
                yield interval(self._hours_name(route, "outside"), outside)

    def _within(self, route: Route, when: _When) -> _When:
        if not route.hours:
            return when
        return _When((self._hours_name(route),), (self._hours_name(route, "outside"),), when.muted)

    def _hours_name(self, route: Route, side: str = "within") -> str:
        return name_of("hours", str(self.plan.routes.index(route) + 1), side)

    def _carriers(self, role: str) -> list[str]:
        return sorted({turn.person for turn in self.plan.turns_of(role)})

    def _leaves(self, escalation: Escalation, when: _When) -> Iterator[Node]:
        waited = 0
        for number, step in enumerate(escalation.steps, start=1):
            group_wait = f"{waited}m" if waited else ""
            for target in step.targets:
                matchers = (mark(escalation.id, str(number), str(step.wait_minutes), target.kind, target.id),)
                for receiver, times in self._paged(target, when):
                    yield Node.model_validate(
                        {
                            "matchers": matchers,
                            "receiver": receiver,
                            "continue": True,
                            "active_time_intervals": times.active,
                            "mute_time_intervals": times.muted,
                            "group_wait": group_wait,
                        }
                    )
            waited += step.wait_minutes

    def _paged(self, target: Target, when: _When) -> Iterator[tuple[str, _When]]:
        """Receivers of a target, and when each is on; the last one of a role catches its gaps."""
        if target.kind == "agent":
            yield self.receivers[target.id], when
            return
        names = {agent: name_of(target.id, agent) for agent in self._carriers(target.id)}
        for agent, name in names.items():
            yield self.receivers[agent], _When((name,), muted=(*when.outside, *when.muted))
        catcher = _When(when.active, muted=(*names.values(), *when.muted))
        yield self.receivers[self.plan.fallback], catcher


def _yaml(document: object) -> bytes:
    """Every text in quotes, so that YAML 1.1 reads neither `19:00` as a number nor `no` as a truth value."""
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.BytesIO()
    yaml.dump(_in_quotes(document), stream)
    return stream.getvalue()


def _in_quotes(value: object) -> object:
    if isinstance(value, dict):
        return {key: _in_quotes(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_in_quotes(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value
