"""Hours for a payroll as CSV: RFC 4180, UTF-8, columns as in `exports/payroll.py`."""

from __future__ import annotations

import csv
import io
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from exports.inert import bare
from exports.payroll import COLUMNS, HOURS, rows
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.payroll import Row
    from rota.payroll import PayLine


def write(lines: Sequence[PayLine]) -> bytes:
    """The table."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows(lines):
        table.writerow([f"{cell:f}" if isinstance(cell, Decimal) else cell for cell in row])
    return text.getvalue().encode()


def read(content: bytes, *, name: str = "payroll.csv") -> tuple[Row, ...]:
    """The rows of a table that `write` made, texts as they were; raises InputError for any other."""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    if not table or tuple(table[0]) != COLUMNS:
        raise InputError([Fault(name, 1, 1, "unknown columns", f"the header is `{','.join(COLUMNS)}`")])
    found: list[Row] = []
    for number, cells in enumerate(table[1:], start=2):
        try:
            texts, hours = cells[: -len(HOURS)], cells[-len(HOURS) :]
            found.append((*map(bare, texts), *map(Decimal, hours)))
        except InvalidOperation:
            raise InputError([Fault(name, number, 1, "an amount of hours is not a number")]) from None
    return tuple(found)
