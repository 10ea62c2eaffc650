"""The roster as a grid: a row an agent, a column a day of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.ics_text import name_of
from rota.feeds.views import Chip, day_text, label_of, look_of
from rota.localtime import DAY, local_day, zone_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.roster import Roster

WEEKS = 5
SHORT = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A day: how it is headed, and how it is told from others."""

    weekday: str
    number: str
    name: str
    weekend: bool
    monday: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An agent, with the shifts that begin on each day."""

    name: str
    cells: tuple[tuple[Chip, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns, rows, and what the short labels stand for."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Chip, ...]


def sheet_of(roster: Roster, monday: date, zone: str, now: datetime) -> Sheet:
    """So many weeks from a Monday on; a chip's label is short, its clock says the rest."""
    first = _first_monday(roster, monday, zone)
    days = [first + offset * DAY for offset in range(WEEKS * 7)]
    today = local_day(now, zone)
    shown = [shift for shift in roster.shifts if days[0] <= local_day(shift.start, zone) <= days[-1]]
    short = _short({label_of(shift) for shift in shown})
    cells: dict[tuple[str, date], list[Chip]] = {}
    looks: dict[str, str] = {}
    on = {shift.id: shift for shift in shown}
    for entry in roster.assignments:
        shift = on.get(entry.shift)
        if shift is not None:
            start, end = shift.start.astimezone(zone_of(zone)), shift.end.astimezone(zone_of(zone))
            text = f"{label_of(shift)}, {start:%H:%M}\u2013{end:%H:%M}"
            chip = Chip(look_of(shift, start, end), text, short[label_of(shift)])
            looks[label_of(shift)] = chip.kind
            cells.setdefault((entry.agent, start.date()), []).append(chip)
    rows = tuple(
        Row(name_of(member), tuple(tuple(cells.get((member.id, day), ())) for day in days))
        for member in roster.members
    )
    legend = tuple(Chip(looks[label], label, short[label]) for label in sorted(looks))
    return Sheet(tuple(_column(day, today) for day in days), rows, legend)


def _first_monday(roster: Roster, monday: date, zone: str) -> date:
    """`monday`, but where nothing begins in the weeks after it, the Monday of the first shift that comes."""
    coming = min(
        (day for shift in roster.shifts if (day := local_day(shift.start, zone)) >= monday), default=monday
    )
    return monday if coming < monday + WEEKS * 7 * DAY else coming - coming.weekday() * DAY


def _column(day: date, today: date) -> Column:
    return Column(
        f"{day:%a}"[:2], str(day.day), day_text(day), day.weekday() > 4, day.weekday() == 0, day == today
    )


def _short(labels: set[str]) -> dict[str, str]:
    """The shortest beginning that tells each label from the others; a number where none of SHORT does."""
    found: dict[str, str] = {}
    for label in sorted(labels):
        beginnings = [label[:length].capitalize() for length in range(1, SHORT + 1)]
        others = [other for other in labels if other != label]
        unique = (
            start
            for start in beginnings
            if start not in found.values()
            and not any(other.capitalize().startswith(start) for other in others)
        )
        number = next(n for n in range(1, len(labels) + 2) if f"{label[:1].upper()}{n}" not in found.values())
        found[label] = next(unique, f"{label[:1].upper()}{number}")
    return found
