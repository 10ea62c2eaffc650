"""A backtest as a table: a method a line, the best of each measure marked."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from rota.cli.views.wording import counted, shown
from rota.forecast.backtest import Score, score

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rota.forecast.backtest import Trial
    from rota.forecast.history import History

CAPTION = (
    "MASE, WAPE, pinball: less is better. in 80, in 90: share of counts within the 80 % and 90 % quantile. "
    "seconds: a forecast"
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
