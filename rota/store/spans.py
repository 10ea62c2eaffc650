"""Half-open spans of UTC instants as a set: what is left of some, and what lies in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    Span = tuple[datetime, datetime]


def within(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of the spans that lie in [start, end)."""
    parts = ((max(begins, start), min(ends, end)) for begins, ends in spans)
    return [(begins, ends) for begins, ends in parts if begins < ends]


def without(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of the spans that lie outside of [start, end)."""
    parts = (
        part for begins, ends in spans for part in ((begins, min(ends, start)), (max(begins, end), ends))
    )
    return [(begins, ends) for begins, ends in parts if begins < ends]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same instants in as few spans as possible, by start."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def holds(spans: Iterable[Span], instant: datetime) -> bool:
    """Whether the instant lies in one of the spans."""
    return any(begins <= instant < ends for begins, ends in spans)
