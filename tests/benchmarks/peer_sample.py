"""A team in the manner of the OR-Tools shift scheduling sample, as a workspace.

    python tests/benchmarks/peer_sample.py FOLDER 4 4          so many times its people, so many weeks

Three shifts a day, cover by weekday with a price for surplus, runs of days off and of nights, shifts and
nights a week within limits and softer limits, an afternoon before a night disliked, a morning after a
night forbidden, a few wishes, a first day that is settled. The figures are those of
https://github.com/google/or-tools, examples/python/shift_scheduling_sat.py.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from nrp24 import write_csv, write_yaml

MONDAY = date(2027, 3, 1)
PEOPLE = 8
CLOCKS = {"morning": ("06:00", "14:00"), "afternoon": ("14:00", "22:00"), "night": ("22:00", "06:00")}
COVER = ((2, 3, 1), (2, 3, 1), (2, 2, 2), (2, 3, 1), (2, 2, 2), (1, 2, 3), (1, 3, 1))
SURPLUS = {"morning": 2, "afternoon": 2, "night": 5}
FIRST_DAY = ("off", "off", "morning", "morning", "afternoon", "afternoon", "open", "night")
WISHES = {
    2: {"off": 4, "shift": "night", "weight": 4},
    3: {"off": 5, "weight": 2},
    5: {"on": 10, "shift": "night", "weight": 2},
}


def write(folder: Path, *, times: int = 1, weeks: int = 3) -> Path:
    """team.yaml, headcount.csv and the absences of the first day."""
    people = [f"p{index:02}" for index in range(PEOPLE * times)]
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "team.yaml", _team(people, weeks))
    cover = (
        (shift, _day(day), times * wanted, SURPLUS[shift])
        for day in range(7 * weeks)
        for shift, wanted in zip(CLOCKS, COVER[day % 7], strict=True)
    )
    write_csv(folder / "headcount.csv", ("shift", "day", "agents", "over"), cover)
    off = ((agent, _day(0), _day(0), "no") for index, agent in enumerate(people) if _first(index) == "off")
    write_csv(folder / "availability" / "absences.csv", ("agent", "first_day", "last_day", "leave"), off)
    return folder


def _day(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()


def _first(index: int) -> str:
    return FIRST_DAY[index % PEOPLE]


def _wishes(index: int) -> list[dict[str, object]]:
    wish = WISHES.get(index % PEOPLE)
    if not wish:
        return []
    return [{key: _day(int(said)) if key in ("off", "on") else said for key, said in wish.items()}]


def _team(people: list[str], weeks: int) -> dict[str, object]:
    return {
        "team": f"Sample of {len(people)}",
        "zone": "Etc/UTC",
        "horizon": {"start": _day(0), "weeks": weeks},
        "contracts": [{"id": "full", "hours_per_week": 40}],
        "agents": [
            {"id": agent, "name": agent, "contract": "full", "requests": _wishes(index)}
            for index, agent in enumerate(people)
        ],
        "shifts": [{"id": shift, "start": start, "end": end} for shift, (start, end) in CLOCKS.items()],
        "rules": [
            {"kind": "one_at_a_time"},
            {"kind": "availability"},
            {"kind": "max_hours", "id": "one-shift-a-day", "hours": 8, "per": "day"},
            {
                "kind": "fixed",
                "entries": [
                    {"agent": agent, "shift": _first(index), "day": _day(0)}
                    for index, agent in enumerate(people)
                    if _first(index) in CLOCKS
                ],
            },
            {"kind": "forbidden_succession", "after": ["night"], "not_next_day": ["morning"]},
            {"kind": "max_consecutive_days_off", "days": 2},
            {"kind": "block_length", "id": "nights-in-a-row", "shifts": ["night"], "most": 4},
            {"kind": "shift_count", "id": "shifts-a-week", "least": 4, "most": 6},
            {"kind": "shift_count", "id": "nights-a-week", "shifts": ["night"], "most": 4},
            {"kind": "staffing"},
            {"kind": "block_length", "id": "few-nights", "shifts": ["night"], "least": 2, "weight": 20},
            {"kind": "block_length", "id": "many-nights", "shifts": ["night"], "most": 3, "weight": 5},
            {"kind": "shift_count", "id": "a-free-day-missing", "most": 5, "weight": 7},
            {"kind": "shift_count", "id": "a-free-day-too-many", "least": 5, "weight": 4},
            {"kind": "shift_count", "id": "no-night", "shifts": ["night"], "least": 1, "weight": 3},
            {
                "kind": "forbidden_succession",
                "id": "afternoon-then-night",
                "after": ["afternoon"],
                "not_next_day": ["night"],
                "weight": 4,
            },
            {"kind": "requests", "weight": 1},
        ],
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]), times=int(sys.argv[2]), weeks=int(sys.argv[3]))
