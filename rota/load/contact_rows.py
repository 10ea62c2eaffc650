"""A history file's rows: counts by interval, or a log with one timestamp a line; with or without a header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.instants import stamp_of
from rota.load.source import did_you_mean, read_source
from rota.load.table import Row, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.errors import Fault
    from rota.load.source import Source

COUNTS = ("contacts", "y", "count", "calls", "volume")
TIMES = ("start", "ds", "time", "timestamp", "opened_at", "created_at", "arrived_at", "datetime", "date")
QUEUES = ("queue", "unique_id")
NO_COLUMN = ""


@dataclass(frozen=True)
class ContactRows:
    """The table, and which of its columns tells what; a log has no `count`, one queue needs no `queue`."""

    table: Table
    time: str
    queue: str
    count: str

    @property
    def is_log(self) -> bool:
        """Whether each row is one contact."""
        return self.count == NO_COLUMN


def read_rows(path: str, content: bytes, *, time: str = "", queue: str = "") -> ContactRows:
    """The rows; `time` and `queue` name columns where they are not called as usual.

    Raises InputError where the columns are of no use; faults of single rows stay with the table.
    """
    source = read_source(path, content)
    table = _headless(source) or read_table(source, required=())
    faults: list[Fault] = []
    for asked in (time, queue):
        if asked and asked not in table.columns:
            help_text = did_you_mean(asked, table.columns) or f"columns: {', '.join(table.columns)}"
            faults.append(source.fault(f"there is no column `{asked}`", line=1, help=help_text))
    if faults:
        raise InputError(faults)
    names = {column.casefold(): column for column in table.columns}
    found = ContactRows(
        table,
        time or _first(names, TIMES) or _with_stamps(table),
        queue or _first(names, QUEUES),
        NO_COLUMN if time and not _first(names, COUNTS) else _first(names, COUNTS),
    )
    if not found.time:
        help_text = "give columns `start,queue,contacts` or `ds,y`, or a timestamp a line"
        raise InputError([source.fault("no column holds timestamps", line=1, help=help_text)])
    if not table.rows:
        raise InputError([source.fault("the file has no line but its header")])
    return found


def _headless(source: Source) -> Table | None:
    """A table of the columns `time` and `queue` where the first line already is a contact."""
    numbered = [(number, line) for number, line in enumerate(source.lines, start=1) if line.strip()]
    if not numbered:
        return None
    delimiter = ";" if numbered[0][1].count(";") > numbered[0][1].count(",") else ","
    if stamp_of(numbered[0][1].split(delimiter)[0].strip().strip('"')) is None:
        return None
    width = 2 if delimiter in numbered[0][1] else 1
    columns = ("time", "queue")[:width]
    rows = []
    for number, line in numbered:
        cells = [cell.strip().strip('"') for cell in line.split(delimiter)]
        rows.append(Row(number, dict(zip(columns, [*cells, *[""] * width], strict=False))))
    return Table(source, delimiter, columns, tuple(rows), ())


def _first(names: dict[str, str], wanted: Sequence[str]) -> str:
    return next((names[name] for name in wanted if name in names), NO_COLUMN)


def _with_stamps(table: Table) -> str:
    """The first column whose first cell is a timestamp."""
    cells = table.rows[0].cells if table.rows else {}
    return next((column for column, cell in cells.items() if stamp_of(cell) is not None), NO_COLUMN)
