"""The data files of the on-call rostering model of the MiniZinc Challenge 2013, by J. Fischer.

https://github.com/MiniZinc/minizinc-benchmarks, on-call-rostering. `name = value;` with whole numbers,
lists of them, and lists of sets; `%` begins a comment. Days count from 1; Friday to Sunday is one day,
so a week has five.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class OnCall:
    """One instance; a person's work load is a percentage of full time."""

    days: int
    weekend_offset: int
    adjacent_price: int
    wednesday_price: int
    work_load: tuple[int, ...]
    unavailable: tuple[frozenset[int], ...]
    fixed: tuple[frozenset[int], ...]

    @property
    def weekends(self) -> tuple[int, ...]:
        """The days that stand for a whole weekend."""
        return tuple(range(self.weekend_offset + 1, self.days + 1, DAYS_A_WEEK))

    @property
    def people(self) -> range:
        """The people, from 0."""
        return range(len(self.work_load))


def read_oncall(text: str) -> OnCall:
    """The instance in a text; raises ValueError where something is missing."""
    plain = re.sub(r"%[^\n]*", "", text)
    values = {name: value.strip() for name, value in re.findall(r"(\w+)\s*=\s*([^;]*);", plain)}
    try:
        days = int(values["num_days"])
        return OnCall(
            days=days,
            weekend_offset=int(values["weekend_offset"]),
            adjacent_price=int(values["adj_days_str"]),
            wednesday_price=int(values["wed_before_weekend_str"]),
            work_load=tuple(_numbers(values["work_load"])),
            unavailable=_sets(values["unavailable"], days),
            fixed=_sets(values["fixed"], days),
        )
    except KeyError as error:
        raise ValueError(f"{error} is missing") from None


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _sets(text: str, days: int) -> tuple[frozenset[int], ...]:
    """Sets of days; those beyond the last one are left out, files that were shortened name some."""
    sets = (_numbers(inside) for inside in re.findall(r"\{([^}]*)\}", text))
    return tuple(frozenset(day for day in one if day <= days) for one in sets)
