"""When a role changes hands: who gives, who takes, what is gone through, and who is told when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rota.paging.blocks import blocks_of
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from rota.paging.rules import HandoffRules, OpenAlerts


@dataclass(frozen=True, slots=True)
class Handoff:
    """At an instant, `role` goes from `giver` to `taker`, who has it until `until`; then `next_up` has it.

    Agents' ids; `giver` is "" where nobody had the role, `taker` "" where it falls to the fallback,
    `next_up` "" where nobody follows. `reminders` are the instants at which the taker is told.
    """

    at: datetime
    role: str
    giver: str
    taker: str
    until: datetime
    next_up: str
    overlap_minutes: int
    checklist: tuple[str, ...]
    note: str
    reminders: tuple[datetime, ...]
    open_alerts: OpenAlerts


def handoffs_of(turns: Iterable[Turn], rules: HandoffRules) -> tuple[Handoff, ...]:
    """Every handoff of these turns, by instant and role; who follows themself hands nothing over.

    The end of a role's last turn is none: who comes then is not known.
    """
    found = (handoff for blocks in blocks_of(turns).values() for handoff in _of_role(blocks, rules))
    return tuple(sorted(found, key=lambda handoff: (handoff.at, handoff.role, handoff.taker)))


def note_text(handoff: Handoff, names: Mapping[str, str]) -> str:
    """The note with `{giver}`, `{taker}`, `{next}`, `{role}` filled in; names are text, never patterns."""
    words = {
        "giver": names.get(handoff.giver, handoff.giver),
        "taker": names.get(handoff.taker, handoff.taker),
        "next": names.get(handoff.next_up, handoff.next_up),
        "role": handoff.role,
    }
    pieces = handoff.note.split("{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        word, closed, rest = piece.partition("}")
        filled.append(words[word] + rest if closed and word in words else "{" + piece)
    return "".join(filled)


def _of_role(blocks: Sequence[Turn], rules: HandoffRules) -> Iterator[Handoff]:
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        giver = before.person if before and before.end >= block.start else ""
        next_up = after.person if after else ""
        yield _handoff(block, giver, next_up, rules)
        if after and block.end < after.start:
            hole = Turn(block.role, block.end, after.start, "")
            yield _handoff(hole, block.person, after.person, rules)


def _handoff(block: Turn, giver: str, next_up: str, rules: HandoffRules) -> Handoff:
    return Handoff(
        at=block.start,
        role=block.role,
        giver=giver,
        taker=block.person,
        until=block.end,
        next_up=next_up,
        overlap_minutes=rules.overlap_minutes if giver and block.person else 0,
        checklist=rules.checklist,
        note=rules.note,
        reminders=tuple(block.start - timedelta(minutes=minutes) for minutes in rules.remind_minutes)
        if block.person
        else (),
        open_alerts=rules.open_alerts,
    )
