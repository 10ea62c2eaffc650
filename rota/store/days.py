"""Dates in one cell of the database: ISO, in order, a space between two."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def days_text(days: Iterable[date]) -> str:
    """The dates as text."""
    return " ".join(day.isoformat() for day in sorted(days))


def days_of(text: str) -> tuple[date, ...]:
    """The inverse of `days_text`."""
    return tuple(date.fromisoformat(day) for day in text.split())
