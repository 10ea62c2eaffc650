"""Paid time that is lost: sick leave, meetings, coaching. What rules or absences model is no part of it."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Kinds = tuple[tuple[str, float], ...]
"""Shares in [0, 1) by what takes them."""


def combined(shares: Iterable[float]) -> float:
    """The share lost to several kinds: each takes its own of what the others leave."""
    listed = tuple(shares)
    return listed[0] if len(listed) == 1 else 1 - prod(1 - share for share in listed)
