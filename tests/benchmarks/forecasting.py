"""Backtests of any histories, and what staffing on a quantile of the forecast rate would have achieved.

    python tests/benchmarks/forecasting.py calls.csv tickets.csv
    python tests/benchmarks/forecasting.py calls.csv --zone Asia/Jerusalem --country IL --rivals
    python tests/benchmarks/forecasting.py tickets.csv --every-hours 84 --after-weeks 6

The last one forecasts every 84 hours after 6 weeks of whole days, whatever the hour, and gives errors alone.
The third one moves the rest of each held-out day by what had come at 10, 12 and 15 o'clock (`rota intraday`):
the errors of the rest left alone, multiplied by the whole ratio, and by the ratio as trusted.
The protocol is that of `rota backtest`: rolling origins after 12 weeks (half of a shorter history), every
2 weeks, 14 days ahead, at most 26 weeks learned. The second table staffs each held-out interval by
Erlang C (80 % within 20 s, 180 s of handling) on the forecast, and asks in hindsight whether the agents
would have met that target with the contacts that came, in steady state.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rota.demand.hindsight import hindsight
from rota.demand.target import LiveTarget
from rota.forecast.backtest import Trial, origins_of, score, try_out
from rota.forecast.marks import marks_for, marks_of
from rota.forecast.methods import PLAIN
from rota.forecast.rivals import rivals
from rota.forecast.spread import spread_of
from rota.forecast.today import so_far
from rota.forecast.volume import Volume
from rota.load.calendar import calendar_of
from rota.load.contacts import read_contacts
from rota.load.histories import histories_of

if TYPE_CHECKING:
    from rota.forecast.history import History

WEEKS_AHEAD = 2
TARGET = LiveTarget(handle_seconds=180, max_occupancy=1.0)
"""80 % within 20 s."""


def moved(trials: list[Trial], history: History, marks) -> None:
    """The absolute errors of the rest of the day over its contacts, three ways."""
    slots = 24 * 60 // history.minutes
    start = datetime(2000, 1, 1, tzinfo=UTC)
    steps = [start + timedelta(minutes=history.minutes * slot) for slot in range(slots + 1)]
    spreads = {trial.origin: spread_of(history.until(trial.origin), marks) for trial in trials}
    print("rest of the day: at, as forecast, by the whole ratio, as trusted, mean trust")
    for hour in (10, 12, 15):
        now = hour * 60 // history.minutes
        errors, total, trusts = np.zeros(3), 0.0, []
        for trial in trials:
            spread = spreads[trial.origin]
            for told, came in zip(trial.told, trial.came, strict=True):
                if np.isnan(came).any() or told[:now].sum() <= 0:
                    continue
                volumes = [
                    Volume(*pair, "all", float(rate), (), spread.interval, spread.day)
                    for pair, rate in zip(pairwise(steps), told, strict=True)
                ]
                counts = dict(zip(steps[:now], came[:now].tolist(), strict=True))
                today = so_far("all", volumes, counts, seconds=history.minutes * 60.0)
                for place, factor in enumerate((1.0, today.ratio or 1.0, today.factor)):
                    errors[place] += np.abs(told[now:] * factor - came[now:]).sum()
                total += came[now:].sum()
                trusts.append(today.trust)
        shares = " ".join(f"{share:7.1%}" for share in errors / max(total, 1e-9))
        print(f"{hour:>4}:00 {shares} {np.mean(trusts):6.0%}")


def within_days(history: History, marks, methods, *, after_weeks: int, every_hours: int, most: int) -> None:
    """Origins at any hour, so many as there is room for: the day of an origin is known until then."""
    slots = history.counts.shape[1]
    hour, ahead = slots // 24, WEEKS_AHEAD * 7 * slots
    flat = history.counts.ravel()
    origins = range(after_weeks * 7 * slots, len(flat) - ahead + 1, every_hours * hour)[: most or None]
    print(f"{len(origins)} origins, every {every_hours} h after {after_weeks} weeks")
    for named in methods:
        scaled, errors, total = [], 0.0, 0.0
        for origin in origins:
            days = -(-origin // slots)
            counts = flat[: days * slots].copy()
            counts[origin:] = np.nan
            known = replace(history, counts=counts.reshape(days, slots))
            wanted = [known.end + timedelta(days=offset) for offset in range(-1, WEEKS_AHEAD * 7 + 1)]
            begin = origin - (days - 1) * slots
            told = named.method(known, marks, wanted).ravel()[begin : begin + ahead]
            came = flat[origin : origin + ahead]
            scale = np.nanmean(np.abs(flat[7 * slots : origin] - flat[: origin - 7 * slots]))
            scaled.append(np.nanmean(np.abs(told - came)) / scale)
            errors += float(np.nansum(np.abs(told - came)))
            total += float(np.nansum(came))
        print(f"{named.name:24} {np.mean(scaled):6.3f} {errors / total:7.1%}")


def report(path: Path, history: History, marks, methods) -> None:
    origins = origins_of(history, weeks_ahead=WEEKS_AHEAD)
    size = f"{len(history.counts)} days, {history.minutes} min, {len(origins)} origins"
    print(f"\n{path.name} {history.queue}: {size}")
    if not origins:
        print("too short")
        return
    trials = try_out(history, marks, methods, origins, weeks_ahead=WEEKS_AHEAD)
    print(
        f"{'method':24} {'MASE':>6} {'WAPE':>7} {'bias':>7} {'pinball':>8} {'in 80':>6} {'in 90':>6} {'s':>7}"
    )
    for named in methods:
        mine = [trial for trial in trials if trial.method == named.name]
        one = score(mine)
        rest = "" if one.pinball is None else f" {one.pinball:8.3f} {one.in_80:6.2f} {one.in_90:6.2f}"
        shares = f"{one.mase:6.3f} {one.wape:7.1%} {one.bias:+7.1%}"
        print(f"{one.method:24} {shares}{rest or ' ' * 23} {one.seconds:7.3f}")
    mine = [trial for trial in trials if trial.method == "rota"]
    spreads = [trial.spread or 0.0 for trial in mine]
    print(f"spread {min(spreads):.2f} to {max(spreads):.2f}; staffed on, hours, promised, kept; busy ones")
    for row in hindsight(mine, TARGET, minutes=history.minutes):
        level = "mean" if row.level is None else f"{row.level:.0%}"
        shares = f"{row.all.promised:6.1%} {row.all.kept:6.1%} {row.busy.promised:6.1%} {row.busy.kept:6.1%}"
        print(f"{level:>6} {row.hours:6.2f} {shares}")
    moved(mine, history, marks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--zone", default="UTC")
    parser.add_argument("--country", default="")
    parser.add_argument("--interval", type=int, default=0)
    parser.add_argument("--rivals", action="store_true")
    parser.add_argument("--every-hours", type=int, default=0, help="only this: origins at any hour")
    parser.add_argument("--after-weeks", type=int, default=6)
    parser.add_argument("--origins", type=int, default=0, help="so many of these; 0: all that have room")
    given = parser.parse_args()
    methods = [*PLAIN, *(rivals() if given.rivals else ())]
    for path in given.files:
        contacts = read_contacts(str(path), path.read_bytes(), zone=given.zone, queue="all")
        found = histories_of(contacts, minutes=given.interval)
        for note in found.notes:
            print(f"note: {note}")
        for history in found.histories:
            calendar = calendar_of(None, given.country, history.first, history.end)
            marks = marks_for(history.queue, marks_of(calendar))
            if given.every_hours:
                whole = history.since(history.first + timedelta(days=bool(np.isnan(history.counts[0]).any())))
                within_days(
                    whole,
                    marks,
                    methods,
                    after_weeks=given.after_weeks,
                    every_hours=given.every_hours,
                    most=given.origins,
                )
            else:
                report(path, history, marks, methods)


if __name__ == "__main__":
    main()
