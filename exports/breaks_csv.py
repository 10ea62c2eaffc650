"""Pauses and activities inside shifts as CSV: instants in UTC by RFC 3339, quoted by RFC 4180."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from exports.inert import bare, inert
from exports.instant import instant_of, instant_text
from rota.breaks.rules import Pause
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS = ["start", "end", "agent", "shift", "about", "paid"]
EXPECTED = f"begin with the line `{','.join(COLUMNS)}`, as `rota breaks` writes it"


def write(pauses: Iterable[Pause]) -> bytes:
    """One line a pause, by start and agent, in UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pause in sorted(pauses):
        names = [inert(pause.agent), inert(pause.shift), inert(pause.about)]
        paid = "yes" if pause.paid else "no"
        writer.writerow([instant_text(pause.start), instant_text(pause.end), *names, paid])
    return text.getvalue().encode()


def read(content: bytes, *, name: str = "breaks.csv") -> tuple[Pause, ...]:
    """What `write` wrote; raises InputError with every fault, `name` is what messages call the file."""
    try:
        reader = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError:
        raise InputError([Fault(name, 0, 0, "the file is not UTF-8 text")]) from None
    header = next(reader, [])
    if header != COLUMNS:
        raise InputError([Fault(name, 1, 1, f"the columns are `{','.join(header)}`", EXPECTED)])
    pauses: list[Pause] = []
    faults: list[Fault] = []
    for row in reader:
        try:
            pauses.append(_pause(row))
        except ValueError as error:
            faults.append(Fault(name, reader.line_num, 1, str(error)))
    if faults:
        raise InputError(faults)
    return tuple(sorted(pauses))


def _pause(row: Sequence[str]) -> Pause:
    if len(row) != len(COLUMNS) or row[5] not in ("yes", "no"):
        raise ValueError(f"the line has {len(row)} cells, or something but `yes` or `no` as the last")
    start, end = instant_of(row[0]), instant_of(row[1])
    if end <= start:
        raise ValueError("the break ends before it begins")
    return Pause(start, end, bare(row[2]), bare(row[3]), bare(row[4]), row[5] == "yes")
