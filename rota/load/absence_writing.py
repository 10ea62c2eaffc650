"""Absences that become known later, as lines of availability/absences.csv; what stands there stays."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.load.source import decode, read_source
from rota.load.table import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

COLUMNS = ("agent", "first_day", "last_day")
FURTHER = ("from", "to", "leave")


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Whole local days of an agent, the last included; with `begins`, a wall clock, only from then on.

    Without `leave` they take nothing off what the contract owes.
    """

    agent: str
    first_day: date
    last_day: date
    begins: str = ""
    leave: bool = True

    @property
    def text(self) -> str:
        """The line in words: `ana, 2027-03-09 to 2027-03-10, from 14:00`."""
        begins = f", from {self.begins}" if self.begins else ""
        return (
            f"{self.agent}, {self.first_day} to {self.last_day}{begins}{'' if self.leave else ', no leave'}"
        )

    def cells(self) -> dict[str, str]:
        """The line by column."""
        clocks = {"from": self.begins, "to": "24:00"} if self.begins else {}
        days = {"first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}
        leave = {} if self.leave else {"leave": "no"}
        return {"agent": self.agent, **days, **clocks, **leave}


def with_lines(path: str, content: bytes, lines: Sequence[AbsenceLine]) -> bytes:
    """The file with these lines at its end, and with the columns that they need and it lacks.

    Raises InputError where the file is no such list.
    """
    needed = [name for name in FURTHER if any(name in line.cells() for line in lines)]
    if not content.strip():
        content = (",".join((*COLUMNS, *needed)) + "\n").encode()
    table = read_table(read_source(path, content), required=COLUMNS, optional=FURTHER)
    text, columns = decode(path, content), table.columns
    ending = "\r\n" if "\r\n" in text else "\n"
    missing = tuple(name for name in needed if name not in columns)
    if missing:
        text, columns = _widened(text, table.delimiter, missing, ending), (*columns, *missing)
    if not text.endswith(("\n", "\r")):
        text += ending
    added = io.StringIO()
    writer = csv.DictWriter(added, columns, restval="", delimiter=table.delimiter, lineterminator=ending)
    writer.writerows(line.cells() for line in lines)
    return (text + added.getvalue()).encode()


def _widened(text: str, delimiter: str, columns: Sequence[str], ending: str) -> str:
    """Further columns at the end of each line, the first of which is the header."""
    lines = [line.rstrip() for line in text.splitlines()]
    first = next(number for number, line in enumerate(lines) if line)
    empty = delimiter * len(columns)
    wider = [
        line + (delimiter + delimiter.join(columns) if number == first else empty) if line else line
        for number, line in enumerate(lines)
    ]
    return ending.join(wider) + ending
