"""history.csv: who worked what in the days before the horizon, so that rest and runs carry over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.build import shift_on
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table
from rota.load.words import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.errors import Fault
    from rota.load.table import Row, Table
    from rota.load.team import TeamPart
    from rota.problem import Cell
    from rota.shift import Shift


@dataclass(frozen=True)
class Past:
    """What was worked before the horizon: the shifts by start and id, and who was on them."""

    shifts: tuple[Shift, ...] = ()
    cells: frozenset[Cell] = frozenset()


def read_history(path: str, content: bytes, *, team: TeamPart, start: datetime) -> Past:
    """Rows `agent,shift,day`; shifts that begin at or after `start` are no history and left out.

    Raises InputError with every row that names an unknown agent or template, or no ISO date.
    """
    table = read_table(read_source(path, content), required=("agent", "shift", "day"))
    faults = list(table.faults)
    templates = {part.id: part for part in team.shifts}
    shifts: dict[str, Shift] = {}
    cells: set[Cell] = set()
    for row in table.rows:
        faults += _unknown(table, row, "agent", (part.id for part in team.agents))
        faults += _unknown(table, row, "shift", templates)
        day = _day(row["day"])
        if day is None:
            help_text = "write the date as 2027-03-07"
            faults.append(table.fault(row, "day", f"`{row['day']}` is not a date", help=help_text))
        elif row["shift"] in templates:
            shift = shift_on(templates[row["shift"]], day, team.zone)
            if shift.start < min(start, shift.end):
                shifts[shift.id] = shift
                cells.add((row["agent"], shift.id))
    if faults:
        raise InputError(faults)
    return Past(tuple(sorted(shifts.values(), key=lambda shift: (shift.start, shift.id))), frozenset(cells))


def _unknown(table: Table, row: Row, column: str, known: Iterable[str]) -> list[Fault]:
    names = list(known)
    if row[column] in names:
        return []
    message = f"unknown {column} `{row[column]}`"
    return [table.fault(row, column, message, help=did_you_mean(row[column], names))]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
