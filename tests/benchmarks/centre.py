"""A synthetic contact centre as a workspace: as many agents as asked for, half-hour load on six queues.

    python tests/benchmarks/centre.py 500 FOLDER        then: rota plan FOLDER
    python tests/benchmarks/centre.py 200 FOLDER --needed 0.5 --weeks 4 --seed 1

Eight groups of skills serve six queues; nine shift starts of eight hours; part-timers, leave and wishes.
The load follows one curve over the day (two humps, quiet nights, weekends at 70 %) and grows with the
team, so that about nine tenths of the contract hours are needed, or less where `--needed` is less than
0.62. All drawn from a seed.
"""

from __future__ import annotations

import argparse
import csv
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path
from random import Random

from nrp24 import write_yaml

START = datetime(2027, 3, 1, tzinfo=UTC)
STARTS = ("00", "06", "07", "08", "09", "12", "14", "16", "22")
GROUPS = tuple(
    tuple(names.split()) for names in ("sq", "de", "en", "de en", "sq de", "en cards", "de cards", "sq en fr")
)
QUEUES = (
    ("phone-sq", "sq", 0.2),
    ("phone-de", "de", 0.25),
    ("phone-en", "en", 0.2),
    ("cards", "cards", 0.1),
    ("chat-en", "en", 0.15),
    ("chat-fr", "fr", 0.1),
)
HANDLE_SECONDS = 300
NEEDED = 0.62
"""Agents busy at the mean of the curve, as a share of those on duty were the hours spread evenly."""


def curve(at: datetime) -> float:
    """Load at a moment, 1 at the peak of a weekday."""
    hour = at.hour + at.minute / 60
    humps = exp(-(((hour - 10.5) / 2.5) ** 2)) + 0.8 * exp(-(((hour - 16) / 3.5) ** 2))
    return (0.08 + 0.92 * min(1.0, humps)) * (0.7 if at.weekday() > 4 else 1.0)


def write(folder: Path, *, agents: int, weeks: int = 4, seed: int = 1, needed: float = NEEDED) -> None:
    """team.yaml, forecast.csv and absences of a centre of this size."""
    random = Random(seed)
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "team.yaml", _team(random, agents, weeks))
    moments = [START + timedelta(minutes=30 * step) for step in range(weeks * 7 * 48)]
    mean = sum(map(curve, moments)) / len(moments)
    hours = sum(_hours(index) for index in range(agents))
    busy = needed * hours / (7 * 24)
    with (folder / "forecast.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("start", "queue", "contacts"))
        for moment in moments:
            for queue, _, share in QUEUES:
                contacts = busy * share * curve(moment) / mean * 1800 / HANDLE_SECONDS
                writer.writerow((moment.isoformat(), queue, f"{contacts:.2f}"))
    with (folder / "availability" / "absences.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("agent", "first_day", "last_day"))
        for index in range(agents):
            day = START + timedelta(days=random.randrange(weeks * 7 - 1))
            writer.writerow((f"a{index:03}", day.date(), (day + timedelta(days=1)).date()))


def main() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("agents", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--needed", type=float, default=NEEDED)
    asked = parser.parse_args()
    write(asked.folder, agents=asked.agents, weeks=asked.weeks, seed=asked.seed, needed=asked.needed)


def _hours(index: int) -> int:
    return (40, 40, 40, 30, 20)[index % 5]


def _team(random: Random, agents: int, weeks: int) -> dict[str, object]:
    days = [(START + timedelta(days=day)).date().isoformat() for day in range(weeks * 7)]
    return {
        "team": f"Centre of {agents}",
        "zone": "Etc/UTC",
        "horizon": {"start": days[0], "weeks": weeks},
        "contracts": [{"id": f"h{hours}", "hours_per_week": hours} for hours in (20, 30, 40)],
        "skills": ["sq", "de", "en", "fr", "cards"],
        "agents": [
            {
                "id": f"a{index:03}",
                "name": f"Agent {index:03}",
                "contract": f"h{_hours(index)}",
                "skills": dict.fromkeys(GROUPS[index % len(GROUPS)], 1),
                "requests": [{"off": day} for day in sorted(random.sample(days, 2))],
            }
            for index in range(agents)
        ],
        "queues": [
            {
                "id": queue,
                "channel": queue.split("-")[0] if "-" in queue else "phone",
                "skills": {skill: 1},
                "handle_seconds": HANDLE_SECONDS,
                "answer_seconds": 30,
            }
            for queue, skill, _ in QUEUES
        ],
        "shifts": [
            {"id": f"s{start}", "start": f"{start}:00", "end": f"{(int(start) + 8) % 24:02}:00"}
            for start in STARTS
        ],
        "rules": [
            {"kind": "one_at_a_time"},
            {"kind": "availability"},
            {"kind": "min_rest", "hours": 11},
            {"kind": "max_consecutive_days", "days": 5},
            {"kind": "max_consecutive_nights", "nights": 4},
            {"kind": "max_hours", "contract_share": 1.0, "per": "horizon"},
            {"kind": "min_hours", "contract_share": 0.9, "per": "horizon", "weight": 1},
            {"kind": "coverage", "weight": 10, "over": 1},
            {"kind": "max_weekends", "weekends": 3, "weight": 100},
            {"kind": "requests", "weight": 200},
        ],
    }


if __name__ == "__main__":
    main()
