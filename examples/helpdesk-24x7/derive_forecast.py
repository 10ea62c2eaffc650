"""Derive the example's forecast from two public logs: calls of a bank, tickets of an IT service desk.

    python derive_forecast.py --calls technion1999_30min.csv --tickets servicenow_60min.csv --out forecast.csv

Both inputs have the columns `ds,y`: local start of a half hour (an hour), and how many came in it.
How and from where is told in FORECAST.md; the numbers below are the choices that it explains.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HALF_HOUR = timedelta(minutes=30)
WEEK = timedelta(weeks=1)
SLOTS = 336
"""Half hours of a week, from Monday 00:00 on the wall clock."""

Week = tuple[float, ...]

ZONE = ZoneInfo("Europe/Berlin")
FIRST_DAY = date(2027, 3, 8)
WEEKS = 4
EASTER = frozenset({date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)})
"""Good Friday, Easter Sunday, Easter Monday."""

ALPHA = 0.2
CALLS_FROM = datetime(1999, 10, 10)  # noqa: DTZ001 - a wall-clock time of the source, a Sunday
CALLS_LEARNED = 8
TICKETS_FROM = datetime(2016, 3, 7)  # noqa: DTZ001 - a wall-clock time of the source, a Monday
TICKETS_LEARNED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large the desk is: contacts of an ordinary week, and the shares in which they fall."""

    calls_a_week: float = 600.0
    chats_a_week: float = 130.0
    tickets_a_week: float = 170.0
    escalated: float = 0.1
    easter: float = 0.4
    languages: tuple[tuple[str, float], ...] = (("de", 0.5), ("en", 0.3), ("fr", 0.2))


def read_series(path: Path) -> dict[datetime, float]:
    """Counts by local start, as the file has them."""
    with path.open(newline="", encoding="utf-8") as file:
        return {datetime.fromisoformat(row["ds"]): float(row["y"]) for row in csv.DictReader(file)}


def halved(hourly: Mapping[datetime, float]) -> dict[datetime, float]:
    """Half hours from hours, half of the count each."""
    halves = (
        (start + offset, count / 2)
        for start, count in hourly.items()
        for offset in (HALF_HOUR * 0, HALF_HOUR)
    )
    return dict(halves)


def weeks_of(series: Mapping[datetime, float], start: datetime, count: int) -> list[Week]:
    """So many weeks of 336 half hours from `start` on; a half hour that is missing raises KeyError."""
    return [
        tuple(series[start + WEEK * week + HALF_HOUR * slot] for slot in range(SLOTS))
        for week in range(count)
    ]


def profile(weeks: Sequence[Week], alpha: float) -> Week:
    """The exponentially weighted mean week: each older week weighs (1 - alpha) times the next."""
    weights = [(1 - alpha) ** age for age in reversed(range(len(weeks)))]
    total = sum(weights)
    return tuple(
        sum(weight * week[slot] for weight, week in zip(weights, weeks, strict=True)) / total
        for slot in range(SLOTS)
    )


def rolling(weeks: Sequence[Week], *, learned: int, alpha: float) -> list[Week]:
    """The profiles after the first `learned` weeks, after one more, and so on.

    Each is what was known when its week began: so the forecast weeks differ as real ones did.
    """
    return [profile(weeks[:known], alpha) for known in range(learned, len(weeks) + 1)]


def scaled(weeks: Sequence[Week], contacts: float) -> list[Week]:
    """All weeks by one factor, such that their mean total is `contacts`."""
    factor = contacts * len(weeks) / sum(map(sum, weeks))
    return [tuple(amount * factor for amount in week) for week in weeks]


def instants(first_day: date, weeks: int, zone: ZoneInfo) -> Iterator[datetime]:
    """Every half hour of the local days, as aware local datetimes: 46 on the day of the spring change."""
    instant = datetime.combine(first_day, time(0), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(first_day + WEEK * weeks, time(0), tzinfo=zone).astimezone(UTC)
    while instant < end:
        yield instant.astimezone(zone)
        instant += HALF_HOUR


def contacts_at(local: datetime, weeks: Sequence[Week], *, easter: float) -> float:
    """The contacts of the half hour that the wall clock shows, fewer on the days of Easter."""
    week = (local.date() - FIRST_DAY).days // 7
    slot = (local.weekday() * 24 + local.hour) * 2 + local.minute // 30
    return weeks[week][slot] * (easter if local.date() in EASTER else 1.0)


def forecast(
    calls: Sequence[Week], tickets: Sequence[Week], scale: Scale
) -> list[tuple[datetime, str, float]]:
    """Start, queue and contacts of every half hour, by start and queue. One week a forecast week each."""
    phone, chat = scaled(calls, scale.calls_a_week), scaled(calls, scale.chats_a_week)
    ticket = scaled(tickets, scale.tickets_a_week)
    rows: list[tuple[datetime, str, float]] = []
    for local in instants(FIRST_DAY, WEEKS, ZONE):
        rung = contacts_at(local, phone, easter=scale.easter)
        here = {f"phone-{language}": rung * share for language, share in scale.languages}
        here["chat-en"] = contacts_at(local, chat, easter=scale.easter)
        here["tickets"] = contacts_at(local, ticket, easter=scale.easter)
        here["l2"] = scale.escalated * sum(here.values())
        rows += [(local, queue, round(here[queue], 2)) for queue in sorted(here)]
    return rows


def write(rows: Iterable[tuple[datetime, str, float]], path: Path) -> None:
    """The rows as `start,queue,contacts`, starts with their UTC offset."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start", "queue", "contacts"])
        writer.writerows((start.isoformat(), queue, f"{contacts:.2f}") for start, queue, contacts in rows)


def derive(
    calls: Mapping[datetime, float], tickets: Mapping[datetime, float], scale: Scale
) -> list[tuple[datetime, str, float]]:
    """The forecast from both series. The Israeli week begins on Sunday: its days become Monday to Sunday."""
    call_weeks = weeks_of(calls, CALLS_FROM, CALLS_LEARNED + WEEKS - 1)
    ticket_weeks = weeks_of(halved(tickets), TICKETS_FROM, TICKETS_LEARNED + WEEKS - 1)
    return forecast(
        rolling(call_weeks, learned=CALLS_LEARNED, alpha=ALPHA),
        rolling(ticket_weeks, learned=TICKETS_LEARNED, alpha=ALPHA),
        scale,
    )


def main() -> None:
    """Read the command line, derive, write, and say how much it is."""
    usual = Scale()
    parser = argparse.ArgumentParser(description="derive the example's forecast from two public logs")
    parser.add_argument("--calls", type=Path, required=True, help="half hours of calls, columns ds,y")
    parser.add_argument("--tickets", type=Path, required=True, help="hours of tickets, columns ds,y")
    parser.add_argument("--out", type=Path, required=True, help="where the forecast goes")
    parser.add_argument("--calls-a-week", type=float, default=usual.calls_a_week)
    parser.add_argument("--chats-a-week", type=float, default=usual.chats_a_week)
    parser.add_argument("--tickets-a-week", type=float, default=usual.tickets_a_week)
    parser.add_argument("--escalated", type=float, default=usual.escalated, help="share passed to l2")
    parser.add_argument("--easter", type=float, default=usual.easter, help="factor on the days of Easter")
    given = vars(parser.parse_args())
    calls, tickets, out = (given.pop(name) for name in ("calls", "tickets", "out"))
    rows = derive(read_series(calls), read_series(tickets), Scale(**given))
    write(rows, out)
    totals: defaultdict[str, float] = defaultdict(float)
    for _, queue, contacts in rows:
        totals[queue] += contacts
    print(*(f"{queue}: {totals[queue]:.0f} contacts" for queue in sorted(totals)), sep="\n")


if __name__ == "__main__":
    main()
