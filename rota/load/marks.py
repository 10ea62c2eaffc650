"""marks.csv: what the lead knows of days, columns `day,kind` and `queue`, `factor`, `note` where wanted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.forecast.marks import GROUPS, Mark
from rota.load.forecast_numbers import number
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table

if TYPE_CHECKING:
    from collections.abc import Collection

    from rota.errors import Fault
    from rota.load.table import Row, Table

OPTIONAL = ("queue", "factor", "note")


def read_marks(path: str, content: bytes, *, queues: Collection[str] = ()) -> tuple[Mark, ...]:
    """The marks by day and queue; raises InputError with every fault. No queues: any name will do."""
    table = read_table(read_source(path, content), required=("day", "kind"), optional=OPTIONAL)
    faults = list(table.faults)
    marks: dict[tuple[date, str], Mark] = {}
    for row in table.rows:
        day = _day(row["day"])
        group = next((group for group in GROUPS if group == row["kind"]), None)
        queue = row["queue"] if "queue" in table.columns else ""
        wrong = list(_faults(table, row, queue, queues))
        factor = number(row["factor"])[0] if "factor" in table.columns and row["factor"] else None
        if (day, queue) in marks:
            wrong.append(table.fault(row, "day", f"{row['day']} is marked twice"))
        if day and group and not wrong:
            note = row["note"] if "note" in table.columns else ""
            marks[day, queue] = Mark(day, group, queue, factor, note)
        faults += wrong
    if faults:
        raise InputError(faults)
    return tuple(marks[key] for key in sorted(marks))


def _faults(table: Table, row: Row, queue: str, queues: Collection[str]) -> list[Fault]:
    faults: list[Fault] = []
    if _day(row["day"]) is None:
        help_text = "write the date as 2027-03-07"
        faults.append(table.fault(row, "day", f"`{row['day']}` is not a date", help=help_text))
    if row["kind"] not in GROUPS:
        help_text = did_you_mean(row["kind"], GROUPS) or f"one of {', '.join(GROUPS)}"
        faults.append(table.fault(row, "kind", f"unknown kind `{row['kind']}`", help=help_text))
    if queue and queues and queue not in queues:
        help_text = did_you_mean(queue, queues)
        faults.append(table.fault(row, "queue", f"unknown queue `{queue}`", help=help_text))
    if "factor" in table.columns and row["factor"]:
        _, message, help_text = number(row["factor"], called="factor")
        if message:
            faults.append(table.fault(row, "factor", message, help=help_text))
    return faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2027-03-07") else None
    except ValueError:
        return None
