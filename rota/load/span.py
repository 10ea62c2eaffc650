"""Stretches of time: merged where they meet, clipped to a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch [start, end) of UTC instants."""

    start: datetime
    end: datetime


def merge(spans: Iterable[Span], *, start: datetime, end: datetime) -> tuple[Span, ...]:
    """The part of the spans within [start, end), as few spans as possible, in time order."""
    merged: list[Span] = []
    for span in sorted(spans):
        clipped = Span(max(span.start, start), min(span.end, end))
        if clipped.start >= clipped.end:
            continue
        if merged and clipped.start <= merged[-1].end:
            last = merged.pop()
            clipped = Span(last.start, max(last.end, clipped.end))
        merged.append(clipped)
    return tuple(merged)
