"""What team.yaml says of publishing, as values."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rota.load.team import TeamPart


def notice_of(team: TeamPart) -> timedelta:
    """How long before its start a change to a published shift is told in good time."""
    return timedelta(days=team.publishing.notice_days)
