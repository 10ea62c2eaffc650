"""Gaps, or costs, over time as a picture: one stepped line a run, both axes logarithmic."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 480, 60, 220, 20, 40
FIRST_SECOND = 0.1
COLOURS = ("#0b6e99", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#be123c", "#334155", "#0e7490")


@dataclass(frozen=True)
class Axis:
    """The upright axis: from `least` at the foot to `most`, lines at `ticks`, and how these are written."""

    least: float
    most: float
    ticks: tuple[float, ...]
    written: str

    def down(self, value: float) -> float:
        """Where a value lies; what is less than the least is at the foot."""
        share = log10(min(self.most, max(value, self.least)) / self.least) / log10(self.most / self.least)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


GAPS = Axis(0.001, 1.0, (1.0, 0.1, 0.01, 0.001), "{:.1%}")


def costs(values: Sequence[float]) -> Axis:
    """An axis for costs such as these, from 1 on."""
    least, most = max(1.0, min(values, default=1.0)), max(10.0, *values)
    steps = [times * 10.0**power for power in range(12) for times in (1, 2, 5)]
    ticks = tuple(step for step in steps if least <= step <= most)
    return Axis(least, most if most > least else 2 * least, ticks, "{:,.0f}")


def plot(curves: Mapping[str, Sequence[tuple[float, float]]], seconds: float, axis: Axis = GAPS) -> str:
    """An SVG; a gap that is closed is drawn at the foot."""
    size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    root = ElementTree.Element(
        "svg", {**size, "xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif"}
    )
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    for tick in axis.ticks:
        _text(root, LEFT - 8, axis.down(tick) + 4, axis.written.format(tick), anchor="end")
        _line(root, [(LEFT, axis.down(tick)), (WIDTH - RIGHT, axis.down(tick))], "#d4d4d4")
    for moment in (0.1, 1.0, 10.0, 60.0, 600.0, 3600.0):
        if moment <= seconds:
            _text(root, _across(moment, seconds), HEIGHT - BOTTOM + 20, f"{moment:g} s", anchor="middle")
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        _text(root, WIDTH - RIGHT + 10, TOP + 14 + 16 * number, name, colour=colour)
        points: list[tuple[float, float]] = []
        for moment, value in curve:
            across, down = _across(moment, seconds), axis.down(value)
            points += [(across, points[-1][1])] if points else []
            points.append((across, down))
        if points:
            _line(root, [*points, (_across(seconds, seconds), points[-1][1])], colour)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _across(moment: float, seconds: float) -> float:
    share = log10(max(moment, FIRST_SECOND) / FIRST_SECOND) / log10(max(seconds, 1.0) / FIRST_SECOND)
    return LEFT + min(1.0, share) * (WIDTH - LEFT - RIGHT)


def _line(root: ElementTree.Element, points: Sequence[tuple[float, float]], colour: str) -> None:
    drawn = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    style = {"points": drawn, "fill": "none", "stroke": colour, "stroke-width": "1.5"}
    ElementTree.SubElement(root, "polyline", style)


def _text(
    root: ElementTree.Element,
    across: float,
    down: float,
    text: str,
    *,
    anchor: str = "start",
    colour: str = "#404040",
) -> None:
    place = {"x": f"{across:.1f}", "y": f"{down:.1f}", "font-size": "12", "text-anchor": anchor}
    ElementTree.SubElement(root, "text", {**place, "fill": colour}).text = text
