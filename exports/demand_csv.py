"""Demand as CSV: `start,end,queue,agents`, instants in UTC by RFC 3339, quoted by RFC 4180."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

from exports.inert import bare, inert
from exports.instant import instant_text
from rota.errors import Fault, InputError
from rota.queue import Demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS = ["start", "end", "queue", "agents"]


def write(demand: Iterable[Demand]) -> bytes:
    """One line a demand, by start and queue, in UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in sorted(demand, key=lambda entry: (entry.start, entry.queue)):
        writer.writerow(
            [instant_text(entry.start), instant_text(entry.end), inert(entry.queue), entry.agents]
        )
    return text.getvalue().encode()


def read(content: bytes, *, name: str = "demand.csv") -> tuple[Demand, ...]:
    """What `write` wrote; instants may have any UTC offset.

    Raises InputError with every fault found; `name` is what messages call the file.
    """
    try:
        reader = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError:
        raise InputError([Fault(name, 0, 0, "the file is not UTF-8 text")]) from None
    header = next(reader, [])
    if header != COLUMNS:
        raise InputError([Fault(name, 1, 1, f"the columns are `{','.join(header)}`", _expected())])
    demand: list[Demand] = []
    faults: list[Fault] = []
    for row in reader:
        try:
            demand.append(_demand(row))
        except ValueError as error:
            faults.append(Fault(name, reader.line_num, 1, str(error), _expected()))
    if faults:
        raise InputError(faults)
    return tuple(sorted(demand, key=lambda entry: (entry.start, entry.queue)))


def _demand(row: Sequence[str]) -> Demand:
    if len(row) != len(COLUMNS):
        raise ValueError(f"the line has {len(row)} fields, {len(COLUMNS)} are expected")
    start, end = _instant(row[0]), _instant(row[1])
    if end <= start:
        raise ValueError(f"`{row[1]}` is not after `{row[0]}`")
    if not (row[3].isascii() and row[3].isdigit()):
        raise ValueError(f"`{row[3]}` is not a number of agents")
    return Demand(start, end, bare(row[2]), int(row[3]))


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is not an instant") from None
    if instant.tzinfo is None:
        raise ValueError(f"`{text}` has no UTC offset")
    return instant.astimezone(UTC)


def _expected() -> str:
    return f"expected `{','.join(COLUMNS)}`, say `2027-03-08T07:00:00Z,2027-03-08T07:30:00Z,phone,3`"
