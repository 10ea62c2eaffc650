"""What a written Nagios file says: who is on when, who catches gaps, the steps."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from exports.nagios_objects import read_objects
from exports.object_names import FALLBACK, ids_of
from exports.paging_model import content_of
from exports.utc_days import DayPart, joined, minute_of
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exports.nagios_objects import Definition
    from exports.utc_days import Span

SYSTEM = "nagios"
FILE = "rota.cfg"

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read(files: Mapping[str, bytes]) -> Reading:
    """What `rota.cfg` says; raises InputError where it is not one of ours, or contradicts itself."""
    objects = read_objects(content_of(files, FILE), name=FILE)
    periods = {one.value("timeperiod_name"): one for one in objects if one.kind == "timeperiod"}
    contacts = {one.value("contact_name"): one for one in objects if one.kind == "contact"}
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    for group in (one for one in objects if one.kind == "contactgroup"):
        (role,) = ids_of(group.value("contactgroup_name"))
        members = group.value("members").split(",")
        for member in members:
            person, period = contacts[member].value("use"), periods[_period_of(contacts[member])]
            if ids_of(member)[-1] == FALLBACK:
                fallbacks.append((role, person))
                _require_all_excluded(period, [_period_of(contacts[one]) for one in members if one != member])
            else:
                turns += [Turn(role, start, end, person) for start, end in _spans(period)]
    chains = (_chain(one, objects, contacts) for one in objects if one.kind == "servicegroup")
    return Reading(SYSTEM, tuple(sorted(turns)), tuple(sorted(fallbacks)), tuple(chains))


def passes_text(steps: int, passes: int) -> str:
    """What the group of an escalation is described by, so that two steps alike are told from one twice."""
    return f"{steps} steps, gone through {passes} times"


def _period_of(contact: Definition) -> str:
    return contact.value("service_notification_period")


def _require_all_excluded(period: Definition, others: Sequence[str]) -> None:
    excluded = dict(period.directives).get("exclude", "").split(",")
    for name in others:
        if name not in excluded:
            message = f"the fallback is on beside `{name}`"
            raise InputError([Fault(FILE, 0, 0, message, "export again")])


def _spans(period: Definition) -> tuple[Span, ...]:
    try:
        return joined(
            DayPart(date.fromisoformat(day), *(minute_of(clock) for clock in part.split("-"))).span
            for day, parts in period.directives
            if _DATE.fullmatch(day)
            for part in parts.split(",")
        )
    except (TypeError, ValueError) as error:
        raise InputError([Fault(FILE, 0, 0, f"a period cannot be read: {error}", "export again")]) from None


def _chain(group: Definition, objects: Sequence[Definition], contacts: Mapping[str, Definition]) -> ReadChain:
    name = group.value("servicegroup_name")
    mine = [
        one for one in objects if one.kind == "serviceescalation" and one.value("servicegroup_name") == name
    ]
    steps = tuple(
        ReadStep(tuple(_targets(one, contacts)), int(one.value("notification_interval")))
        for one in sorted(mine, key=lambda one: int(one.value("first_notification")))
    )
    (chain,) = ids_of(name)
    for length in range(1, len(steps) + 1):
        passes = len(steps) // length
        if steps == steps[:length] * passes and group.value("alias") == passes_text(length, passes):
            return ReadChain(chain, steps[:length], passes - 1)
    message = f"the steps of `{chain}` are not its {group.value('alias')}"
    raise InputError([Fault(FILE, 0, 0, message, "export again")])


def _targets(
    escalation: Definition, contacts: Mapping[str, Definition]
) -> Iterator[tuple[Literal["role", "person"], str]]:
    directives = dict(escalation.directives)
    for group in filter(None, directives.get("contact_groups", "").split(",")):
        yield "role", ids_of(group)[0]
    for contact in filter(None, directives.get("contacts", "").split(",")):
        yield "person", contacts[contact].value("use")
