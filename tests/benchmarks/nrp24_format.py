"""The format of the staff scheduling instances 1 to 24 of http://www.schedulingbenchmarks.org.

Curtois and Qu, "Computational results on new staff scheduling benchmark instances" (2014). Sections
with comma-separated rows; `#` begins a comment; day 0 is a Monday.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECTIONS = (
    "SECTION_HORIZON",
    "SECTION_SHIFTS",
    "SECTION_STAFF",
    "SECTION_DAYS_OFF",
    "SECTION_SHIFT_ON_REQUESTS",
    "SECTION_SHIFT_OFF_REQUESTS",
    "SECTION_COVER",
)


@dataclass(frozen=True, slots=True)
class ShiftType:
    """A shift of every day: its length, and the types that must not follow on the next day."""

    id: str
    minutes: int
    forbidden_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Employee:
    """Who works, and the limits; `max_shifts` by type, where it is limited."""

    id: str
    max_shifts: Mapping[str, int]
    max_minutes: int
    min_minutes: int
    max_days_in_a_row: int
    min_days_in_a_row: int
    min_days_off_in_a_row: int
    max_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ShiftRequest:
    """A wish to work, or not to work, a shift; `weight` where it is not met."""

    employee: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class Cover:
    """Employees wanted on a shift of a day, and the price of each one missing or too many."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance."""

    days: int
    shifts: tuple[ShiftType, ...]
    staff: tuple[Employee, ...]
    on_requests: tuple[ShiftRequest, ...]
    off_requests: tuple[ShiftRequest, ...]
    cover: tuple[Cover, ...]


def read_instance(text: str) -> Instance:
    """The instance in a text; raises ValueError where it is not in the format."""
    sections = _sections(text)
    days_off = {row[0]: frozenset(map(int, row[1:])) for row in sections["SECTION_DAYS_OFF"]}
    return Instance(
        days=int(sections["SECTION_HORIZON"][0][0]),
        shifts=tuple(ShiftType(row[0], int(row[1]), _ids(row[2])) for row in sections["SECTION_SHIFTS"]),
        staff=tuple(_employee(row, days_off) for row in sections["SECTION_STAFF"]),
        on_requests=tuple(_request(row) for row in sections["SECTION_SHIFT_ON_REQUESTS"]),
        off_requests=tuple(_request(row) for row in sections["SECTION_SHIFT_OFF_REQUESTS"]),
        cover=tuple(
            Cover(int(row[0]), row[1], int(row[2]), int(row[3]), int(row[4]))
            for row in sections["SECTION_COVER"]
        ),
    )


def _sections(text: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {name: [] for name in SECTIONS}
    rows: list[list[str]] | None = None
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if stripped.startswith("SECTION_"):
            rows = found[stripped]
        elif rows is None:
            raise ValueError(f"`{stripped}` stands in no section")
        else:
            rows.append([cell.strip() for cell in stripped.split(",")])
    return found


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("|") if name)


def _employee(row: list[str], days_off: Mapping[str, frozenset[int]]) -> Employee:
    limits = dict(entry.split("=") for entry in _ids(row[1]))
    return Employee(
        row[0],
        {shift: int(most) for shift, most in limits.items()},
        *map(int, row[2:8]),
        days_off=days_off.get(row[0], frozenset()),
    )


def _request(row: list[str]) -> ShiftRequest:
    return ShiftRequest(row[0], int(row[1]), row[2], int(row[3]))
