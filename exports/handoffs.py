"""Handoffs as JSON for tools, CSV (RFC 4180) for spreadsheets, Markdown for a wiki.

Instants stand in UTC and on the wall clocks of giver and taker. What people wrote is data: cells that a
spreadsheet would run are made inert, and Markdown's signs are escaped (CommonMark 0.31, section 2.4).
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from exports.inert import inert
from exports.instant import instant_text
from rota.localtime import zone_of
from rota.paging.handoffs import note_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.paging.handoffs import Handoff
    from rota.roster import Roster

FORMAT = "rota-handoffs/1"
COLUMNS = (
    "at_utc",
    "at_giver",
    "at_taker",
    "role",
    "giver",
    "giver_name",
    "taker",
    "taker_name",
    "until_utc",
    "next",
    "next_name",
    "overlap_minutes",
    "open_alerts",
    "reminders_utc",
    "checklist",
    "note",
)
_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$]|^[#+=-]|(?<=^\d)[.)])")


def as_json(handoffs: Iterable[Handoff], roster: Roster) -> bytes:
    """A document with one entry a handoff; the keys are those of the table, lists stay lists."""
    entries = [
        {
            **_cells(handoff, roster),
            "overlap_minutes": handoff.overlap_minutes,
            "checklist": list(handoff.checklist),
            "reminders_utc": [instant_text(at) for at in handoff.reminders],
        }
        for handoff in handoffs
    ]
    document = {"format": FORMAT, "team": roster.team, "zone": roster.zone, "handoffs": entries}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def as_csv(handoffs: Iterable[Handoff], roster: Roster) -> bytes:
    """A table with one row a handoff; checklist and reminders are joined by `; `."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for handoff in handoffs:
        table.writerow([inert(cell) for cell in _cells(handoff, roster).values()])
    return text.getvalue().encode()


def as_markdown(handoffs: Iterable[Handoff], roster: Roster) -> bytes:
    """A section a handoff, with its checklist as boxes to tick."""
    lines = [f"# Handoffs of {_plain(roster.team)}", ""]
    for handoff in handoffs:
        cells = _cells(handoff, roster)
        giver = _plain(cells["giver_name"]) or "nobody"
        taker = _plain(cells["taker_name"]) or "nobody (the fallback is paged)"
        lines += [f"## {_plain(cells['at_taker'])}: {_plain(handoff.role)}, {giver} to {taker}", ""]
        lines += [
            f"- at {cells['at_utc']}, for the giver {cells['at_giver']}",
            f"- until {cells['until_utc']}",
        ]
        lines += [f"- then {_plain(cells['next_name'])}"] if handoff.next_up else []
        lines += (
            [f"- both are there for {handoff.overlap_minutes} minutes"] if handoff.overlap_minutes else []
        )
        lines += [f"- {_plain(cells['note'])}"] if handoff.note else []
        lines += [f"- [ ] {_plain(item)}" for item in handoff.checklist]
        lines.append("")
    return "\n".join(lines).encode()


def _cells(handoff: Handoff, roster: Roster) -> dict[str, str]:
    names = {member.id: member.name for member in roster.members}
    homes = {member.id: member.zone for member in roster.members}
    return {
        "at_utc": instant_text(handoff.at),
        "at_giver": _local(handoff.at, homes.get(handoff.giver, roster.zone)),
        "at_taker": _local(handoff.at, homes.get(handoff.taker, roster.zone)),
        "role": handoff.role,
        "giver": handoff.giver,
        "giver_name": names.get(handoff.giver, ""),
        "taker": handoff.taker,
        "taker_name": names.get(handoff.taker, ""),
        "until_utc": instant_text(handoff.until),
        "next": handoff.next_up,
        "next_name": names.get(handoff.next_up, ""),
        "overlap_minutes": str(handoff.overlap_minutes),
        "open_alerts": handoff.open_alerts,
        "reminders_utc": "; ".join(instant_text(at) for at in handoff.reminders),
        "checklist": "; ".join(handoff.checklist),
        "note": note_text(handoff, names),
    }


def _local(instant: datetime, zone: str) -> str:
    return instant.astimezone(zone_of(zone)).isoformat(timespec="minutes")


def _plain(text: str) -> str:
    """The text as Markdown that shows it as it is, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
