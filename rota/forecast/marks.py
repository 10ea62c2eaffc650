"""Days out of the ordinary: in which group each is, and what the lead says of it.

Groups: `closed` (hardly anything arrives), `reduced` (a public holiday), `eve` and `after` (the days
beside one), `ignore` (an outage, a storm, a campaign that will not come again: nothing is learned from it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rota.holiday import Holiday

Group = Literal["closed", "reduced", "eve", "after", "ignore", "normal"]
GROUPS: tuple[Group, ...] = ("closed", "reduced", "eve", "after", "ignore", "normal")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a day is, for all queues or for one; a `factor` on the ordinary day replaces the learned one."""

    day: date
    group: Group
    queue: str = ""
    factor: float | None = None
    note: str = ""


def marks_of(holidays: Iterable[Holiday], own: Iterable[Mark] = ()) -> tuple[Mark, ...]:
    """The marks of a calendar, and the lead's own, which replace them; by day and queue.

    A public holiday is `reduced`, the day before `eve`, the day after `after`, where these are no
    holidays themselves; a day after one holiday and before another is an eve.
    """
    calendar = list(holidays)
    public = {holiday.day: holiday.name for holiday in calendar if holiday.kind == "public"}
    found: dict[date, Mark] = {}
    for day, name in sorted(public.items()):
        found.setdefault(day + DAY, Mark(day + DAY, "after", note=f"day after {name}"))
    for day, name in sorted(public.items()):
        found[day - DAY] = Mark(day - DAY, "eve", note=f"eve of {name}")
    for holiday in calendar:
        if holiday.kind == "eve":
            found[holiday.day] = Mark(holiday.day, "eve", note=holiday.name)
    found |= {day: Mark(day, "reduced", note=name) for day, name in public.items()}
    given = list(own)
    everywhere = {mark.day for mark in given if not mark.queue}
    kept = [mark for day, mark in found.items() if day not in everywhere]
    return tuple(sorted([*kept, *given], key=lambda mark: (mark.day, mark.queue)))


def marks_for(queue: str, marks: Iterable[Mark]) -> dict[date, Mark]:
    """The mark of each day for a queue: its own before that of all queues; `normal` days have none."""
    found: dict[date, Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.queue == queue):
        if mark.queue in ("", queue):
            found[mark.day] = mark
    return {day: mark for day, mark in found.items() if mark.group != "normal"}
