"""`rota forecast`: from what arrived to what will arrive, interval by interval."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.history_input import (
    Asked,
    Country,
    HistoryFile,
    InFolder,
    Interval,
    Marks,
    QueueColumn,
    QueueName,
    Read,
    TimeColumn,
    Zone,
    read_input,
)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.forecast.predict import Prediction

DEFAULT_WEEKS = 4
FORECAST = "forecast.csv"
FAR = timedelta(weeks=8)


def forecast(
    history: HistoryFile,
    folder: InFolder = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write it.", show_default="forecast.csv of the workspace")
    ] = None,
    first: Annotated[
        str,
        typer.Option("--from", metavar="DATE", help="First day; learns only from before it."),
    ] = "",
    weeks: Annotated[
        int, typer.Option(min=0, max=60, help="How many weeks.", show_default="the workspace's, or 4")
    ] = 0,
    quantiles: Annotated[
        str, typer.Option(help="Levels of the rate to write beside the mean.", metavar="LEVELS")
    ] = "0.5,0.8,0.9",
    interval: Interval = 0,
    marks: Marks = None,
    queue: QueueName = "",
    time_column: TimeColumn = "",
    queue_column: QueueColumn = "",
    zone: Zone = "UTC",
    country: Country = "",
) -> None:
    """Forecast the contacts of each queue and interval, and write forecast.csv."""
    from exports import forecast_csv
    from rota.cli.console import stderr_console, stdout_console
    from rota.cli.folder import require_writable, write_files
    from rota.cli.views.forecast_view import forecast_notes, forecast_table, special_days
    from rota.forecast.marks import marks_for
    from rota.forecast.predict import predict

    levels = _levels(quantiles)
    path = out or (folder or Path()) / FORECAST
    require_writable(path)
    asked = Asked(history, folder, zone, country, marks, queue, time_column, queue_column, interval)
    read = read_input(asked)
    begin = _first_day(first, read)
    count = weeks or (read.team.horizon.weeks if read.team else DEFAULT_WEEKS)
    end = begin + timedelta(weeks=count)
    all_marks = read.marks(end)
    predictions: list[Prediction] = []
    for past in read.histories:
        known = past.until(begin)
        if len(known.counts) < 7:
            message = f"queue `{past.queue}` has less than a week of history before {begin}"
            raise InputError([Fault(str(history), 0, 0, message, f"it begins on {past.first}")])
        mine = marks_for(past.queue, all_marks)
        predictions.append(predict(known, mine, zone=read.zone, first=begin, weeks=count, levels=levels))
    console = stderr_console()
    for note in (*read.notes, *_far(read, begin), *forecast_notes(predictions)):
        console.print(f"note: {note}", soft_wrap=True)
    volumes = [volume for prediction in predictions for volume in prediction.volumes]
    replaced = " (in place of the one before)" if path.is_file() else ""
    write_files({path: forecast_csv.write(volumes, zone=read.zone)})
    console = stdout_console()
    console.print(forecast_table(predictions, begin, end))
    console.print(special_days(predictions, begin, end))
    console.print(f"written: {path}{replaced}", soft_wrap=True)


def _levels(text: str) -> list[float]:
    """Levels in (0, 1), ascending, each once."""
    try:
        levels = sorted({float(part) for part in text.split(",") if part.strip()})
    except ValueError:
        levels = [0.0]
    if not all(0 < level < 1 for level in levels):
        message = f"the quantiles are `{text}`, numbers between 0 and 1 are expected"
        raise InputError([Fault("", 0, 0, message, "write them as 0.5,0.8,0.9")])
    return levels


def _first_day(text: str, read: Read) -> date:
    """The day asked for; else the workspace's first, or the one after the history."""
    if text:
        try:
            return date.fromisoformat(text)
        except ValueError:
            message = f"`{text}` is not a date such as `2027-03-08`"
            raise InputError([Fault("", 0, 0, message)]) from None
    return read.team.horizon.start if read.team else max(past.end for past in read.histories)


def _far(read: Read, begin: date) -> list[str]:
    ends = max(past.end for past in read.histories)
    if begin < ends:
        return [f"the history goes on to {ends - timedelta(days=1)}: what is after {begin} is not looked at"]
    if begin - ends > FAR:
        return [
            f"the history ends {(begin - ends).days // 7} weeks before {begin}: what changed is not known"
        ]
    return []
