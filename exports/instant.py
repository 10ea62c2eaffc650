"""Instants as files write them: RFC 3339 in UTC with `Z`, `2027-03-08T05:00:00Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", re.ASCII)


def instant_text(instant: datetime) -> str:
    """The instant as text; microseconds are written only where there are any."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_of(text: object) -> datetime:
    """The inverse of `instant_text`; raises ValueError for anything else."""
    try:
        if isinstance(text, str) and _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # a 30th of February, an hour 25: said below
    raise ValueError("should be an instant in UTC like `2027-03-08T05:00:00Z`")
