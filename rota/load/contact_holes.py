"""The holes of a history, said with the line after each: of many, the longest few and how many more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from rota.localtime import clock_text, hours_text, minutes_between, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.forecast.history import Flags, History
    from rota.load.contacts import Contacts

MOST_HOLES = 3


def hole_notes(contacts: Contacts, history: History, holes: Flags) -> list[str]:
    """One sentence a hole, of the longest, in order of time; then how many more there are."""
    found = [(begins, ends) for begins, ends in _runs(history, holes, contacts.zone) if begins < ends]
    longest = sorted(found, key=lambda hole: hole[0] - hole[1])
    lines = contacts.lines[history.queue]
    notes: list[str] = []
    for begins, ends in sorted(longest[:MOST_HOLES]):
        line = lines.get(ends, 0)
        hours = hours_text(minutes_between(begins, ends))
        place = f"{contacts.path}:{line}" if line else contacts.path
        since = clock_text(begins, contacts.zone)
        notes.append(f"{place}: queue `{history.queue}` has a hole of {hours} before this, from {since}")
    if rest := longest[MOST_HOLES:]:
        hours = hours_text(sum(minutes_between(*hole) for hole in rest))
        more = f"{len(rest)} more hole{'s' * (len(rest) > 1)}, {hours} in all"
        notes.append(f"{contacts.path}: queue `{history.queue}` has {more}")
    return notes


def _runs(history: History, holes: Flags, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """The holes as instants; one that the clocks skip has no length."""
    flat = np.concatenate([[False], holes.ravel(), [False]])
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    slots = holes.shape[1]
    for begin, end in edges.reshape(-1, 2).tolist():
        yield (
            _instant(history.first, begin, slots, history.minutes, zone),
            _instant(history.first, end, slots, history.minutes, zone),
        )


def _instant(first: date, place: int, slots: int, minutes: int, zone: str) -> datetime:
    days, slot = divmod(place, slots)
    clock = time(slot * minutes // 60, slot * minutes % 60)
    return resolve(first + timedelta(days=days), clock, zone)
