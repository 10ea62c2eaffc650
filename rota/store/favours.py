"""Who did whom a favour by taking over a shift: lines that are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.instant import instant_of, instant_text
from rota.store.audit import record
from rota.store.database import writing

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Favour:
    """At an instant, `helper` took `shift`, which starts at `starts`, over from `helped`.

    `back` is the shift that was given in return; empty for none.
    """

    at: datetime
    by: str
    helper: str
    helped: str
    shift: str
    starts: datetime
    back: str = ""


def add_favour(connection: sqlite3.Connection, favour: Favour) -> None:
    """Keep it, with a line in the audit log."""
    values = (instant_text(favour.at), favour.by, favour.helper, favour.helped, favour.shift)
    with writing(connection):
        connection.execute(
            "INSERT INTO favours (at, by, helper, helped, shift, starts, back) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*values, instant_text(favour.starts), favour.back),
        )
        detail = f"{favour.helper} takes {favour.shift} from {favour.helped}"
        detail += f" for {favour.back}" if favour.back else ""
        record(connection, at=favour.at, by=favour.by, what="swapped", detail=detail)


def favours(connection: sqlite3.Connection) -> tuple[Favour, ...]:
    """All of them, the oldest first."""
    rows = connection.execute("SELECT at, by, helper, helped, shift, starts, back FROM favours ORDER BY line")
    return tuple(
        Favour(instant_of(at), by, helper, helped, shift, instant_of(starts), back)
        for at, by, helper, helped, shift, starts, back in rows
    )
