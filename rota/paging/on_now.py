"""Who has the pager of each role at an instant, until when, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.paging.blocks import blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from rota.paging.turn import Turn


@dataclass(frozen=True, slots=True)
class OnNow:
    """`person` carries `role` over [since, until), then `next_person` from `next_from` on.

    `person` is "" where nobody has the role; what is not known, before the first turn and after the
    last one, is None or "".
    """

    role: str
    person: str
    since: datetime | None
    until: datetime | None
    next_person: str
    next_from: datetime | None


def on_at(turns: Iterable[Turn], at: datetime) -> tuple[OnNow, ...]:
    """One entry a role and person, by role; one with nobody where a role has no turn at the instant."""
    by_role = blocks_of(turns)
    return tuple(entry for role in sorted(by_role) for entry in _of_role(role, by_role[role], at))


def _of_role(role: str, blocks: tuple[Turn, ...], at: datetime) -> Iterator[OnNow]:
    there = sorted(
        (block for block in blocks if block.start <= at < block.end), key=lambda block: block.person
    )
    before = max((block.end for block in blocks if block.end <= at), default=None)
    if not there:
        coming = min((block for block in blocks if block.start > at), default=None)
        first = coming.start if coming else None
        yield OnNow(role, "", before, first, coming.person if coming else "", first)
    for block in there:
        later = min((one for one in blocks if one.start >= block.end), default=None)
        yield OnNow(
            role,
            block.person,
            block.start,
            block.end,
            later.person if later else "",
            later.start if later else None,
        )
