"""A leave list: `first_day,last_day`, the last day included, as personnel departments write it.

With `from` and `to` (wall clock of the agent's zone) only that part of each day; with an `agent`
column a list for several people; with `leave` set to `no`, days off that are no leave and take nothing
off what the contract owes. Dates are ISO 8601 alone: 03/04 is two days, depending on the reader.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from rota.errors import InputError
from rota.load.source import did_you_mean, read_source
from rota.load.span import Span
from rota.load.table import read_table
from rota.localtime import DAY, midnight, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.errors import Fault
    from rota.load.table import Row, Table

LONGEST = timedelta(days=3660)
"""An absence longer than ten years is a slip of the pen."""

_WHOLE_DAY = (time(0), time(0))


def read_leave_list(
    path: str, content: bytes, *, agents: Mapping[str, str], owner: str = ""
) -> Mapping[tuple[str, bool], Sequence[Span]]:
    """Spans by agent and whether they are leave; without an owner the `agent` column is required.

    Raises InputError with all faults.
    """
    required = ("first_day", "last_day") if owner else ("agent", "first_day", "last_day")
    optional = ("from", "to", "leave", *(("agent",) if owner else ()))
    table = read_table(read_source(path, content), required=required, optional=optional)
    faults = list(table.faults)
    found: dict[tuple[str, bool], list[Span]] = {}
    for row in table.rows:
        agent, wrong = _agent(table, row, agents, owner)
        days, clocks = _days(table, row, wrong), _clocks(table, row, wrong)
        leave = _is_leave(table, row, wrong)
        if wrong or days is None or clocks is None:
            faults.extend(wrong)
            continue
        found.setdefault((agent, leave), []).extend(_spans(days, clocks, zone=agents[agent]))
    if faults:
        raise InputError(faults)
    return found


def _agent(table: Table, row: Row, agents: Mapping[str, str], owner: str) -> tuple[str, list[Fault]]:
    agent = row.cells.get("agent") or owner
    if agent not in agents:
        shown = f"unknown agent `{agent}`" if agent else "the agent is missing"
        return agent, [table.fault(row, "agent", shown, help=did_you_mean(agent, agents))]
    if owner and agent != owner:
        help = "move the row to that agent's file, or to absences.csv"
        return agent, [table.fault(row, "agent", f"agent `{agent}` in the file of `{owner}`", help=help)]
    return agent, []


def _is_leave(table: Table, row: Row, faults: list[Fault]) -> bool:
    text = row.cells.get("leave", "")
    if text not in ("", "yes", "no"):
        faults.append(table.fault(row, "leave", f"`leave` is `{text}`, `yes` or `no` is expected"))
    return text != "no"


def _days(table: Table, row: Row, faults: list[Fault]) -> tuple[date, date] | None:
    """The first and the last day; None where a fault was added."""
    days: list[date] = []
    for column in ("first_day", "last_day"):
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", row[column]):
                raise ValueError(row[column])
            days.append(date.fromisoformat(row[column]))
        except ValueError:
            message = f"`{column}` is {_shown(row[column])}, a date such as `2027-03-08` is expected"
            help = "dates with slashes or dots are not guessed" if re.search(r"[/.]", row[column]) else ""
            faults.append(table.fault(row, column, message, help=help))
    if len(days) < 2:
        return None
    first, last = days
    if last < first:
        message = f"`last_day` {last} is before `first_day` {first}"
        faults.append(table.fault(row, "last_day", message))
    elif last - first > LONGEST or not 1900 <= first.year < 3000:
        faults.append(table.fault(row, "last_day", f"{first} to {last} is no leave that can be meant"))
    return first, last


def _clocks(table: Table, row: Row, faults: list[Fault]) -> tuple[time, time] | None:
    """From and to, midnight to midnight where both are empty; None where a fault was added."""
    texts = {column: row.cells.get(column, "") for column in ("from", "to")}
    if not any(texts.values()):
        return _WHOLE_DAY
    clocks: list[time] = []
    for column, text in texts.items():
        if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
            clocks.append(time.fromisoformat(text))
        elif column == "to" and text == "24:00":
            clocks.append(time(0))
        else:
            message = f"`{column}` is {_shown(text)}, a time such as `22:00` is expected"
            blamed = column if column in row.cells else "from"
            help = "" if text else "give both `from` and `to`, or neither"
            faults.append(table.fault(row, blamed, message, help=help))
    if len(clocks) < 2:
        return None
    begins, ends = clocks
    if ends <= begins and ends != time(0):
        help = "for a night, write one row up to 24:00 and one from 00:00"
        faults.append(
            table.fault(row, "to", f"`to` {texts['to']} is not after `from` {texts['from']}", help=help)
        )
    return begins, ends


def _spans(days: tuple[date, date], clocks: tuple[time, time], *, zone: str) -> Iterator[Span]:
    """One span for whole days, or one for the part of each day."""
    (first, last), (begins, ends) = days, clocks
    if clocks == _WHOLE_DAY:
        yield Span(midnight(first, zone), midnight(last + DAY, zone))
        return
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        ends_on = day + DAY if ends == time(0) else day
        start, end = resolve(day, begins, zone), resolve(ends_on, ends, zone, fold=1)
        if start < end:
            yield Span(start, end)


def _shown(text: str) -> str:
    return f"`{text}`" if text else "empty"
