"""The schema, as the steps that led to it. A step that was released is never changed, only followed."""

from __future__ import annotations

PUBLICATIONS: tuple[str, ...] = ()
FEEDS: tuple[str, ...] = ()

MIGRATIONS: tuple[tuple[str, ...], ...] = (PUBLICATIONS, FEEDS)
"""Step n takes a database from version n to n + 1."""
