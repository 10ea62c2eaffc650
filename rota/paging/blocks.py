"""Turns of one person that touch, as one: nobody hands over to themself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.paging.turn import Turn
from rota.paging.turns import carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def blocks_of(turns: Iterable[Turn]) -> Mapping[str, tuple[Turn, ...]]:
    """By role, the stretches over which one person carries it, by start; `shift` is that of the first."""
    blocks: dict[str, list[Turn]] = {}
    for turn in carried(turns):
        same = blocks.setdefault(turn.role, [])
        last = next((one for one in reversed(same) if one.person == turn.person), None)
        if last is not None and last.end >= turn.start:
            longer = Turn(last.role, last.start, max(last.end, turn.end), last.person, last.shift)
            same[same.index(last)] = longer
        else:
            same.append(turn)
    return {role: tuple(same) for role, same in blocks.items()}
