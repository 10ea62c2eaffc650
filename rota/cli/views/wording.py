"""Small words that views share: numbers, spans and names as a terminal can show them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from rota.localtime import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from rota.shift import Shift

BETWEEN = 3
# Direction marks turn the order of what follows in the line; control characters steer the terminal.
UNSHOWABLE = {"Cc", "Zl", "Zp"}
DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """Text that somebody wrote, as one line without what would steer the terminal."""
    return "".join(
        "\ufffd" if letter in DIRECTIONS or unicodedata.category(letter) in UNSHOWABLE else letter
        for letter in text
    )


def hours(minutes: float) -> str:
    """Minutes as hours with at most one decimal: `152.5`, `160`."""
    return f"{minutes / 60:,.1f}".removesuffix(".0")


def amount(agents: float) -> str:
    """A number of agents, which a mean may make broken: `3`, `3.5`."""
    return f"{agents:.1f}".removesuffix(".0")


def counted(count: int, noun: str) -> str:
    """A count with its noun: `1 night`, `2 nights`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def day_text(day: date) -> str:
    """A date as people say it: `Sat 27 Mar`."""
    return f"{day:%a %d %b}"


def place_text(zone: str) -> str:
    """The place that a zone is named for: `New York` for `America/New_York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def span_text(start: datetime, end: datetime, zone: str) -> str:
    """Wall clock of a span: `14:00-22:00`; where it ends over a day later, also the day of its end."""
    begins, ends = start.astimezone(zone_of(zone)), end.astimezone(zone_of(zone))
    far = (ends.date() - begins.date()).days > 1 or (
        ends.date() > begins.date() and ends.time() >= begins.time()
    )
    return f"{begins:%H:%M}-{ends:%a %H:%M}" if far else f"{begins:%H:%M}-{ends:%H:%M}"


def clock_change(start: datetime, end: datetime, zone: str) -> str:
    """What the clocks of a zone do in a span: `clocks go forward`, `clocks go back`, or nothing."""
    before = start.astimezone(zone_of(zone)).utcoffset()
    after = end.astimezone(zone_of(zone)).utcoffset()
    if before is None or after is None or before == after:
        return ""
    return "clocks go forward" if after > before else "clocks go back"


def kind_text(shift: Shift) -> str:
    """Role and kind of a shift where they are out of the ordinary: `primary, on call`."""
    kind = "" if shift.kind == "work" else shift.kind.replace("_", " ")
    return ", ".join(word for word in (shown(shift.role), kind) if word)


def flow(entries: Iterable[str], *, width: int, style: str = "") -> Text:
    """Entries in lines of at most `width` cells, broken between entries only."""
    return Text("\n".join(_lines(entries, width)), style=style)


def _lines(entries: Iterable[str], width: int) -> Iterator[str]:
    line = ""
    for entry in entries:
        longer = f"{line}{' ' * BETWEEN}{entry}" if line else entry
        if line and cell_len(longer) > width:
            yield line
            longer = entry
        line = longer
    if line:
        yield line
