"""What one agent is told of a publication: own shifts and nothing else, no reasons and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rota.changes import Change
    from rota.roster import Member


@dataclass(frozen=True, slots=True)
class Notice:
    """The changes to an agent's published shifts, and the agent's shifts of a time published first.

    `at` is when the revision was published; all changes are the member's, by start.
    """

    team: str
    revision: int
    at: datetime
    member: Member
    told: tuple[Change, ...]
    new: tuple[Change, ...]


def notices(
    team: str, revision: int, at: datetime, *, told: Iterable[Change], new: Iterable[Change]
) -> tuple[Notice, ...]:
    """One for each agent whom anything concerns, by id."""
    members: dict[str, Member] = {}
    changed: dict[str, list[Change]] = {}
    first: dict[str, list[Change]] = {}
    for found, mine in ((told, changed), (new, first)):
        for one in found:
            members[one.member.id] = one.member
            mine.setdefault(one.member.id, []).append(one)
    return tuple(
        Notice(team, revision, at, member, tuple(changed.get(agent, ())), tuple(first.get(agent, ())))
        for agent, member in sorted(members.items())
    )
