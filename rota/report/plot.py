"""A plot of load against people: steps over time as paths of SVG 2, chapter 9 (w3.org/TR/SVG2/paths.html)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Value = TypeVar("Value")
WIDTH, HEIGHT = 1120, 92
LEFT, TOP, BOTTOM = 30, 6, 18


@dataclass(frozen=True, slots=True)
class Step:
    """One step in time: agents wanted, of these missing, and on duty (None: not drawn)."""

    wanted: float
    missing: float
    there: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a day begins, and its label, which is empty where there is no room."""

    x: float
    label: str
    monday: bool
    weekend: bool
    width: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Paths in a box of `WIDTH` by `HEIGHT` units; `alt` says the same in words."""

    title: str
    alt: str
    wanted: str
    missing: str
    there: str
    ticks: tuple[Tick, ...]
    top: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    ceiling: int = TOP
    floor: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class PlotDay:
    """A day of a plot: the step at which it begins, how it is called, and its weekday from 0 for Monday."""

    step: int
    label: str
    weekday: int


def plot_of(title: str, alt: str, steps: Sequence[Step], days: Sequence[PlotDay]) -> Plot:
    """The plot of equally long steps; its top is the highest of what is drawn, at least 1."""
    top = max([1.0, *(step.wanted for step in steps), *(step.there or 0.0 for step in steps)])
    drawn = _Scale(len(steps), top)
    there = [step.there for step in steps if step.there is not None]
    return Plot(
        title=title,
        alt=alt,
        wanted=drawn.area([(0.0, step.wanted) for step in steps]),
        missing=drawn.area([(step.wanted - step.missing, step.wanted) for step in steps]),
        there=drawn.line(there) if len(there) == len(steps) else "",
        ticks=tuple(drawn.ticks(days)),
        top=f"{top:.1f}".removesuffix(".0"),
    )


class _Scale:
    """Steps and agents as units of the drawing."""

    def __init__(self, count: int, top: float) -> None:
        self.count, self.top = max(1, count), top

    def x(self, step: int) -> str:
        return _number(LEFT + (WIDTH - LEFT) * step / self.count)

    def y(self, agents: float) -> str:
        return _number(TOP + (HEIGHT - BOTTOM - TOP) * (1 - agents / self.top))

    def area(self, bands: Sequence[tuple[float, float]]) -> str:
        """Rectangles from the lower to the upper value, equal neighbours as one; empty ones are left out."""
        return "".join(
            f"M{self.x(first)} {self.y(low)}V{self.y(high)}H{self.x(last)}V{self.y(low)}Z"
            for (low, high), first, last in runs(bands)
            if high > low
        )

    def line(self, values: Sequence[float]) -> str:
        """A line of steps."""
        parts = [f"{self.y(value)}H{self.x(last)}" for value, _, last in runs(values)]
        return f"M{self.x(0)} {'V'.join(parts)}" if parts else ""

    def ticks(self, days: Sequence[PlotDay]) -> Iterator[Tick]:
        ends = [*(day.step for day in days[1:]), self.count]
        for day, end in zip(days, ends, strict=True):
            width = (WIDTH - LEFT) * (end - day.step) / self.count
            label = day.label if width >= 30 or day.weekday == 0 else ""
            yield Tick(float(self.x(day.step)), label, day.weekday == 0, day.weekday > 4, round(width, 1))


def runs(values: Sequence[Value]) -> Iterator[tuple[Value, int, int]]:
    """Each stretch of equal values, with its first index and the one after its last."""
    first = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[first]:
            yield values[first], first, index
            first = index


def _number(value: float) -> str:
    """At most one decimal: a tenth of a unit is less than a dot of a screen."""
    return f"{value:.1f}".removesuffix(".0")
