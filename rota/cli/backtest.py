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
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from rota.cli.history_input import Read
    from rota.demand.target import LiveTarget
    from rota.forecast.backtest import Trial
    from rota.forecast.history import History

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
    handle_seconds: Annotated[
        float, typer.Option(min=1, max=86_400, help="Mean time that a contact takes, without a workspace.")
    ] = 180,
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
        for part in _staffed(read, past, trials, handle_seconds):
            console.print(part, soft_wrap=isinstance(part, str))
    if not tried:
        message = f"the history is too short to hold {weeks_ahead} weeks back"
        raise InputError([Fault(str(history), 0, 0, message, "ask for fewer with --weeks-ahead")])
    if out:
        write_files({out: picture(tried, html=out.suffix == ".html")})
        console.print(f"written: {out}", soft_wrap=True)


def _staffed(
    read: Read, past: History, trials: Sequence[Trial], handle_seconds: float
) -> tuple[RenderableType, ...]:
    """What staffing on these forecasts would have brought; a line for a queue whose work may wait."""
    from rota.cli.views.backtest_view import hindsight_table, hindsight_text
    from rota.cli.views.wording import shown
    from rota.demand.hindsight import LEVELS, hindsight, while_open
    from rota.demand.opening import Opening
    from rota.demand.target import LiveTarget
    from rota.load.build import opening_of, target_of
    from rota.localtime import midnight

    mine = [trial for trial in trials if trial.method == trials[0].method]
    part = next((one for one in read.team.queues if one.id == past.queue), None) if read.team else None
    target: LiveTarget = LiveTarget(handle_seconds=handle_seconds, max_occupancy=1.0)
    if read.team and part:
        promise = target_of(part)
        if not isinstance(promise, LiveTarget):
            return (f"queue {shown(past.queue)} may wait: no interval of it has a target of its own",)
        target = promise
        spans = opening_of(read.team, *(midnight(day, read.zone) for day in (past.first, past.end)))
        opening = Opening(spans.get(past.queue))
        mine = list(while_open(mine, opening, zone=read.zone, minutes=past.minutes))
    levels = (*LEVELS, target.staff_on) if target.staff_on not in LEVELS else LEVELS
    rows = hindsight(mine, target, minutes=past.minutes, levels=levels)
    return hindsight_text(target, rows, standard=part is None), hindsight_table(rows)


def _require_picture(path: Path) -> None:
    if path.suffix not in PICTURES:
        message = f"`{path.name}` is neither .svg nor .html"
        raise InputError([Fault(str(path), 0, 0, message, "name the picture after one of them")])
