"""The shortest path between two walls: the smoothest way to get through work in time.

Of all curves from the origin to the end of the lower wall that keep between the walls, the shortest
minimises the sum of every convex function of the slope at once, the steepest slope included (the
"taut string": Barlow et al., "Statistical Inference under Order Restrictions", 1972; Davies and Kovac,
"Local extremes, runs, strings and multiresolution", Annals of Statistics 29, 2001). A funnel of two
hulls finds it in linear time.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]


def taut(along: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> tuple[float, ...]:
    """The heights, at each of `along`, of the shortest path from (0, 0) to the last lower point.

    `along` ascends and begins above 0; lower[i] <= upper[i] there, both walls ascend, and both start
    from height 0. Between two places the path is straight.
    """
    if not along:
        return ()
    funnel = _Funnel()
    for place, low, high in zip(along[:-1], lower[:-1], upper[:-1], strict=True):
        funnel.take((place, low), (place, high))
    end = (along[-1], lower[-1])
    funnel.take(end, end)
    return _heights((*funnel.path, end), along)


class _Funnel:
    """The path as far as it is settled, and from its end the two hulls that bound the rest of it."""

    def __init__(self) -> None:
        self.path: list[Point] = [(0.0, 0.0)]
        self._floor: deque[Point] = deque()
        self._ceiling: deque[Point] = deque()

    def take(self, low: Point, high: Point) -> None:
        """Widen both hulls by one place; settle the path where they cross."""
        self._extend(self._floor, self._ceiling, low, sign=1)
        self._extend(self._ceiling, self._floor, high, sign=-1)

    def _extend(self, mine: deque[Point], other: deque[Point], point: Point, *, sign: int) -> None:
        """Add a point to a hull (concave floor for sign 1, convex ceiling for -1).

        Where the point alone bounds the funnel and lies beyond the other hull, the path bends around
        the other hull's first corners.
        """
        while mine and sign * _turn(mine[-2] if len(mine) > 1 else self.path[-1], mine[-1], point) >= 0:
            mine.pop()
        while not mine and other and sign * _turn(self.path[-1], other[0], point) > 0:
            self.path.append(other.popleft())
        mine.append(point)


def _turn(first: Point, middle: Point, last: Point) -> float:
    """Above 0 where the way over `middle` turns left, which is up; 0 where it is straight."""
    rise, run = middle[1] - first[1], middle[0] - first[0]
    return (last[1] - first[1]) * run - rise * (last[0] - first[0])


def _heights(corners: Sequence[Point], along: Sequence[float]) -> tuple[float, ...]:
    heights: list[float] = []
    corner = 1
    for place in along:
        while corners[corner][0] < place:
            corner += 1
        (left, bottom), (right, top) = corners[corner - 1], corners[corner]
        heights.append(top if place == right else bottom + (top - bottom) * (place - left) / (right - left))
    return tuple(heights)
