"""Hours for a payroll, as rows that CSV and XLSX share: one a shift, and totals by agent and pay class.

Text that a spreadsheet would run is made inert (`exports/inert.py`), in XLSX too: an office saves it as
CSV again. Hours have four places at the most, so that sums keep their minutes.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from exports.inert import inert
from rota.localtime import zone_of
from rota.payroll import total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from rota.payroll import Amounts, PayLine

WHO = ("agent", "name", "pay_class", "contract")
WHAT = ("kind", "shift", "role", "start", "end", "zone")
HOURS = ("hours", "paid_hours", "on_call_hours", "night_hours", "sunday_hours", "holiday_hours")
COLUMNS = ("row", *WHO, *WHAT, *HOURS)
Row = tuple[str | Decimal, ...]


def rows(lines: Sequence[PayLine]) -> Iterator[Row]:
    """Rows of COLUMNS: `shift` rows, then `agent` totals by kind, then `pay_class` totals by kind.

    `start` and `end` are the wall clock of the agent's home, with the offset from UTC.
    """
    for line in lines:
        yield ("shift", *_who(line), *_what(line), *_hours(line.amounts))
    for (_, kind), mine in _grouped(lines, lambda line: (line.agent.id, line.shift.kind)):
        yield ("agent", *_who(mine[0]), kind, "", "", "", "", "", *_hours(total(mine)))
    by_class = _grouped(lines, lambda line: (line.agent.contract.pay_class, line.shift.kind))
    for (pay_class, kind), mine in by_class:
        blank = ("", "", inert(pay_class), "", kind, "", "", "", "", "")
        yield ("pay_class", *blank, *_hours(total(mine)))


def _grouped(
    lines: Sequence[PayLine], key: Callable[[PayLine], tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], list[PayLine]]]:
    for value, mine in groupby(sorted(lines, key=key), key=key):
        yield value, list(mine)


def _who(line: PayLine) -> tuple[str, ...]:
    agent = line.agent
    return tuple(map(inert, (agent.id, agent.name, agent.contract.pay_class, agent.contract.id)))


def _what(line: PayLine) -> tuple[str, ...]:
    shift, zone = line.shift, line.agent.zone
    texts = (shift.kind, shift.id, shift.role, _local(shift.start, zone), _local(shift.end, zone), zone)
    return tuple(map(inert, texts))


def _local(instant: datetime, zone: str) -> str:
    return instant.astimezone(zone_of(zone)).isoformat()


def _hours(amounts: Amounts) -> tuple[Decimal, ...]:
    minutes = (
        amounts.elapsed,
        amounts.paid,
        amounts.on_call,
        amounts.night,
        amounts.sunday,
        amounts.holiday,
    )
    return tuple((Decimal(each) / 60).quantize(Decimal("0.0001")).normalize() for each in minutes)
