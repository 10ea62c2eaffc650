"""Grafana OnCall and Grafana Cloud IRM: a calendar of each role, in the dialect that their import reads.

SUMMARY is `[L1] user` and nothing else names anybody: DESCRIPTION and ATTENDEE would be read as users. Of
events at once those of the highest level count, so `[L0]` is the base layer: the fallback, daily, without
an end. Where Grafana knows no user of an `[L1]` event's name, it takes the base layer.

Instants are in UTC, without X-WR-TIMEZONE: with TZID a turn over the spring change was seen to lose an
hour (github.com/grafana/oncall/issues/5455); events of whole days are shown as gaps (issue 576). A
UID like `word-1-word` belongs to Grafana's own exports, and such events are merged, so ours holds no
hyphen. It is a digest of all that the event says: Grafana takes an event for unchanged while UID and
SEQUENCE are, so a turn that changes has another UID (engine/apps/schedules of grafana/oncall).

Primary and secondary are two calendars for two schedules: levels replace each other. A calendar has no
place for escalations; `grafana-terraform` has.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vText

from exports.ics_text import plain
from exports.instant import instant_text
from exports.json_layout import line_of
from exports.pager_index import index_file, read_index
from exports.pager_names import identifier
from exports.paging_model import content_of
from exports.paging_turns import keyed_turns
from rota.errors import Fault, InputError
from rota.localtime import DAY
from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.plan import PagingPlan

SYSTEM = "grafana"
PRODUCT = "-//rota//grafana//EN"

_EVENTS = UUID("0a2f3c77-7f52-5d19-9a3e-6c1b8f4d2e05")
"""The name space of the UIDs: any constant serves, and none may ever change."""

_SUMMARY = re.compile(r"\[L([01])\] (\S.*)", re.DOTALL)
_MISREAD = {"ATTENDEE", "DESCRIPTION"}
_LEVEL = re.compile(r"\s*\[L\d+\]")


def write(plan: PagingPlan) -> dict[str, bytes]:
    """`<role>_<digest>.ics` of each role, and `index.json`.

    Raises InputError for agents without an id, and for ids that a calendar cannot say.
    """
    ids = plan.ids_in(SYSTEM)
    _require_sayable(ids)
    names = {role: f"{identifier(role)}.ics" for role in plan.roles}
    return {
        **{names[role]: _calendar(plan, role, ids) for role in plan.roles},
        **index_file(plan, SYSTEM, schedules=names, escalations=[]),
    }


def read(files: Mapping[str, bytes]) -> Reading:
    """What Grafana reads in the calendars; raises InputError for an event that it would misread."""
    turns: list[Turn] = []
    fallbacks: list[tuple[str, str]] = []
    for entry in read_index(files).roles:
        name = entry.schedule
        try:
            events = Calendar.from_ical(content_of(files, name)).walk("VEVENT")
            said = [_level_and_turn(event, entry.role, name) for event in events if isinstance(event, Event)]
        except ValueError as error:
            raise InputError([Fault(name, 0, 0, f"not a calendar that can be read: {error}")]) from None
        fallbacks += [(entry.role, turn.person) for level, turn in said if level == 0]
        turns += [turn for level, turn in said if level == 1]
    return Reading(SYSTEM, tuple(sorted(turns)), tuple(sorted(fallbacks)))


def _require_sayable(ids: Mapping[str, str]) -> None:
    faults = [
        Fault(
            "",
            0,
            0,
            f"the id of agent `{agent}` in grafana, {line_of(id)}, cannot be said in a calendar",
            "give the user's name or e-mail address as Grafana shows it",
        )
        for agent, id in ids.items()
        if plain(id) != id or _LEVEL.match(id)
    ]
    if faults:
        raise InputError(faults)


def _calendar(plan: PagingPlan, role: str, ids: Mapping[str, str]) -> bytes:
    calendar = Calendar()
    calendar["VERSION"], calendar["PRODID"] = vText("2.0"), vText(PRODUCT)
    begins = max(plan.start, plan.since)
    base = _event(plan, role, begins, begins + DAY, f"[L0] {ids[plan.fallback]}")
    base.add("RRULE", {"FREQ": "DAILY"})
    calendar.add_component(base)
    for keyed in keyed_turns(plan, role):
        turn = keyed.turn
        calendar.add_component(_event(plan, role, turn.start, turn.end, f"[L1] {ids[turn.person]}"))
    content: bytes = calendar.to_ical()
    return content


def _event(plan: PagingPlan, role: str, start: datetime, end: datetime, summary: str) -> Event:
    said = [plan.team, role, instant_text(start), instant_text(end), summary]
    return Event.new(
        uid=f"rota.{uuid5(_EVENTS, line_of(said)).hex}",
        start=start,
        end=end,
        summary=summary,
        sequence=0,
        stamp=plan.start,
    )


def _level_and_turn(event: Event, role: str, name: str) -> tuple[int, Turn]:
    """Level 0 is the base layer, which repeats daily; raises InputError for what Grafana would misread."""
    summary = str(event.get("SUMMARY", ""))
    found = _SUMMARY.fullmatch(summary)
    start, end = _instant(event.start, name), _instant(event.end, name)
    repeats = dict(event.get("RRULE", {}))
    wanted = {"FREQ": ["DAILY"]} if found and found[1] == "0" else {}
    if not found or repeats != wanted or _MISREAD & event.keys() or (repeats and end - start != DAY):
        raise InputError([Fault(name, 0, 0, f"grafana would misread the event `{summary}`", "export again")])
    return int(found[1]), Turn(role, start, end, found[2])


def _instant(time: object, name: str) -> datetime:
    if isinstance(time, datetime) and time.tzname() == "UTC":
        return time.astimezone(UTC)
    raise InputError([Fault(name, 0, 0, f"`{time}` is no instant in UTC", "export again")])
