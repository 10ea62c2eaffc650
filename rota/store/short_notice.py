"""Shifts given later than the notice period: counted when published, kept whatever follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.instant import instant_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from rota.problem import Cell
    from rota.store.spans import Span


def given_late(connection: sqlite3.Connection, spans: Iterable[Span]) -> tuple[Cell, ...]:
    """Who was given which shift that starts in one of these spans: sorted, each as often as it happened."""
    found: list[Cell] = []
    for start, end in spans:
        found += connection.execute(
            "SELECT agent, shift FROM short_notice WHERE starts >= ? AND starts < ?",
            (instant_text(start), instant_text(end)),
        )
    return tuple(sorted(found))
