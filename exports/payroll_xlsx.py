"""Hours for a payroll as XLSX (ECMA-376): a sheet of totals, one of shifts; equal hours, equal bytes.

Every text is written as text: no cell is a formula, whatever it begins with.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]  # it ships no types; what is read is narrowed below

from exports.inert import bare
from exports.payroll import COLUMNS, HOURS, rows
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exports.payroll import Row
    from rota.payroll import PayLine

TOTALS, SHIFTS = "Totals", "Shifts"
WIDEST, NARROWEST = 34, 9
# A file of the format says when it was written; with the clock's time no two would be equal.
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  openpyxl takes it for UTC
ZIPPED = (1980, 1, 1, 0, 0, 0)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0, section 2.2, has no place for."""


def write(lines: Sequence[PayLine]) -> bytes:
    """The workbook."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = MADE
    every = list(rows(lines))
    book.active.title = TOTALS
    _fill(book.active, (row for row in every if row[0] != "shift"))
    _fill(book.create_sheet(SHIFTS), (row for row in every if row[0] == "shift"))
    written = io.BytesIO()
    book.save(written)
    return _undated(written.getvalue())


def read(content: bytes, *, name: str = "payroll.xlsx") -> tuple[Row, ...]:
    """The rows of both sheets, shifts first, texts as they were; raises InputError for another workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    if book.sheetnames != [TOTALS, SHIFTS]:
        raise InputError([Fault(name, 0, 0, f"the sheets are not `{TOTALS}` and `{SHIFTS}`")])
    found: list[Row] = []
    for title in (SHIFTS, TOTALS):
        head, *table = book[title].iter_rows(values_only=True)
        if head != COLUMNS:
            raise InputError([Fault(name, 1, 1, f"unknown columns in `{title}`")])
        for cells in table:
            texts = [bare(str(cell or "")) for cell in cells[: -len(HOURS)]]
            hours = [
                Decimal(str(cell)).quantize(Decimal("0.0001")).normalize() for cell in cells[-len(HOURS) :]
            ]
            found.append((*texts, *hours))
    return tuple(found)


def _fill(sheet: openpyxl.worksheet.worksheet.Worksheet, table: Iterable[Row]) -> None:
    """Head and rows; texts are texts, hours numbers with two places shown."""
    widths = [len(name) for name in COLUMNS]
    for column, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, column, name).font = openpyxl.styles.Font(bold=True)
    for number, row in enumerate(table, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(value, Decimal):
                cell.value, cell.number_format = float(value), "#,##0.00"
            elif value:
                cell.value = _UNWRITABLE.sub("\ufffd", value)
                cell.data_type = "s"
            widths[column - 1] = max(widths[column - 1], len(str(value)))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = min(
            WIDEST, max(NARROWEST, width + 2)
        )
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions


def _undated(content: bytes) -> bytes:
    """The same parts in an archive whose entries carry no time of writing."""
    undated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(undated, "w") as made:
        for entry in given.infolist():
            part = zipfile.ZipInfo(entry.filename, ZIPPED)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, given.read(entry))
    return undated.getvalue()
