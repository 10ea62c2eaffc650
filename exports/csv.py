"""One row an assignment, for spreadsheets and payrolls: RFC 4180, UTF-8.

Cells that a spreadsheet would run are made inert, see `exports/inert.py`; the reader undoes it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from exports.inert import bare, inert
from exports.instant import instant_of, instant_text
from rota.errors import Fault, InputError
from rota.localtime import hours_text, minutes_between, zone_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from rota.roster import Assignment, Roster

COLUMNS = (
    "shift_id",
    "template",
    "kind",
    "role",
    "agent",
    "name",
    "start_utc",
    "end_utc",
    "start_local",
    "end_local",
    "zone",
    "hours",
    "paid_hours",
)


_HOURS = re.compile(r"-?\d{1,9}(?:\.\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment as the table shows it: instants in UTC, `minutes` elapsed between them.

    `start_local` and `end_local` are the wall clock of `zone`, the agent's, with its offset from UTC.
    """

    shift: str
    template: str
    kind: str
    role: str
    agent: str
    name: str
    start: datetime
    end: datetime
    start_local: str
    end_local: str
    zone: str
    minutes: int
    paid_minutes: int


def write(roster: Roster) -> bytes:
    """The table of all assignments, by start, shift and agent."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for assignment in sorted(
        roster.assignments, key=lambda one: (roster.shift_of[one.shift].start, one.shift, one.agent)
    ):
        table.writerow([inert(cell) for cell in _cells(roster, assignment)])
    return text.getvalue().encode()


def read(content: bytes, *, name: str = "roster.csv") -> tuple[Row, ...]:
    """The rows of a table that `write` made; raises InputError for any other, with every bad row's line.

    `name` is what messages call the file.
    """
    lines = _lines(content, name)
    if not lines or tuple(lines[0][1]) != COLUMNS:
        raise InputError([Fault(name, 1, 1, "unknown columns", f"the header is `{','.join(COLUMNS)}`")])
    rows: list[Row] = []
    faults: list[Fault] = []
    for line, cells in lines[1:]:
        try:
            rows.append(_row([bare(cell) for cell in cells]))
        except ValueError as error:
            faults.append(Fault(name, line, 1, str(error)))
    if faults:
        raise InputError(faults)
    return tuple(rows)


def _lines(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The cells of each row, with the line on which the row ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Fault(name, 0, 0, "not UTF-8 text", "save the file as CSV UTF-8")]) from None
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(table.line_num, cells) for cells in table]
    except csv.Error as error:
        raise InputError([Fault(name, table.line_num, 1, f"broken row: {error}")]) from None


def _cells(roster: Roster, assignment: Assignment) -> tuple[str, ...]:
    shift, member = roster.shift_of[assignment.shift], roster.member_of[assignment.agent]
    return (
        shift.id,
        shift.template,
        shift.kind,
        shift.role,
        member.id,
        member.name,
        instant_text(shift.start),
        instant_text(shift.end),
        _local_text(shift.start, member.zone),
        _local_text(shift.end, member.zone),
        member.zone,
        _hours(shift.minutes),
        _hours(shift.paid_minutes),
    )


def _row(cells: Sequence[str]) -> Row:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells, {len(COLUMNS)} are required")
    cell = dict(zip(COLUMNS, cells, strict=True))
    row = Row(
        shift=cell["shift_id"],
        template=cell["template"],
        kind=cell["kind"],
        role=cell["role"],
        agent=cell["agent"],
        name=cell["name"],
        start=_instant("start_utc", cell),
        end=_instant("end_utc", cell),
        start_local=cell["start_local"],
        end_local=cell["end_local"],
        zone=cell["zone"],
        minutes=_minutes(cell["hours"]),
        paid_minutes=_minutes(cell["paid_hours"]),
    )
    _require_agreement(row)
    return row


def _instant(column: str, cell: Mapping[str, str]) -> datetime:
    try:
        return instant_of(cell[column])
    except ValueError as error:
        raise ValueError(f"`{column}` {error}") from None


def _require_agreement(row: Row) -> None:
    """The columns that follow from others do."""
    for instant, shown in ((row.start, row.start_local), (row.end, row.end_local)):
        if _local_text(instant, row.zone) != shown:
            raise ValueError(f"`{shown}` is not `{instant_text(instant)}` on the wall of `{row.zone}`")
    if row.end <= row.start:
        raise ValueError(
            f"`{instant_text(row.end)}` is the end, but the start is `{instant_text(row.start)}`"
        )
    elapsed = minutes_between(row.start, row.end)
    if row.minutes != elapsed:
        raise ValueError(f"{hours_text(row.minutes)} are given, {hours_text(elapsed)} pass from start to end")


def _local_text(instant: datetime, zone: str) -> str:
    return instant.astimezone(zone_of(zone)).isoformat()


def _hours(minutes: int) -> str:
    """Hours to four places, without needless zeros: sums of a month keep their minutes."""
    return f"{(Decimal(minutes) / 60).quantize(Decimal('0.0001')).normalize():f}"


def _minutes(hours: str) -> int:
    if not _HOURS.fullmatch(hours):
        raise ValueError(f"`{hours}` is not a number of hours")
    return int((Decimal(hours) * 60).to_integral_value())
