"""The whole store as plain text, JSON that fits in git: a line a row, and a line for each line of a roster.

Every table is written as it is, rows by their keys, so that equal stores give equal text and a further
publication adds lines and changes none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rota.errors import Fault, InputError
from rota.store.database import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

FORMAT = "rota-store-1"
Value = str | int | float | bytes | None
"""What SQLite holds in a cell."""


class Entry(BaseModel):
    """What the objects of the file have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Lines(Entry):
    """A text of several lines."""

    lines: Annotated[list[str], Field(min_length=2)]


class Octets(Entry):
    """Bytes, as hexadecimal digits."""

    hex: Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$")]


Cell = str | int | float | Lines | Octets | None


class StoreFile(Entry):
    """The whole file: the version of the schema, and by table its rows, each by column."""

    format: Literal["rota-store-1"]
    schema_version: Annotated[int, Field(ge=1)]
    tables: dict[str, list[dict[str, Cell]]]


def write(connection: sqlite3.Connection) -> Iterator[str]:
    """The text, piece by piece."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    yield f'{{\n"format": {json.dumps(FORMAT)},\n"schema_version": {version},\n"tables": {{'
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = connection.execute(tables).fetchall()
    between = "\n"
    for (name,) in names:
        yield f"{between}{json.dumps(name)}: ["
        yield from _rows(connection, name)
        yield "]"
        between = ",\n"
    yield "\n}\n}\n"


def read(text: str, *, name: str) -> StoreFile:
    """The file that the text holds; raises InputError where it is none."""
    try:
        return StoreFile.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        message = f"this is no export of a store: {f'`{place}`: ' if place else ''}{first['msg'].lower()}"
        raise InputError([Fault(name, 0, 0, message, "write one with `rota store export`")]) from None


def values_of(row: Mapping[str, Cell]) -> Mapping[str, Value]:
    """The cells of a row as SQLite holds them."""
    return {column: _value(cell) for column, cell in row.items()}


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({quoted(table)})")]
    order = ", ".join(str(place) for place in range(1, len(columns) + 1))
    named = ", ".join(map(quoted, columns))
    between = "\n"
    for row in connection.execute(f"SELECT {named} FROM {quoted(table)} ORDER BY {order}"):
        cells = (f"{json.dumps(column)}: {_cell(value)}" for column, value in zip(columns, row, strict=True))
        yield f"{between}{{{', '.join(cells)}}}"
        between = ",\n"


def _cell(value: Value) -> str:
    if isinstance(value, bytes):
        return json.dumps({"hex": value.hex()})
    if isinstance(value, str) and "\n" in value:
        lines = ",\n".join(_text(line) for line in value.split("\n"))
        return f'{{"lines": [\n{lines}]}}'
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _value(cell: Cell) -> Value:
    if isinstance(cell, Lines):
        return "\n".join(cell.lines)
    return bytes.fromhex(cell.hex) if isinstance(cell, Octets) else cell
