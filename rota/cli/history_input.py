"""What `rota forecast` and `rota backtest` read: a history, a team's zone and calendar, the lead's marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.forecast.history import History
    from rota.forecast.marks import Mark
    from rota.load.team import TeamPart

HistoryFile = Annotated[
    Path,
    typer.Argument(
        metavar="HISTORY.csv", help="Counts (`start,queue,contacts` or `ds,y`) or a log, a timestamp a line."
    ),
]
InFolder = Annotated[
    Path | None,
    typer.Option("--in", help="The workspace whose zone, queues, holidays and marks.csv hold."),
]
Zone = Annotated[
    str, typer.Option(help="The zone of times without an offset, without a workspace.", metavar="ZONE")
]
Country = Annotated[
    str, typer.Option(help="Whose public holidays are kept, without a workspace: `DE`, `DE-BE`.")
]
Marks = Annotated[Path | None, typer.Option(help="Days out of the ordinary: `day,kind,queue,factor,note`.")]
QueueName = Annotated[str, typer.Option("--queue", help="The queue that a history without one is about.")]
TimeColumn = Annotated[str, typer.Option(help="The column with the timestamps.")]
QueueColumn = Annotated[str, typer.Option(help="The column with the queues.")]
Interval = Annotated[int, typer.Option(help="Minutes of an interval: 15, 30 or 60.", show_default="as read")]

Picture = Annotated[Path | None, typer.Option("--out", help="Write a picture as well, a file .svg or .html.")]

DEFAULT_QUEUE = "all"
MARKS = "marks.csv"
BEFORE, AFTER = timedelta(days=3), timedelta(days=3)


@dataclass(frozen=True)
class Asked:
    """Options that say what to read."""

    history: Path
    folder: Path | None
    zone: str
    country: str
    marks: Path | None
    queue: str
    time_column: str
    queue_column: str
    interval: int


@dataclass(frozen=True)
class Read:
    """What was read: the team where there is a workspace, histories by queue, the lead's marks, notes."""

    team: TeamPart | None
    zone: str
    histories: tuple[History, ...]
    own: tuple[Mark, ...]
    country: str
    notes: tuple[str, ...]

    def marks(self, last: date) -> tuple[Mark, ...]:
        """Marks of the calendar and the lead's own, from the history's beginning to `last`."""
        from rota.forecast.marks import marks_of
        from rota.load.calendar import calendar_of

        first = min(history.first for history in self.histories) - BEFORE
        return marks_of(calendar_of(self.team, self.country, first, last + AFTER), self.own)


def read_input(asked: Asked) -> Read:
    """Read it all; raises InputError."""
    from rota.load.contacts import read_contacts
    from rota.load.histories import LENGTHS, histories_of
    from rota.load.marks import read_marks
    from rota.load.workspace import load_team

    if asked.interval and asked.interval not in LENGTHS:
        raise InputError([Fault("", 0, 0, f"an interval has 15, 30 or 60 minutes, not {asked.interval}")])
    team = load_team(asked.folder) if asked.folder else None
    zone = team.zone if team else _checked(asked.zone)
    queues = [part.id for part in team.queues] if team else []
    contacts = read_contacts(
        str(asked.history),
        asked.history.read_bytes(),
        zone=zone,
        queue=asked.queue or (queues[0] if len(queues) == 1 else "" if queues else DEFAULT_QUEUE),
        known=queues,
        time_column=asked.time_column,
        queue_column=asked.queue_column,
        log_minutes=asked.interval or 30,
    )
    found = histories_of(contacts, minutes=asked.interval)
    path = asked.marks or (asked.folder / MARKS if asked.folder else None)
    own: tuple[Mark, ...] = ()
    if path and (asked.marks or path.is_file()):
        own = read_marks(str(path), path.read_bytes(), queues=[one.queue for one in found.histories])
    return Read(team, zone, found.histories, own, asked.country, found.notes)


def _checked(zone: str) -> str:
    from rota.localtime import zone_of

    try:
        zone_of(zone)
    except ValueError as error:
        raise InputError([Fault("", 0, 0, str(error), "zones are named as in `Europe/Berlin`")]) from None
    return zone
