"""A backtest as a table: a method a line, the best of each measure marked."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from rota.cli.views.wording import counted, shown
from rota.demand.hindsight import BUSY
from rota.forecast.backtest import Score, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rota.demand.hindsight import Hindsight, Kept
    from rota.demand.target import LiveTarget
    from rota.forecast.backtest import Trial
    from rota.forecast.history import History

CAPTION = (
    "MASE, WAPE, pinball: less is better. in 80, in 90: share of counts within the 80 % and 90 % quantile. "
    "seconds: a forecast"
)
KEPT_CAPTION = (
    "promised: share of intervals that keep to it, by the forecast's spread and with whole agents; kept: "
    "with the contacts that came. hours: over what these ask for"
)


def scores(trials: Sequence[Trial]) -> tuple[Score, ...]:
    """A score a method, in the order in which they were tried."""
    names = dict.fromkeys(trial.method for trial in trials)
    return tuple(score([trial for trial in trials if trial.method == name]) for name in names)


def origins_text(history: History, origins: Sequence[date], weeks_ahead: int) -> str:
    """What was tried on which part of the history."""
    times = f"{counted(weeks_ahead, 'week')} ahead from {counted(len(origins), 'origin')}"
    return f"queue {shown(history.queue)}: {times}, {origins[0]} to {origins[-1]}, {history.minutes} min"


def backtest_table(trials: Sequence[Trial]) -> Table:
    """All methods; a measure that a method was too slow for is a dash."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), caption=CAPTION)
    for name in ("method", "MASE", "WAPE", "bias", "pinball", "in 80", "in 90", "seconds"):
        table.add_column(name, justify="left" if name == "method" else "right", no_wrap=True)
    for one in scores(trials):
        table.add_row(*cells(one))
    return table


def cells(one: Score) -> tuple[str, ...]:
    """A score as text."""
    return (
        one.method,
        "-" if isnan(one.mase) else f"{one.mase:.3f}",
        f"{one.wape:.1%}",
        f"{one.bias:+.1%}",
        "-" if one.pinball is None else f"{one.pinball:.3f}",
        "-" if one.in_80 is None else f"{one.in_80:.0%}",
        "-" if one.in_90 is None else f"{one.in_90:.0%}",
        f"{one.seconds:.2f}",
    )


def hindsight_text(target: LiveTarget, rows: Sequence[Hindsight], *, standard: bool) -> str:
    """What the intervals were held against; `standard` where no workspace says what is promised."""
    wait = "" if target.patience_seconds is None else ", who waits hangs up"
    handle = f"{target.handle_seconds:g} s a contact{wait}"
    told = f"staffed in hindsight: {target.service_level:.0%} within {target.answer_seconds:g} s, {handle}"
    own = " (the queue's own with --in)" if standard else ""
    held, busy = rows[0].all.intervals, rows[0].busy.intervals
    sizes = f"{held:,} intervals, {busy:,} busy ones with {BUSY:g} contacts expected or more"
    return f"{told}{own}\n{sizes}"


def hindsight_table(rows: Sequence[Hindsight]) -> Table:
    """What staffing on each level promised and kept, over all intervals and over the busy ones."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), caption=KEPT_CAPTION)
    for name in ("staffed on", "hours", "promised", "kept", "busy: promised", "kept"):
        table.add_column(name, justify="left" if name == "staffed on" else "right", no_wrap=True)
    for row in rows:
        level = "the mean" if row.level is None else f"{row.level:.0%}"
        table.add_row(level, f"{row.hours:.2f}", *_shares(row.all), *_shares(row.busy))
    return table


def _shares(kept: Kept) -> tuple[str, str]:
    promised, came = ("-" if isnan(one) else f"{one:.1%}" for one in (kept.promised, kept.kept))
    return promised, came
