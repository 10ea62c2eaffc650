"""Making a roster known, and taking that back: one transaction each, after which all or nothing is known.

Nothing is ever deleted: what is undone is restored by a further revision. What has begun changes only
where the lead says so, with a note. Shifts that are given later than the notice period are counted for
those who get them so late; a stretch of time published for the first time changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from exports import json
from exports.instant import instant_text
from rota.errors import Fault, InputError
from rota.localtime import clock_text
from rota.store.audit import record
from rota.store.database import writing
from rota.store.days import days_text
from rota.store.outlook import outlook_between, reach_of
from rota.store.publications import latest_number, line_of, revision, roster_text
from rota.store.stamps import restamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from rota.changes import Change
    from rota.publication import Presence, PublicationKind, Revision
    from rota.roster import Roster
    from rota.store.outlook import Outlook

CORRECT = "correct the past with `--correct-past --note WHY`, or take the change back"


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes the published timeline, when, and what they have seen of it.

    `expected` is the newest revision that they know of; `notice` is how long before its start a change
    is told in good time.
    """

    at: datetime
    by: str
    expected: int
    note: str = ""
    notice: timedelta = timedelta()
    correct_past: bool = False


def publish(
    connection: sqlite3.Connection,
    roster: Roster,
    act: Act,
    *,
    presence: Sequence[Presence] = (),
    cost: int | None = None,
    kind: PublicationKind = "published",
) -> Revision:
    """Make a roster known as the next revision.

    Raises InputError where somebody else has published since `act.expected`, where a shift that has
    begun would change, and where a correction of the past has no note.
    """
    text = json.write(roster).decode()
    with writing(connection):
        number = _next(connection, act)
        _insert(connection, act, (number, kind, None), (roster.start, roster.end, cost, text))
        _insert_presence(connection, number, presence)
        _follow(connection, act, number)
        return line_of(connection, number)


def undo(connection: sqlite3.Connection, act: Act, *, to: int | None = None) -> Revision:
    """Restore the timeline as it stood before the newest revision, or after revision `to`.

    Raises InputError as `publish` does, and where there is nothing to take back.
    """
    with writing(connection):
        number = _next(connection, act)
        newest = number - 1
        target = target_of(newest, to)
        _insert(connection, act, (number, "undone", target), _restored(connection, target, newest))
        _follow(connection, act, number)
        return line_of(connection, number)


def target_of(newest: int, to: int | None) -> int:
    """The revision whose state an undoing restores; raises InputError where it cannot be restored."""
    target = newest - 1 if to is None else to
    if newest and 0 <= target < newest:
        return target
    message = f"revision {target} cannot be restored" if newest else "nothing is published yet"
    help_text = f"revisions up to {newest - 1} can; 0 is nothing published" if newest else ""
    raise InputError([Fault("", 0, 0, message, help_text)])


def _next(connection: sqlite3.Connection, act: Act) -> int:
    newest = latest_number(connection)
    if newest == act.expected:
        return newest + 1
    line = line_of(connection, newest)
    message = (
        f"revision {newest} was published by {line.by} at {instant_text(line.at)}, "
        f"after revision {act.expected}, which you have seen"
    )
    raise InputError(
        [Fault("", 0, 0, message, "nothing was published; look at `rota diff` and publish again")]
    )


def _restored(
    connection: sqlite3.Connection, target: int, newest: int
) -> tuple[datetime, datetime, int | None, str]:
    """What an undoing shows as its roster: that of the revision restored; of nothing, an empty one."""
    line = line_of(connection, target or newest)
    if target:
        return line.start, line.end, line.cost, roster_text(connection, target).decode()
    roster = revision(connection, newest).roster
    proof = replace(roster.proof, status="unproved", cost=0, bound=0)
    emptied = replace(roster, members=(), shifts=(), assignments=(), proof=proof)
    return line.start, line.end, None, json.write(emptied).decode()


def _insert(
    connection: sqlite3.Connection,
    act: Act,
    line: tuple[int, PublicationKind, int | None],
    said: tuple[datetime, datetime, int | None, str],
) -> None:
    number, kind, restores = line
    start, end, cost, text = said
    values = (number, instant_text(act.at), act.by, act.note, kind, restores)
    connection.execute(
        "INSERT INTO publications (number, at, by, note, kind, restores, starts, ends, cost, roster)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, instant_text(start), instant_text(end), cost, text),
    )
    detail = f"revision {number}" + ("" if restores is None else f" restores revision {restores}")
    record(connection, at=act.at, by=act.by, what=kind, detail=detail)


def _insert_presence(connection: sqlite3.Connection, number: int, presence: Sequence[Presence]) -> None:
    connection.executemany(
        "INSERT INTO presence (number, agent, weekly_minutes, leave_days) VALUES (?, ?, ?, ?)",
        [(number, one.agent, one.weekly_minutes, days_text(one.leave_days)) for one in presence],
    )


def _follow(connection: sqlite3.Connection, act: Act, number: int) -> None:
    """What follows from a revision that now stands: nothing silent, short notice counted, events stamped."""
    outlook = outlook_between(connection, number - 1, number, now=act.at, notice=act.notice)
    require_lawful(outlook, act)
    if outlook.begun:
        detail = f"{len(outlook.begun)} shifts that had begun: {act.note}"
        record(connection, at=act.at, by=act.by, what="corrected", detail=detail)
    connection.executemany(
        "INSERT INTO short_notice (number, agent, shift, starts) VALUES (?, ?, ?, ?)",
        [(number, agent, shift.id, instant_text(shift.start)) for agent, shift in outlook.given_late],
    )
    restamp(connection, at=act.at, since=reach_of(connection, number - 1, number)[0])


def require_lawful(outlook: Outlook, act: Act) -> None:
    """Raise InputError where shifts that have begun would change, unless that is meant and explained."""
    if not outlook.begun or (act.correct_past and act.note):
        return
    if act.correct_past:
        message = "a correction of the past needs a reason"
        raise InputError([Fault("", 0, 0, message, "say why with `--note`")])
    roster = outlook.before or outlook.after
    zone = roster.zone if roster else "UTC"
    raise InputError([Fault("", 0, 0, _begun_text(one, zone), CORRECT) for one in outlook.begun])


def _begun_text(change: Change, zone: str) -> str:
    first = min((one for one in (change.before, change.after) if one), key=lambda shift: shift.start)
    began = clock_text(first.start, zone)
    return f"`{first.id}` of `{change.member.id}` began {began}, it cannot be {change.kind}"
