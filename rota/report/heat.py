"""A map of a queue's service level: a row a day, a column a stretch of the wall clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rota.report.plot import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Look = Literal["", "kept", "near", "below"]
"""Nothing expected; at least what is asked; at most NEAR below it; further below."""
NEAR, ROUNDING = 0.1, 1e-9
LEFT, TOP, HOUR, ROW = 70, 16, 20, 12


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Neighbours that look the same; `words` say what is below, and are empty where all is kept."""

    x: float
    y: int
    width: float
    look: Look
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A day's label and its height in the map."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Cells in a box of `width` by `height` units; `alt` says in words what matters of it."""

    title: str
    alt: str
    cells: tuple[HeatCell, ...]
    rows: tuple[HeatRow, ...]
    hours: tuple[tuple[int, str], ...]
    width: int
    height: int
    row: int = ROW


@dataclass(frozen=True, slots=True)
class Level:
    """The service level of a stretch [start, end) of minutes on the wall clock of a day."""

    start: int
    end: int
    level: float
    words: str


def look_at(level: float, asked: float) -> Look:
    """How a level looks beside what is asked."""
    if level >= asked - ROUNDING:
        return "kept"
    return "near" if level >= asked - NEAR - ROUNDING else "below"


def heat_map(title: str, alt: str, asked: float, days: Mapping[str, Sequence[Level]]) -> HeatMap:
    """The map of days, by their labels, from top to bottom; a day's levels are in order of time."""
    rows = tuple(HeatRow(TOP + ROW * index, label) for index, label in enumerate(days))
    cells = (
        cell for row, levels in zip(rows, days.values(), strict=True) for cell in _cells(row.y, levels, asked)
    )
    hours = tuple((LEFT + HOUR * hour, f"{hour:02}") for hour in range(0, 25, 6))
    return HeatMap(title, alt, tuple(cells), rows, hours, LEFT + 24 * HOUR + 12, TOP + ROW * len(days) + 4)


def _cells(y: int, levels: Sequence[Level], asked: float) -> Iterator[HeatCell]:
    signs = [
        (look_at(one.level, asked), one.words if one.level < asked - ROUNDING else "", _breaks(levels, index))
        for index, one in enumerate(levels)
    ]
    for (look, words, _), first, last in runs(signs):
        x, end = (LEFT + HOUR * minutes / 60 for minutes in (levels[first].start, levels[last - 1].end))
        yield HeatCell(round(x, 1), y, round(end - x, 1), look, words)


def _breaks(levels: Sequence[Level], index: int) -> int:
    """How many holes there are in the day before a level: cells do not join across one."""
    return sum(levels[at].start != levels[at - 1].end for at in range(1, index + 1))
