"""Gaps over time as a picture: one stepped line a run, both axes logarithmic."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 480, 60, 220, 20, 40
FIRST_SECOND, LEAST_GAP, MOST_GAP = 0.1, 0.001, 1.0
COLOURS = ("#0b6e99", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#be123c", "#334155", "#0e7490")


def plot(curves: Mapping[str, Sequence[tuple[float, float]]], seconds: float) -> str:
    """An SVG; a gap that is closed is drawn at the foot."""
    size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    root = ElementTree.Element(
        "svg", {**size, "xmlns": "http://www.w3.org/2000/svg", "font-family": "sans-serif"}
    )
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "white"})
    for gap in (1.0, 0.1, 0.01, LEAST_GAP):
        _text(root, LEFT - 8, _down(gap) + 4, f"{gap:.1%}", anchor="end")
        _line(root, [(LEFT, _down(gap)), (WIDTH - RIGHT, _down(gap))], "#d4d4d4")
    for moment in (0.1, 1.0, 10.0, 60.0, 600.0, 3600.0):
        if moment <= seconds:
            _text(root, _across(moment, seconds), HEIGHT - BOTTOM + 20, f"{moment:g} s", anchor="middle")
    for number, (name, curve) in enumerate(curves.items()):
        colour = COLOURS[number % len(COLOURS)]
        _text(root, WIDTH - RIGHT + 10, TOP + 14 + 16 * number, name, colour=colour)
        points: list[tuple[float, float]] = []
        for moment, gap in curve:
            across, down = _across(moment, seconds), _down(gap)
            points += [(across, points[-1][1])] if points else []
            points.append((across, down))
        if points:
            _line(root, [*points, (_across(seconds, seconds), points[-1][1])], colour)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _across(moment: float, seconds: float) -> float:
    share = log10(max(moment, FIRST_SECOND) / FIRST_SECOND) / log10(max(seconds, 1.0) / FIRST_SECOND)
    return LEFT + min(1.0, share) * (WIDTH - LEFT - RIGHT)


def _down(gap: float) -> float:
    share = log10(min(MOST_GAP, max(gap, LEAST_GAP)) / LEAST_GAP) / log10(MOST_GAP / LEAST_GAP)
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


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
