"""Wanted against there, drawn with characters: full where covered, light where missing, plus where over."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COVERED, MISSING, OVER = "█", "░", "+"
BAR_LEGEND = (
    f"{COVERED} on duty and wanted, {MISSING} wanted and missing, {OVER} on duty beyond what is wanted"
)
HOURS_A_LABEL = 3


def bar(*, wanted: float, missing: float, there: float, agents_a_sign: int = 1) -> str:
    """A line of signs: those of the wanted who are there, those missing, those there beyond the wanted."""
    covered = max(0.0, wanted - missing)
    edges = (covered, covered + missing, covered + missing + max(0.0, there - covered))
    line = ""
    for sign, edge in zip((COVERED, MISSING, OVER), edges, strict=True):
        # To the nearest sign, but whatever is there at all shows.
        line += sign * (max(edge > 0, floor(edge / agents_a_sign + 0.5)) - len(line))
    return line


def columns(
    wanted: Sequence[float], missing: Sequence[float], there: Sequence[float], *, lines: int
) -> Iterator[str]:
    """Columns of the same signs over an axis, at most `lines` high; the axis counts agents."""
    bars = list(zip(wanted, missing, there, strict=True))
    most = max((max(want, want + here - (want - lack)) for want, lack, here in bars), default=0.0)
    agents_a_line = max(1, ceil(most / lines))
    drawn = [
        bar(wanted=want, missing=lack, there=here, agents_a_sign=agents_a_line) for want, lack, here in bars
    ]
    for line in range(max(map(len, drawn), default=0), 0, -1):
        cells = "".join(column[line - 1] if line <= len(column) else " " for column in drawn)
        yield f"{line * agents_a_line:>4} {cells}".rstrip()
    yield "     " + hour_axis(len(drawn) // 24)


def hour_axis(columns_an_hour: int) -> str:
    """The hours of a day under their columns: `00    03    06`."""
    return "".join(
        f"{hour:02}".ljust(HOURS_A_LABEL * columns_an_hour) for hour in range(0, 24, HOURS_A_LABEL)
    ).rstrip()
