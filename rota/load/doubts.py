"""What team.yaml says that can be meant, and seldom is: told with its place, and no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.load.document import fault_at
from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.errors import Fault
    from rota.load.document import Document
    from rota.load.team import ShiftPart, TeamPart

LONG_MINUTES = 16 * 60
"""Two shifts of 8 h on end: beyond it, `start` and `end` are more likely the wrong way round."""
DAY_MINUTES = 24 * 60


def doubts(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Shifts of work that only the clock makes long; `length_days` would say so on purpose."""
    for index, shift in enumerate(team.shifts):
        minutes = _wall_minutes(shift)
        if shift.kind != "on_call" and not shift.length_days and minutes > LONG_MINUTES:
            message = (
                f"shift `{shift.id}` lasts {hours_text(minutes)}, "
                f"from {shift.begins:%H:%M} to {shift.ends:%H:%M} of the next day"
            )
            help_text = "where this is meant, say `length_days: 1`; standing by at home is `kind: on_call`"
            yield fault_at(document, ("shifts", index, "end"), message, help=help_text)


def _wall_minutes(shift: ShiftPart) -> int:
    """From start to end on a day without a change of the clocks."""
    begins, ends = (60 * clock.hour + clock.minute for clock in (shift.begins, shift.ends))
    return (ends - begins) % DAY_MINUTES or DAY_MINUTES
