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
    changed, first = tuple(told), tuple(new)
    members = {one.member.id: one.member for one in (*changed, *first)}
    return tuple(
        Notice(
            team,
            revision,
            at,
            member,
            tuple(one for one in changed if one.member.id == agent),
            tuple(one for one in first if one.member.id == agent),
        )
        for agent, member in sorted(members.items())
    )
