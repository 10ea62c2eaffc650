"""Contacts as histories: what was not counted told apart from what did not come.

An interval that a file leaves out is a hole, of which nothing is known, with two exceptions that exports
make: hours of the week that the file never has are closed, and where it never says 0, what it leaves out
within a day is 0 (a count over groups has no empty groups). Everything taken so is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from rota.errors import Fault, InputError
from rota.forecast.history import DAYS_A_WEEK, History, history_of
from rota.load.contact_holes import hole_notes
from rota.localtime import local_day

if TYPE_CHECKING:
    from rota.forecast.history import Flags, Floats
    from rota.load.contacts import Contacts

LENGTHS = (15, 30, 60)
"""Minutes that an interval of forecast.csv may have."""


@dataclass(frozen=True, eq=False)
class Histories:
    """Histories by queue, sorted, all with one length of intervals, and what was noticed."""

    histories: tuple[History, ...]
    notes: tuple[str, ...]


def histories_of(contacts: Contacts, *, minutes: int = 0) -> Histories:
    """The histories of all queues, in intervals of `minutes` (0: their own, or 30 where shorter than 15).

    A queue with less than a week is left out and noted; where no queue has one, raises InputError.
    """
    wanted = minutes or _length(contacts.minutes)
    if wanted % contacts.minutes:
        message = f"intervals of {contacts.minutes} min cannot be joined to {wanted} min"
        raise InputError([Fault(contacts.path, 0, 0, message, "ask for another --interval")])
    notes = list(contacts.notes)
    found: list[History] = []
    short: list[str] = []
    for queue in sorted(contacts.counts):
        history = _history(contacts, queue)
        if len(history.counts) < DAYS_A_WEEK:
            days = len(history.counts)
            short.append(f"queue `{queue}` has a history of {days} day{'s' * (days > 1)}, a week is needed")
            continue
        history = _closed(contacts, history, notes)
        if not np.nansum(history.counts):
            notes.append(f"queue `{queue}` never rings in the history: 0 is forecast")
        found.append(joined(history, wanted))
    if not found:
        help_text = "until there is one, write forecast.csv by hand: `start,queue,contacts`"
        raise InputError([Fault(contacts.path, 0, 0, message, help_text) for message in short])
    notes += [f"{message}: it is left out" for message in short]
    return Histories(tuple(found), tuple(notes))


def joined(history: History, minutes: int) -> History:
    """The same in longer intervals; one of which half or more is unknown is unknown."""
    parts = minutes // history.minutes
    if parts == 1:
        return history
    split = history.counts.reshape(len(history.counts), -1, parts)
    known = (~np.isnan(split)).sum(axis=2)
    sums = np.nansum(split, axis=2)
    enough = known * 2 > parts
    counts = np.divide(sums * parts, known, out=np.full_like(sums, np.nan), where=enough)
    return History(history.queue, history.first, minutes, counts)


def _length(minutes: int) -> int:
    if minutes in LENGTHS:
        return minutes
    return 30 if 30 % minutes == 0 else 60


def _history(contacts: Contacts, queue: str) -> History:
    """From the first to the last local day with an interval; of a log, that of the whole log."""
    starts = contacts.counts[queue]
    first, last = local_day(min(starts), contacts.zone), local_day(max(starts), contacts.zone)
    return history_of(
        starts,
        queue=queue,
        zone=contacts.zone,
        minutes=contacts.minutes,
        first=first,
        end=last + timedelta(days=1),
    )


def _closed(contacts: Contacts, history: History, notes: list[str]) -> History:
    """Zeros for closed hours, and where zeros are not written; what else is missing is noted."""
    counts = history.counts.copy()
    missing = np.isnan(counts) & _between(counts)
    if not missing.any() or contacts.is_log:
        return history
    slots = counts.shape[1]
    weekday = np.array([day.weekday() for day in history.days])
    open_slots = np.zeros((DAYS_A_WEEK, slots), dtype=np.bool_)
    for day in range(DAYS_A_WEEK):
        open_slots[day] = (~np.isnan(counts[weekday == day])).any(axis=0)
    shut = missing & ~open_slots[weekday]
    silent_day: Flags = np.isnan(counts).min(axis=1, keepdims=True)
    unsaid = missing & ~shut & ~silent_day & (not (counts == 0).any())
    counts[shut | unsaid] = 0.0
    place = f"{contacts.path}: queue `{history.queue}`"
    if shut.any():
        hours = int((~open_slots).sum()) * history.minutes / 60
        notes.append(f"{place} is never counted in {hours:g} hours of the week: taken for closed")
    if unsaid.any():
        notes.append(f"{place} has no interval with 0 contacts: {int(unsaid.sum())} left out are taken for 0")
    holes = missing & ~shut & ~unsaid
    notes += hole_notes(contacts, history, holes)
    return History(history.queue, history.first, history.minutes, counts)


def _between(counts: Floats) -> Flags:
    """Where something was counted before and after: the day of the first and of the last may be partial."""
    known = np.flatnonzero(~np.isnan(counts.ravel()))
    places = np.arange(counts.size)
    inside: Flags = ((places >= known[0]) & (places <= known[-1])).reshape(counts.shape)
    return inside
