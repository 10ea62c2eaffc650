"""The numbers of a forecast's row: contacts, quantiles of their rate, and how far off they may be."""

from __future__ import annotations

import re
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.errors import Fault
    from rota.load.table import Row, Table

SPREADS = ("spread", "day_spread")
_QUANTILE = re.compile(r"contacts_p(\d{1,2}(?:\.\d+)?)", re.ASCII)

Quantiles = tuple[tuple[float, float], ...]


def quantile_columns(columns: Sequence[str]) -> tuple[tuple[float, str], ...]:
    """The columns `contacts_p80`, `contacts_p97.5` of a table with their levels in (0, 1), ascending."""
    found = ((_QUANTILE.fullmatch(column), column) for column in columns)
    levels = ((float(match[1]) / 100, column) for match, column in found if match)
    return tuple(sorted((level, column) for level, column in levels if level > 0))


def read_numbers(table: Table, row: Row) -> tuple[float, Quantiles, tuple[float, float], list[Fault]]:
    """Contacts, quantiles, spread and day spread of a row, with what is wrong with them.

    What cannot be read is 0; a table without the columns of the spreads has none.
    """
    faults: list[Fault] = []

    def read(column: str) -> float:
        value, message, help = number(row[column], called=column)
        if message:
            faults.append(table.fault(row, column, message, help=help))
        return value

    contacts = read("contacts")
    quantiles = [(level, column, read(column)) for level, column in quantile_columns(table.columns)]
    spread, day_spread = (read(column) if column in table.columns else 0.0 for column in SPREADS)
    if not faults:
        faults += _disorder(table, row, quantiles)
    return contacts, tuple((level, value) for level, _, value in quantiles), (spread, day_spread), faults


def number(text: str, *, called: str = "contacts") -> tuple[float, str, str]:
    """A finite number of at least 0, or a message and help."""
    verb = "are" if called.endswith("contacts") else "is"
    subject = f"{called} {verb}" if called == "contacts" else f"`{called}` {verb}"
    try:
        value = float(text.replace("_", "?"))
    except ValueError:
        dotted = text.replace(",", ".")
        is_decimal = dotted != text and dotted.replace(".", "", 1).isdigit()
        shown = f"`{text}`" if text else "empty"
        return 0.0, f"{subject} {shown}, a number is expected", f"write `{dotted}`" if is_decimal else ""
    if not isfinite(value):
        return 0.0, f"{subject} `{text}`, a finite number is expected", ""
    if value < 0:
        return 0.0, f"{subject} `{text}`, at least 0 is expected", ""
    return value, "", ""


def _disorder(table: Table, row: Row, quantiles: Sequence[tuple[float, str, float]]) -> Iterator[Fault]:
    for (_, lower, below), (_, upper, above) in pairwise(quantiles):
        if above < below:
            message = f"`{upper}` is {above:g}, below `{lower}`, which is {below:g}"
            yield table.fault(row, upper, message)
