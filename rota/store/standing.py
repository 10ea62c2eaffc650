"""The published timeline: what stands, over any stretch of time, after all revisions or after one of them.

A revision replaces what earlier ones said of the shifts that start in its horizon; an undoing brings
back the whole timeline as it stood after an earlier revision. So the timeline is found by walking back
from the newest revision and taking from each what no later one has spoken of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.roster import Proof, Roster
from rota.store.publications import latest_number, line_of, revision
from rota.store.spans import holds, merged, within, without

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.publication import Publication, Revision
    from rota.roster import Assignment, Member
    from rota.shift import Shift
    from rota.store.spans import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """What a revision says that still stands: of the shifts that start in `spans`, by start."""

    publication: Publication
    spans: tuple[Span, ...]


def standing(
    connection: sqlite3.Connection, start: datetime, end: datetime, *, number: int | None = None
) -> Roster | None:
    """The timeline over [start, end) as one roster; None where nothing published covers any of it.

    `number` is the revision after which it is looked at, without: the newest. Team and zone are those
    of the newest revision that contributes, and `made_at` is when that was published. Members are all
    who appear, by their newest names. The proof is `unproved` and states no cost: proofs of parts prove
    nothing of the whole.
    """
    found = pieces(connection, start, end, number=number)
    return joined(found, start, end) if found else None


def pieces(
    connection: sqlite3.Connection, start: datetime, end: datetime, *, number: int | None = None
) -> tuple[Piece, ...]:
    """The revisions that still say something of [start, end), newest first, and of which spans."""
    found: list[Piece] = []
    left: list[Span] = [(start, end)]
    for line in in_force(connection, number=number):
        if spans := within(left, line.start, line.end):
            found.append(Piece(revision(connection, line.number), tuple(sorted(spans))))
            left = without(left, line.start, line.end)
        if not left:
            break
    return tuple(found)


def covered(connection: sqlite3.Connection, *, number: int | None = None) -> tuple[Span, ...]:
    """The spans of which anything published speaks, merged, by start."""
    return tuple(merged((line.start, line.end) for line in in_force(connection, number=number)))


def in_force(connection: sqlite3.Connection, *, number: int | None = None) -> Iterator[Revision]:
    """The revisions that made the timeline what it is, newest first; undone ones are not among them."""
    at = latest_number(connection) if number is None else number
    while at:
        line = line_of(connection, at)
        if line.restores is None:
            yield line
        at = at - 1 if line.restores is None else line.restores


def joined(found: Sequence[Piece], start: datetime, end: datetime) -> Roster:
    """Pieces, newest first and at least one, as a roster over [start, end)."""
    members: dict[str, Member] = {}
    shifts: dict[str, Shift] = {}
    assignments: list[Assignment] = []
    for piece in found:
        roster = piece.publication.roster
        # A shift that changed its times across the border of two revisions is the newer one's.
        taken = {
            shift.id: shift
            for shift in roster.shifts
            if shift.id not in shifts and holds(piece.spans, shift.start)
        }
        shifts |= taken
        assignments += [entry for entry in roster.assignments if entry.shift in taken]
        members = {**roster.member_of, **members}
    newest = found[0].publication
    return Roster(
        team=newest.roster.team,
        zone=newest.roster.zone,
        start=start,
        end=end,
        made_at=newest.at,
        members=tuple(sorted(members.values(), key=lambda member: member.id)),
        shifts=tuple(sorted(shifts.values(), key=lambda shift: (shift.start, shift.id))),
        assignments=tuple(sorted(assignments)),
        proof=Proof("unproved", 0, 0, 0, 0, 0.0, newest.roster.proof.version),
    )
