"""Hard rules and cost of a roster of a staff scheduling instance, straight from the format's description.

It shares nothing with `rota` but the reader of the file: what both say of a roster is compared.
A roster maps (employee, day) to the types worked on that day.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nrp24_format import Employee, Instance

    Worked = Mapping[tuple[str, int], tuple[str, ...]]

SATURDAY, SUNDAY = 5, 6


def cost(instance: Instance, worked: Worked) -> int:
    """Requests not met, and employees missing or too many, by their weights."""
    there = Counter((day, shift) for (_, day), shifts in worked.items() for shift in shifts)
    total = 0
    for request in instance.on_requests:
        if request.shift not in worked.get((request.employee, request.day), ()):
            total += request.weight
    for request in instance.off_requests:
        if request.shift in worked.get((request.employee, request.day), ()):
            total += request.weight
    for cover in instance.cover:
        count = there[cover.day, cover.shift]
        total += cover.under * max(0, cover.wanted - count) + cover.over * max(0, count - cover.wanted)
    return total


def broken(instance: Instance, worked: Worked) -> set[tuple[str, str]]:
    """The hard rules that are broken, as (employee, what)."""
    return {
        (employee.id, what) for employee in instance.staff for what in _broken_by(instance, employee, worked)
    }


def _broken_by(instance: Instance, employee: Employee, worked: Worked) -> Iterator[str]:
    line = [worked.get((employee.id, day), ()) for day in range(instance.days)]
    minutes = {shift.id: shift.minutes for shift in instance.shifts}
    never_next = {shift.id: shift.forbidden_next for shift in instance.shifts}
    if any(len(shifts) > 1 for shifts in line):
        yield "one shift a day"
    for today, tomorrow in pairwise(line):
        if any(later in never_next[earlier] for earlier in today for later in tomorrow):
            yield "forbidden next"
    counts = Counter(shift for shifts in line for shift in shifts)
    if any(counts[shift] > most for shift, most in employee.max_shifts.items()):
        yield "max shifts"
    total = sum(minutes[shift] * count for shift, count in counts.items())
    if total > employee.max_minutes:
        yield "max minutes"
    if total < employee.min_minutes:
        yield "min minutes"
    if any(line[day] for day in employee.days_off):
        yield "day off"
    weekends = {day // 7 for day, shifts in enumerate(line) if shifts and day % 7 in (SATURDAY, SUNDAY)}
    if len(weekends) > employee.max_weekends:
        yield "max weekends"
    yield from _broken_blocks(employee, [bool(shifts) for shifts in line])


def _broken_blocks(employee: Employee, works: list[bool]) -> Iterator[str]:
    begins = 0
    for working, group in groupby(works):
        length = len(list(group))
        inside = begins > 0 and begins + length < len(works)
        begins += length
        if working and length > employee.max_days_in_a_row:
            yield "max days in a row"
        if working and inside and length < employee.min_days_in_a_row:
            yield "min days in a row"
        if not working and inside and length < employee.min_days_off_in_a_row:
            yield "min days off in a row"
