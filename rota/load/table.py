"""A CSV file with a header, as rows of named cells that know their places.

RFC 4180, with what spreadsheets make of it: `;` for `,`, blank lines, empty cells at the end of rows.
A cell does not reach over a line's end.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.source import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rota.errors import Fault
    from rota.load.source import Source


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `cells` by column, without white space around them."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class Table:
    """The rows that have the header's shape; `faults` tells of the others."""

    source: Source
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    def fault(self, row: Row, column: str, message: str, *, help: str = "") -> Fault:
        """A fault at a cell; at the whole line where the table has no such column."""
        places = cell_places(self.source.lines[row.line - 1], self.delimiter)
        if column not in self.columns:
            return self.source.fault(message, line=row.line, help=help)
        start, width = places[self.columns.index(column)]
        return self.source.fault(message, line=row.line, column=start + 1, width=width, help=help)


def read_table(source: Source, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a table; other columns are allowed. Raises InputError where the header is of no use."""
    numbered = [(number, line) for number, line in enumerate(source.lines, start=1) if line.strip()]
    if not numbered:
        raise InputError([source.fault("the file is empty", help=_header_help(required, optional))])
    number, header = numbered[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    columns = tuple(_split(header, delimiter) or [header.strip()])
    while len(columns) > 1 and not columns[-1]:
        columns = columns[:-1]
    faults = _header_faults(source, number, columns, delimiter, (*required, *optional), required)
    if faults:
        raise InputError(faults)
    rows: list[Row] = []
    for number, line in numbered[1:]:
        cells = _split(line, delimiter)
        wrong = _shape_fault(source, number, cells, len(columns), delimiter)
        if wrong:
            faults.append(wrong)
        elif cells and any(cells):
            rows.append(Row(number, dict(zip(columns, cells, strict=False))))
    return Table(source, delimiter, columns, tuple(rows), tuple(faults))


def cell_places(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a line begins (from 0) and how many characters it has, without white space."""
    places: list[tuple[int, int]] = []
    begin, quoted = 0, False
    for position, character in enumerate(line + delimiter):
        if character == '"':
            quoted = not quoted
        elif character == delimiter and (not quoted or position == len(line)):
            cell = line[begin:position]
            text = cell.strip()
            places.append((begin + (len(cell) - len(cell.lstrip()) if text else 0), max(1, len(text))))
            begin = position + 1
    return places


def _split(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line; None where a quote is not closed or text follows one."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        return None
    return [cell.strip() for cell in cells]


def _shape_fault(
    source: Source, number: int, cells: list[str] | None, width: int, delimiter: str
) -> Fault | None:
    if cells is None:
        column = source.lines[number - 1].index('"') + 1 if '"' in source.lines[number - 1] else 1
        return source.fault("a quote is not closed on its line", line=number, column=column)
    if len(cells) >= width and not any(cells[width:]):
        return None
    if not any(cells):
        return None
    start, length = cell_places(source.lines[number - 1], delimiter)[min(len(cells), width + 1) - 1]
    message = f"the row has {len(cells)} cell{'s' * (len(cells) != 1)}, the header has {width}"
    return source.fault(message, line=number, column=start + 1, width=length)


def _header_faults(
    source: Source,
    number: int,
    columns: tuple[str, ...],
    delimiter: str,
    known: Sequence[str],
    required: Sequence[str],
) -> list[Fault]:
    faults: list[Fault] = []
    missing = [name for name in known if name not in columns]
    for index, (start, width) in enumerate(cell_places(source.lines[number - 1], delimiter)[: len(columns)]):
        name = columns[index]
        near = did_you_mean(name, missing) if name not in known else ""
        if name and name in columns[:index]:
            message, near = f"column `{name}` is given twice", ""
        elif near:
            message = f"unknown column `{name}`"
        else:
            continue
        faults.append(source.fault(message, line=number, column=start + 1, width=width, help=near))
    helped = {fault.help for fault in faults}
    for name in missing:
        if name in required and f"did you mean `{name}`?" not in helped:
            help = _header_help(required, [one for one in known if one not in required])
            faults.append(source.fault(f"missing column `{name}`", line=number, help=help))
    return faults


def _header_help(required: Sequence[str], optional: Sequence[str]) -> str:
    if not required:
        return ""
    header = ",".join(required)
    return f"begin with the line `{header}`" + (f"; optional: `{','.join(optional)}`" if optional else "")
