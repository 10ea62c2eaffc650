"""Wall clocks and instants: the one place where local time becomes UTC and back.

Inside `rota` every instant is an aware UTC datetime and every span is half-open, [start, end).
A wall-clock time that a spring change skips moves forward by the length of the gap (02:30 becomes
03:30); one that an autumn change repeats means its first occurrence (RFC 5545, section 3.3.5),
unless `fold=1` asks for the second.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)


@cache
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of this name; raises ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown zone `{name}`") from error


@lru_cache(maxsize=1 << 16)
def resolve(day: date, clock: time, zone: str, *, fold: int = 0) -> datetime:
    """The UTC instant at which the wall clock of `zone` shows `clock` on `day`."""
    local = datetime.combine(day, clock.replace(fold=fold), tzinfo=zone_of(zone))
    instant = local.astimezone(UTC)
    shown = instant.astimezone(local.tzinfo)
    if shown.replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    # A skipped time: with fold=0 Python reads it by the offset before the change, which lands
    # after the gap by as much as the clock moved.
    return datetime.combine(day, clock.replace(fold=0), tzinfo=local.tzinfo).astimezone(UTC)


@lru_cache(maxsize=1 << 18)
def local_day(instant: datetime, zone: str) -> date:
    """The date on the wall of `zone` at this instant."""
    return instant.astimezone(zone_of(zone)).date()


def local_days(start: datetime, end: datetime, zone: str) -> list[date]:
    """The dates on the wall of `zone` that have a minute in [start, end), in order."""
    first, last = local_day(start, zone), local_day(end - timedelta(minutes=1), zone)
    return [first + DAY * offset for offset in range((last - first).days + 1)]


def midnight(day: date, zone: str) -> datetime:
    """The UTC instant at which this local day begins."""
    return resolve(day, time(0), zone)


def minutes_between(start: datetime, end: datetime) -> int:
    """Elapsed whole minutes from `start` to `end`, two UTC instants; negative if `end` is earlier."""
    return int((end - start).total_seconds() // 60)


def overlap_minutes(start: datetime, end: datetime, other_start: datetime, other_end: datetime) -> int:
    """Minutes that two half-open spans share."""
    return max(0, minutes_between(max(start, other_start), min(end, other_end)))


def clock_text(instant: datetime, zone: str) -> str:
    """The instant as people of this zone say it: `Sat 27 Mar 22:00`."""
    return instant.astimezone(zone_of(zone)).strftime("%a %d %b %H:%M")


def clock_at_home(instant: datetime, zone: str, home: str) -> str:
    """The instant in a zone, and how it is called at somebody's home where clocks differ there.

    `Tue 16 Mar 09:00 (04:00 in Toronto)`; with the day where that is another one.
    """
    there, here = instant.astimezone(zone_of(home)), instant.astimezone(zone_of(zone))
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return clock_text(instant, zone)
    told = there.strftime("%H:%M") if there.date() == here.date() else clock_text(instant, home)
    return f"{clock_text(instant, zone)} ({told} in {home.split('/')[-1].replace('_', ' ')})"


def hours_text(minutes: int) -> str:
    """Minutes as hours, the same way everywhere: `11 h`, `7 h 30 min`, `20 min`."""
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    hours, rest = divmod(minutes, 60)
    if rest == 0:
        return f"{sign}{hours} h"
    return f"{sign}{hours} h {rest} min" if hours else f"{sign}{rest} min"
