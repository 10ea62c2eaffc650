"""headcount.csv: how many agents each shift wants on each day, and what one missing or too many costs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table
from rota.problem import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.errors import Fault
    from rota.load.table import Row, Table
    from rota.load.team import ShiftPart
    from rota.shift import Shift

MOST = 1_000_000
"""Agents or points beyond which a number is a slip of the pen."""


def read_headcount(
    path: str, content: bytes, *, templates: Mapping[str, ShiftPart], shifts: tuple[Shift, ...]
) -> tuple[Wanted, ...]:
    """Rows `shift,day,agents`, with prices `under` and `over` where given, in the order of the shifts.

    Days outside the horizon, that of `shifts`, are left out. Raises InputError with every row that names
    an unknown template, a day on which it does not start, a shift named before, or no whole number.
    """
    required, optional = ("shift", "day", "agents"), ("under", "over")
    table = read_table(read_source(path, content), required=required, optional=optional)
    faults = list(table.faults)
    seen: dict[str, int] = {}
    found: dict[str, Wanted] = {}
    coming = {shift.id: shift for shift in shifts}
    for row in table.rows:
        day, wrong = _day(table, row)
        wrong += _unknown(table, row, templates)
        numbers = [_number(table, row, column, wrong) for column in ("agents", "under", "over")]
        if wrong or day is None:
            faults += wrong
            continue
        shift_id = f"{row['shift']}@{day.isoformat()}"
        faults += _impossible(table, row, day, templates[row["shift"]])
        if shift_id in seen:
            message = f"{row['shift']} of {day} is on line {seen[shift_id]} already"
            faults.append(table.fault(row, "shift", message))
        seen.setdefault(shift_id, row.line)
        if shift_id in coming:
            found[shift_id] = Wanted(shift_id, numbers[0] or 0, numbers[1], numbers[2])
    if faults:
        raise InputError(faults)
    return tuple(found[shift.id] for shift in shifts if shift.id in found)


def _unknown(table: Table, row: Row, templates: Mapping[str, ShiftPart]) -> list[Fault]:
    if row["shift"] in templates:
        return []
    message = f"unknown shift `{row['shift']}`" if row["shift"] else "the shift is missing"
    return [table.fault(row, "shift", message, help=did_you_mean(row["shift"], templates))]


def _day(table: Table, row: Row) -> tuple[date | None, list[Fault]]:
    text = row["day"]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text), []
    except ValueError:
        pass
    message = f"`{text}` is not a date" if text else "the day is missing"
    return None, [table.fault(row, "day", message, help="write the date as 2027-03-07")]


def _number(table: Table, row: Row, column: str, faults: list[Fault]) -> int | None:
    """A whole number from 0; None for an empty price."""
    text = row.cells.get(column, "")
    if not text and column != "agents":
        return None
    if re.fullmatch(r"[0-9]{1,7}", text) and int(text) <= MOST:
        return int(text)
    shown = f"`{text}`" if text else "empty"
    message = f"`{column}` is {shown}, a whole number from 0 to {MOST} is expected"
    faults.append(table.fault(row, column, message))
    return None


def _impossible(table: Table, row: Row, day: date, template: ShiftPart) -> list[Fault]:
    if template.starts_on(day):
        return []
    message = f"shift `{template.id}` does not start on {day:%a} {day}"
    return [table.fault(row, "day", message, help="see the shift's `days` and `dates`")]
