"""ledger.csv: what everybody carried in earlier periods, and what would have been fair.

A line a period, burden and agent, `agent,burden,units,share`; lines add up, so that each period's are
put below those of the period before it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rota.account import Account
from rota.errors import InputError
from rota.load.source import did_you_mean, read_source
from rota.load.table import read_table

if TYPE_CHECKING:
    from collections.abc import Collection

    from rota.errors import Fault
    from rota.load.table import Row, Table

AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
"""Hundredths are as fine as a night is ever shared, and keep sums exact."""


def read_ledger(
    path: str, content: bytes, *, agents: Collection[str], burdens: Collection[str]
) -> tuple[Account, ...]:
    """One account an agent and burden, sorted; hours are in hours.

    Raises InputError with every row that names an unknown agent or burden, or no amount.
    """
    table = read_table(read_source(path, content), required=("agent", "burden", "units", "share"))
    faults = list(table.faults)
    sums: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    for row in table.rows:
        found = [*_unknown(table, row, "agent", agents), *_unknown(table, row, "burden", burdens)]
        amounts = [_amount(table, row, column) for column in ("units", "share")]
        found += [amount for amount in amounts if not isinstance(amount, Fraction)]
        faults += found
        if not found:
            units, share = (amount for amount in amounts if isinstance(amount, Fraction))
            key = (row["agent"], row["burden"])
            before = sums.get(key, (Fraction(), Fraction()))
            sums[key] = (before[0] + units, before[1] + share)
    if faults:
        raise InputError(faults)
    return tuple(Account(agent, burden, *amounts) for (agent, burden), amounts in sorted(sums.items()))


def _unknown(table: Table, row: Row, column: str, known: Collection[str]) -> list[Fault]:
    if row[column] in known:
        return []
    help_text = did_you_mean(row[column], known) or f"known: {', '.join(sorted(known))}"
    return [table.fault(row, column, f"unknown {column} `{row[column]}`", help=help_text)]


def _amount(table: Table, row: Row, column: str) -> Fraction | Fault:
    if AMOUNT.fullmatch(row[column]):
        return Fraction(row[column])
    message = f"`{column}` is `{row[column]}`, a number with at most two decimals is expected"
    return table.fault(row, column, message)
