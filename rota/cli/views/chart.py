"""A panel of a chart as SVG: an axis from 0, a title, lines, dots and bands over evenly spaced places."""

from __future__ import annotations

from itertools import groupby
from math import ceil, floor, isnan, log10
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 980, 300
LEFT, RIGHT, ABOVE, BELOW = 52, 16, 58, 32
INK, MUTED, GRID = "#22262b", "#666c75", "#e6e8eb"
TICKS = 4


def text(parent: Element, x: float, y: float, said: str, **attributes: str) -> None:
    """A line of text whose baseline begins at a point."""
    SubElement(parent, "text", {"x": _number(x), "y": _number(y), "fill": INK, **attributes}).text = said


class Panel:
    """Values from 0 to `most` over `count` places, in a frame of WIDTH x HEIGHT from `top` down."""

    def __init__(self, root: Element, *, top: int, count: int, most: float) -> None:
        self._group = SubElement(root, "g", {"transform": f"translate(0 {top})"})
        self._count = max(count, 1)
        step = _step(most)
        self._most = step * max(1, ceil(most / step))
        for tick in range(round(self._most / step) + 1):
            y = self._y(tick * step)
            line = {"x1": str(LEFT), "x2": str(WIDTH - RIGHT), "y1": _number(y), "y2": _number(y)}
            SubElement(self._group, "line", {**line, "stroke": GRID})
            text(self._group, LEFT - 8, y + 4, f"{tick * step:g}", fill=MUTED, **{"text-anchor": "end"})

    def title(self, said: str) -> None:
        """Above the panel."""
        text(self._group, LEFT, 20, said, **{"font-weight": "600", "font-size": "14"})

    def key(self, entries: Sequence[tuple[str, str]]) -> None:
        """Names with their colours, under the title."""
        x = float(LEFT)
        for name, colour in entries:
            SubElement(
                self._group,
                "rect",
                {"x": _number(x), "y": "32", "width": "12", "height": "12", "rx": "2", "fill": colour},
            )
            text(self._group, x + 17, 42, name, fill=MUTED)
            x += 36 + 7 * len(name)

    def below(self, share: float, said: str) -> None:
        """A label under the axis, at a share of its length."""
        x = LEFT + share * (WIDTH - LEFT - RIGHT)
        text(self._group, x, HEIGHT - BELOW + 20, said, fill=MUTED, **{"text-anchor": "middle"})

    def line(self, values: Sequence[float], colour: str, *, dots: bool = False) -> None:
        """A line through the values; it breaks where one is unknown."""
        for known, run in groupby(enumerate(values), key=lambda item: not isnan(item[1])):
            if known:
                points = " ".join(self._point(place, value) for place, value in run)
                stroke = {"fill": "none", "stroke": colour, "stroke-width": "2", "stroke-linejoin": "round"}
                SubElement(self._group, "polyline", {"points": points, **stroke})
        if dots:
            self.dots(values, colour, radius="3.5")

    def dots(self, values: Sequence[float], colour: str, *, radius: str = "1.5") -> None:
        """A dot at each known value."""
        for place, value in enumerate(values):
            if not isnan(value):
                centre = {"cx": _number(self._x(place)), "cy": _number(self._y(value))}
                SubElement(self._group, "circle", {**centre, "r": radius, "fill": colour})

    def band(self, low: Sequence[float], high: Sequence[float], colour: str) -> None:
        """The area between two lines."""
        there = [self._point(place, value) for place, value in enumerate(high)]
        back = [self._point(place, value) for place, value in enumerate(low)]
        SubElement(self._group, "polygon", {"points": " ".join([*there, *back[::-1]]), "fill": colour})

    def _point(self, place: int, value: float) -> str:
        return f"{_number(self._x(place))},{_number(self._y(value))}"

    def _x(self, place: int) -> float:
        return LEFT + (place + 0.5) / self._count * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - BELOW - value / self._most * (HEIGHT - ABOVE - BELOW)


def _step(most: float) -> float:
    """A round distance of ticks of which a few reach the most: 1, 2 or 5 times a power of ten."""
    rough = max(most, 1e-9) / TICKS
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
