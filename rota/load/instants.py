"""Timestamps as people and programs write them, one after another, as UTC instants."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from rota.localtime import resolve, zone_of

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
STAMP_HELP = "write `2027-03-08T22:00` or `2027-03-08T22:00+01:00`"


class NaiveClock:
    """Reads timestamps in the order of the file; those without an offset are the wall clock of `zone`.

    Of a time that the autumn change repeats, the first to be read is the first, the next the second.
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._seen: set[datetime] = set()

    def read(self, text: str) -> tuple[datetime | None, str, str]:
        """The instant, or a message and help."""
        stamp = stamp_of(text)
        if stamp is None:
            return None, f"`{text}` is not a timestamp", STAMP_HELP
        if stamp.tzinfo is not None:
            try:
                return stamp.astimezone(UTC), "", ""
            except OverflowError:
                return None, f"`{text}` is not a timestamp", STAMP_HELP
        return self._wall_clock(stamp, text)

    def _wall_clock(self, stamp: datetime, text: str) -> tuple[datetime | None, str, str]:
        if not 1900 <= stamp.year < 3000:
            return None, f"`{text}` is not a timestamp", STAMP_HELP
        instant = resolve(stamp.date(), stamp.time(), self.zone)
        if wall_clock(instant, self.zone) != stamp:
            message = f"`{text}` does not exist in {self.zone}: the clocks skip it"
            return None, message, "leave the skipped hour out, or write times with an offset"
        if stamp in self._seen:
            instant = resolve(stamp.date(), stamp.time(), self.zone, fold=1)
        self._seen.add(stamp)
        return instant, "", ""


def stamp_of(text: str) -> datetime | None:
    """An ISO 8601 timestamp, with or without an offset; None for anything else."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def wall_clock(instant: datetime, zone: str) -> datetime:
    """What the wall clock of the zone shows at this instant, without zone or fold."""
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None, fold=0)


def is_repeated(instant: datetime, zone: str) -> bool:
    """Whether the wall clock shows the same at another instant, because it goes back."""
    shown = wall_clock(instant, zone)
    return resolve(shown.date(), shown.time(), zone) != resolve(shown.date(), shown.time(), zone, fold=1)
