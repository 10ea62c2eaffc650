"""What the lead's page says beside the grid, computed from the workspace when a publication appears."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayCover:
    """Agent-hours of a day: wanted, there, missing, and the worst interval in words."""

    day: str
    wanted: str
    covered: str
    missing: str
    share: float
    worst: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one agent carries of a burden, in words; `distance` from what is fair, as the bar draws it."""

    name: str
    units: str
    fair: str
    off: str
    distance: float


@dataclass(frozen=True, slots=True)
class BurdenShares:
    """A burden and everybody's part of it; `furthest` is the longest bar, above zero."""

    name: str
    furthest: float
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Coverage, gaps and fairness of the newest publication."""

    span: str
    lawful: bool
    share: str
    missing: str
    days: tuple[DayCover, ...]
    gaps: tuple[str, ...]
    burdens: tuple[BurdenShares, ...]
