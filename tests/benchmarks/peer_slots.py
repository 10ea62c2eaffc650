"""A support desk of five days and half-hour slots, as a workspace, in the manner of balena's.

    python tests/benchmarks/peer_slots.py FOLDER 60            so many agents

Three tracks (here: queues with a minimum of one) are open from Monday to Friday, 38 hours a day in all,
each with exactly one agent at any time. A shift is 2 to 8 hours long and begins at any half hour, one a
day at the most. What costs: half hours at which the agent would rather not work, half hours by which a
shift is longer or shorter than the agent's ideal, half hours beyond the agent's fair share of the week; one
each there, here 30, since hours are counted in minutes. The formulation is that of
https://github.com/people-os/support-shift-scheduler (algo-core); the people are drawn from a seed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from random import Random

from nrp24 import MINUTES_A_DAY, clock, write_csv, write_yaml

MONDAY = date(2027, 3, 1)
DAYS = ("mon", "tue", "wed", "thu", "fri")
OPEN, CLOSE = 16, 48
"""Slots of the day, half an hour each, in which there may be shifts."""
SHORTEST, LONGEST = 4, 16
TRACKS = {"first": (16, 48), "second": (18, 44), "third": (20, 38)}
IDEALS = (4, 6, 8, 10, 12)
SLOT_PRICE = 30
BARE = 100
"""What a minute without an agent costs, and one with an agent too many: more than anything else can save."""
PREFERRED, FRINGE = 14, 3
"""Slots in a row that an agent likes to work in, and those before and after in which the agent could."""
HABITS = tuple(range(OPEN - 8, CLOSE - 8, 3))
"""When the liked slots begin, by habit; what lies outside the open hours is cut off."""
AWAY_SHARE, LEAST_SHARE = 0.25, 1


def write(folder: Path, *, agents: int = 60, seed: int = 1) -> Path:
    """team.yaml, forecast.csv (nobody calls: the minimum is all there is) and days away."""
    random = Random(seed)
    people = [f"a{index:02}" for index in range(agents)]
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "team.yaml", _team(random, people))
    write_csv(folder / "forecast.csv", ("start", "queue", "contacts"), _no_calls())
    away = [
        (agent, _day(day), _day(day), "no")
        for agent in people
        for day in range(len(DAYS))
        if random.random() < AWAY_SHARE
    ]
    write_csv(folder / "availability" / "absences.csv", ("agent", "first_day", "last_day", "leave"), away)
    return folder


def _day(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()


def _no_calls() -> list[tuple[object, ...]]:
    moments = [(day, slot) for day in range(7) for slot in range(48)]
    return [(f"{_day(day)}T{clock(30 * slot)}Z", queue, 0) for day, slot in moments for queue in TRACKS]


def _templates() -> dict[str, tuple[int, int]]:
    """First slot and number of slots by name."""
    return {
        f"s{clock(30 * start).replace(':', '')}-{length}": (start, length)
        for start in range(OPEN, CLOSE)
        for length in range(SHORTEST, LONGEST + 1)
        if start + length <= CLOSE
    }


def _team(random: Random, people: list[str]) -> dict[str, object]:
    habit_of = {agent: index % len(HABITS) for index, agent in enumerate(people)}
    ideal_of = {agent: IDEALS[index % len(IDEALS)] for index, agent in enumerate(people)}
    return {
        "team": f"Half hours of {len(people)}",
        "zone": "Etc/UTC",
        "horizon": {"start": _day(0), "weeks": 1},
        "contracts": [{"id": "full", "hours_per_week": 40}],
        "agents": [
            {
                "id": agent,
                "name": agent,
                "contract": "full",
                "tags": [f"habit-{habit_of[agent]}", f"ideal-{ideal_of[agent]}"],
                "available": [_window(habit_of[agent])],
            }
            for agent in people
        ],
        "queues": [
            {
                "id": queue,
                "channel": "phone",
                "handle_seconds": 300,
                "minimum": 1,
                "open": [{"days": list(DAYS), "from": clock(30 * first), "to": clock(30 * last)}],
            }
            for queue, (first, last) in TRACKS.items()
        ],
        "shifts": [
            {
                "id": name,
                "start": clock(30 * start),
                "end": clock(30 * (start + length) % MINUTES_A_DAY),
                "days": list(DAYS),
            }
            for name, (start, length) in _templates().items()
        ],
        "rules": [*_musts(), *_lengths(), *_hours(), *_fair(random, people)],
    }


def _window(habit: int) -> dict[str, object]:
    first, last = HABITS[habit] - FRINGE, HABITS[habit] + PREFERRED + FRINGE
    return {"days": list(DAYS), "from": clock(30 * max(OPEN, first)), "to": clock(30 * min(CLOSE, last))}


def _musts() -> list[dict[str, object]]:
    return [
        {"kind": "one_at_a_time"},
        {"kind": "availability"},
        # Ten hours can be worked in: two shifts a day do not fit, and a night's rest is never shorter.
        {"kind": "min_rest", "id": "one-shift-a-day", "hours": 8},
        {"kind": "coverage", "weight": BARE, "over": BARE},
    ]


def _lengths() -> list[dict[str, object]]:
    """Minutes beyond the ideal length; half hours short of it, as one shift outside each shorter length."""
    rules: list[dict[str, object]] = []
    for ideal in IDEALS:
        who = {"tags": [f"ideal-{ideal}"]}
        longer = {
            "kind": "max_hours",
            "id": f"longer-than-{ideal}",
            "who": who,
            "per": "day",
            "hours": ideal / 2,
        }
        rules.append({**longer, "weight": 1})
        for least in range(SHORTEST + 1, ideal + 1):
            fit = [name for name, (_, length) in _templates().items() if length >= least]
            shorter = {
                "kind": "affinity",
                "id": f"shorter-than-{least}-of-{ideal}",
                "who": who,
                "shifts": fit,
            }
            rules.append({**shorter, "weight": SLOT_PRICE})
    return rules


def _hours() -> list[dict[str, object]]:
    """Half hours at which somebody would rather not work: a shift with one, a shift with two, ..."""
    rules: list[dict[str, object]] = []
    for habit, first in enumerate(HABITS):
        disliked = {
            name: sum(not first <= slot < first + PREFERRED for slot in range(start, start + length))
            for name, (start, length) in _templates().items()
        }
        for most in range(2 * FRINGE):
            fit = [name for name, slots in disliked.items() if slots <= most]
            rule = {"kind": "affinity", "id": f"hours-{habit}-{most}", "who": {"tags": [f"habit-{habit}"]}}
            rules.append({**rule, "shifts": fit, "weight": SLOT_PRICE})
    return rules


def _fair(random: Random, people: list[str]) -> list[dict[str, object]]:
    """Shares in proportion to what somebody is behind by, rounded down to half hours."""
    behind = {agent: random.randrange(1, 100) for agent in people}
    slots = len(DAYS) * sum(last - first for first, last in TRACKS.values())
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for agent in people:
        groups[max(LEAST_SHARE, slots * behind[agent] // sum(behind.values()))].append(agent)
    return [
        {
            "kind": "max_hours",
            "id": f"share-{share}",
            "who": {"ids": ids},
            "per": "week",
            "hours": share / 2,
            "weight": 1,
        }
        for share, ids in sorted(groups.items())
    ]


if __name__ == "__main__":
    write(Path(sys.argv[1]), agents=int(sys.argv[2]))
