"""A forecast in a table a queue a line, with what it rests on and the special days ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import counted, day_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rota.forecast.outliers import Outlier
    from rota.forecast.predict import Prediction

LATELY = 4
MOST_DAYS = 4
CAPTION = (
    "lately, ahead: contacts a week\nday, interval: standard deviation of the rate of a day, an interval"
)
NO_CHANGE = 0.02
WAYS = {
    "steady": "steady",
    "moving": "moved",
    "jumping": "jumped",
    "trend": "trend",
}


def forecast_table(predictions: Sequence[Prediction], first: date, end: date) -> Table:
    """Contacts a week lately and ahead, which way the level goes, and how far off days and intervals are."""
    weeks = (end - first).days // 7
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, caption=CAPTION)
    for name in ("queue", "history to", "weeks", "lately", "ahead", "level", "day", "interval"):
        left = name in ("queue", "level")
        table.add_column(name, justify="left" if left else "right", no_wrap=not left, overflow="fold")
    for prediction in predictions:
        history, spread = prediction.history, prediction.spread
        lately = history.counts[-LATELY * 7 :]
        known = (~np.isnan(lately)).mean()
        before = np.nansum(lately) / max(known, 1e-9) / len(lately) * 7
        ahead = sum(volume.contacts for volume in prediction.volumes) / weeks
        table.add_row(
            shown(history.queue),
            str(history.end - timedelta(days=1)),
            str(len(history.counts) // 7),
            _number(before),
            _number(ahead),
            _level(prediction),
            f"{spread.day:.0%}",
            f"{spread.interval:.0%}",
        )
    return table


def special_days(predictions: Sequence[Prediction], first: date, end: date) -> Text:
    """The marked days ahead, each with the share of an ordinary day that it is taken for."""
    lines: list[str] = []
    days = sorted({day for one in predictions for day in one.fitted.marks if first <= day < end})
    for day in days:
        marks = [(one, one.fitted.marks[day]) for one in predictions if day in one.fitted.marks]
        mark = marks[0][1]
        shares = sorted({f"{one.fitted.share(day):.2f}" for one, _ in marks})
        share = shares[0] if len(shares) == 1 else f"{shares[0]} to {shares[-1]}"
        learned = max(one.fitted.factors[mark.group].days for one, _ in marks)
        source = "as marked" if mark.factor is not None else f"learned from {counted(learned, 'day')}"
        note = f", {shown(mark.note)}" if mark.note else ""
        lines.append(f"{day_text(day)}{note}: {mark.group}, {share} of an ordinary day ({source})")
    return Text("\n".join(["special days ahead", *(f"  {line}" for line in lines)] if lines else []))


def forecast_notes(predictions: Sequence[Prediction]) -> Iterator[str]:
    """What was left out as no example for the future, and what a history is too short for."""
    for prediction in predictions:
        queue = shown(prediction.history.queue)
        outliers = prediction.fitted.outliers
        if outliers:
            worst = sorted(outliers, key=lambda one: -abs(one.usual * (one.times - 1)))[:MOST_DAYS]
            said = "; ".join(_outlier(one, prediction) for one in sorted(worst, key=lambda one: one.day))
            more = f"; and {len(outliers) - len(worst)} more" if len(outliers) > len(worst) else ""
            yield f"queue `{queue}`, left out as no example: {said}{more} (marks.csv can say what they were)"
        if not prediction.spread.days:
            yield (
                f"queue `{queue}` has too short a history to try forecasts on: "
                f"a spread of {prediction.spread.interval:.0%} is assumed"
            )


def _outlier(outlier: Outlier, prediction: Prediction) -> str:
    if outlier.slots:
        minutes = prediction.history.minutes
        begin, end = outlier.slots[0] * minutes, (outlier.slots[1] + 1) * minutes
        span = f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"
        return f"{outlier.day} {span} (nothing came, {outlier.usual:.0f} were due)"
    return f"{outlier.day} ({outlier.times:.2g} times the usual {outlier.usual:.0f})"


def _level(prediction: Prediction) -> str:
    level = prediction.fitted.level
    first, last = level.factor(0) - 1, level.factor(len(level.ahead) - 1) - 1
    if max(abs(first), abs(last)) < NO_CHANGE:
        return WAYS["steady"]
    change = f"{first:+.0%}" if f"{first:.0%}" == f"{last:.0%}" else f"{first:+.0%} to {last:+.0%}"
    return f"{WAYS[level.way]}, {change}"


def _number(contacts: float) -> str:
    return f"{contacts:,.0f}" if contacts >= 10 or not contacts else f"{contacts:.1f}"
