"""The parts of an Alertmanager configuration that a roster writes, as models: routes, time intervals.

Shapes: prometheus.io/docs/alerting/latest/configuration, `<route>` and `<time_interval>`; version 0.24
or newer, for `active_time_intervals` and `location`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, unquote

from pydantic import Field

from exports.paging_model import Record
from exports.utc_days import DayPart, day_parts, joined, minute_of
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exports.utc_days import Span

SYSTEM = "alertmanager"
FILE = "rota.yml"
ROLE = "rota_role"
"""The label by which an alert asks for a role that no escalation pages."""
MARK = "rota_route"
"""No alert has this label, so that saying what it is not changes nothing but the route's identity.

Alertmanager tells notifications apart by receiver and by the route's matchers: without a mark, somebody
paged by one step would not be paged by a later one.
"""


class Times(Record):
    """[start, end) of a day in UTC, the end at most `24:00`."""

    start_time: str
    end_time: str


class Range(Record):
    """One date, or part of it."""

    years: tuple[str]
    months: tuple[str]
    days_of_month: tuple[str]
    times: tuple[Times]
    location: Literal["UTC"] = "UTC"

    def span(self) -> Span:
        """The instants; raises ValueError where there are none such."""
        day = date(int(self.years[0]), int(self.months[0]), int(self.days_of_month[0]))
        return DayPart(day, minute_of(self.times[0].start_time), minute_of(self.times[0].end_time)).span


class TimeInterval(Record):
    """Dates under a name that routes refer to."""

    name: str
    time_intervals: tuple[Range, ...]

    def spans(self) -> tuple[Span, ...]:
        """The instants, by start."""
        return joined(part.span() for part in self.time_intervals)


class Node(Record):
    """A route: alerts that match, their receiver, when, and the routes below."""

    matchers: tuple[str, ...] = ()
    receiver: str = ""
    continues: bool = Field(default=False, alias="continue")
    active_time_intervals: tuple[str, ...] = ()
    mute_time_intervals: tuple[str, ...] = ()
    group_wait: str = ""
    routes: tuple[Node, ...] = ()


class Root(Record):
    """The routes to add to those of the base configuration."""

    routes: tuple[Node, ...]


class Fragment(Record):
    """What is added to a base configuration, which has the receivers."""

    route: Root
    time_intervals: tuple[TimeInterval, ...]


def interval(name: str, spans: Iterable[Span]) -> TimeInterval:
    """A named interval of these spans, a range for each date."""
    parts = [part for start, end in joined(spans) for part in day_parts(start, end)]
    return TimeInterval(name=name, time_intervals=tuple(_range(part) for part in parts))


def _range(part: DayPart) -> Range:
    start, end = part.clock
    return Range(
        years=(f"{part.day.year:04}",),
        months=(str(part.day.month),),
        days_of_month=(str(part.day.day),),
        times=(Times(start_time=start, end_time=end),),
    )


def name_of(*parts: str) -> str:
    """One name of several, which `parts_of` takes apart again."""
    return "/".join(quote(part, safe=" ") for part in parts)


def parts_of(name: str) -> tuple[str, ...]:
    """The inverse of `name_of`."""
    return tuple(unquote(part) for part in name.split("/"))


def equals(label: str, values: Sequence[str]) -> str:
    """A matcher for alerts whose label has one of these values."""
    if len(values) == 1:
        return f"{label}={_quoted(values[0])}"
    return f"{label}=~{_quoted('|'.join(_literal(value) for value in values))}"


def mark(*parts: str) -> str:
    """A matcher that every alert fits and that makes a route one of its own."""
    return f"{MARK}!={_quoted(name_of(*parts))}"


def marked(node: Node) -> tuple[str, ...]:
    """The parts of a route's mark, none where it has no mark."""
    for matcher in node.matchers:
        if found := re.fullmatch(rf'{MARK}!="([^"\\]*)"', matcher):
            return parts_of(found[1])
    return ()


def _literal(value: str) -> str:
    """A value in a regular expression that means only itself (RE2, github.com/google/re2/wiki/Syntax)."""
    return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", value)


def _quoted(value: str) -> str:
    if not value.isprintable():
        help_text = "give it letters, digits and signs that can be seen"
        raise InputError([Fault("", 0, 0, f"Alertmanager has no matcher for {value!a}", help_text)])
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
