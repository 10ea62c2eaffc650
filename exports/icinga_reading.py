"""What a written Icinga file says: who is on when, who catches gaps, the steps."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Literal

from exports.icinga_objects import IcingaObject, read_objects
from exports.object_names import FALLBACK, ids_of, object_name
from exports.paging_model import content_of
from exports.utc_days import DayPart, joined, minute_of
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exports.utc_days import Span

SYSTEM = "icinga"
FILE = "rota.conf"

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read(files: Mapping[str, bytes]) -> Reading:
    """What `rota.conf` says; raises InputError where it is not one of ours, or contradicts itself."""
    objects = read_objects(content_of(files, FILE), name=FILE)
    periods = {one.name: one for one in objects if one.kind == "TimePeriod"}
    users = {one.name: one for one in objects if one.kind == "User"}
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    for user in users.values():
        for role in (ids_of(group)[0] for group in user.names("groups")):
            period = periods[str(user.value("period"))]
            if ids_of(user.name)[-1] == FALLBACK:
                fallbacks.append((role, user.template))
                _require_all_excluded(period, role, users)
            else:
                turns += [Turn(role, start, end, user.template) for start, end in _spans(period)]
    notifications = [one for one in objects if one.kind == "Notification"]
    chains = (
        _chain(chain, [one for one in notifications if one.assigned == chain], users)
        for chain in dict.fromkeys(one.assigned for one in notifications)
    )
    return Reading(SYSTEM, tuple(sorted(turns)), tuple(sorted(fallbacks)), tuple(chains))


def _require_all_excluded(period: IcingaObject, role: str, users: Mapping[str, IcingaObject]) -> None:
    for user in users.values():
        other = str(user.value("period"))
        mine = object_name(role) in user.names("groups") and other != period.name
        if mine and (other not in period.names("excludes") or period.value("prefer_includes") is not False):
            raise _broken(f"the fallback is on beside `{other}`")


def _spans(period: IcingaObject) -> tuple[Span, ...]:
    try:
        return joined(
            DayPart(date.fromisoformat(day), *(minute_of(clock) for clock in part.split("-"))).span
            for day, parts in period.entries("ranges")
            if _DATE.fullmatch(day)
            for part in parts.split(",")
        )
    except (TypeError, ValueError) as error:
        raise _broken(f"a period cannot be read: {error}") from None


def _chain(name: str, steps: Sequence[IcingaObject], users: Mapping[str, IcingaObject]) -> ReadChain:
    read_steps: list[ReadStep] = []
    before = 0
    for step in steps:
        wait = step.value("vars.rota_wait_minutes")
        if not isinstance(wait, int) or step.value("times.begin") != before * 60:
            raise _broken(f"`{step.name}` does not begin {before} minutes after the alert")
        read_steps.append(ReadStep(tuple(_targets(step, users)), wait))
        before += wait
    once = all(step.value("interval") == 0 for step in steps)
    return ReadChain(name, tuple(read_steps), 0 if once else None)


def _targets(
    step: IcingaObject, users: Mapping[str, IcingaObject]
) -> Iterator[tuple[Literal["role", "person"], str]]:
    for group in step.names("user_groups"):
        yield "role", ids_of(group)[0]
    for user in step.names("users"):
        yield "person", users[user].template


def _broken(message: str) -> InputError:
    return InputError([Fault(FILE, 0, 0, message, "export again")])
