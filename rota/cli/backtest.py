"""`rota backtest`: how good the forecast would have been, against plainer ones and a library's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.history_input import (
    Asked,
    Country,
    HistoryFile,
    InFolder,
    Interval,
    Marks,
    Picture,
    QueueColumn,
    QueueName,
    TimeColumn,
    Zone,
    read_input,
)
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from rota.forecast.backtest import Trial

PICTURES = (".svg", ".html")


def backtest(
    history: HistoryFile,
    folder: InFolder = None,
    weeks_ahead: Annotated[int, typer.Option(min=1, max=12, help="Weeks forecast from each origin.")] = 2,
    origins: Annotated[
        int, typer.Option(min=0, help="Only the last so many origins.", show_default="all")
    ] = 0,
    statsforecast: Annotated[
        bool, typer.Option("--statsforecast", help="Also against this library, an extra; slow.")
    ] = False,
    out: Picture = None,
    interval: Interval = 0,
    marks: Marks = None,
    queue: QueueName = "",
    time_column: TimeColumn = "",
    queue_column: QueueColumn = "",
    zone: Zone = "UTC",
    country: Country = "",
) -> None:
    """Forecast from many days of the past, each time knowing only what was before, and score it."""
    from rota.cli.console import stderr_console, stdout_console
    from rota.cli.folder import require_writable, write_files
    from rota.cli.views.backtest_picture import picture
    from rota.cli.views.backtest_view import backtest_table, origins_text
    from rota.forecast.backtest import origins_of, try_out
    from rota.forecast.marks import marks_for
    from rota.forecast.methods import PLAIN
    from rota.forecast.rivals import rivals

    if out:
        _require_picture(out)
        require_writable(out)
    methods = (*PLAIN, *(rivals() if statsforecast else ()))
    asked = Asked(history, folder, zone, country, marks, queue, time_column, queue_column, interval)
    read = read_input(asked)
    err, console = stderr_console(), stdout_console()
    for note in read.notes:
        err.print(f"note: {note}", soft_wrap=True)
    tried: list[tuple[str, tuple[Trial, ...]]] = []
    for past in read.histories:
        begins = origins_of(past, weeks_ahead=weeks_ahead, most=origins)
        if not begins:
            err.print(f"note: queue `{past.queue}` is too short to hold {weeks_ahead} weeks back: left out")
            continue
        mine = marks_for(past.queue, read.marks(past.end))
        trials = try_out(past, mine, methods, begins, weeks_ahead=weeks_ahead)
        tried.append((past.queue, trials))
        console.print(origins_text(past, begins, weeks_ahead))
        console.print(backtest_table(trials))
    if not tried:
        message = f"the history is too short to hold {weeks_ahead} weeks back"
        raise InputError([Fault(str(history), 0, 0, message, "ask for fewer with --weeks-ahead")])
    if out:
        write_files({out: picture(tried, html=out.suffix == ".html")})
        console.print(f"written: {out}", soft_wrap=True)


def _require_picture(path: Path) -> None:
    if path.suffix not in PICTURES:
        message = f"`{path.name}` is neither .svg nor .html"
        raise InputError([Fault(str(path), 0, 0, message, "name the picture after one of them")])
