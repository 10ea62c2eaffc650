"""A team as in Timefold's employee scheduling quickstart, as a workspace.

    python tests/benchmarks/peer_desk.py FOLDER 50 4           so many agents, so many weeks

Every shift wants a number of agents with its skill, no more and no fewer; ten hours of rest, and so one
shift a day; days on which somebody cannot, would rather not, or would like to work; shifts shared evenly.
A day disliked or missed costs ten times as much as the first shift off fair. All drawn from a seed, around
a roster that is kept to nobody, so that a lawful one exists.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

from nrp24 import write_csv, write_yaml

MONDAY = date(2027, 3, 1)
CLOCKS = {
    "06": ("06:00", "14:00"),
    "09": ("09:00", "17:00"),
    "14": ("14:00", "22:00"),
    "22": ("22:00", "06:00"),
}
HOUR = {name: int(name) for name in CLOCKS}
SKILLS = ("phone", "chat", "cards", "loans")
REST = 10
SHIFTS_A_WEEK = 2.6
WISHES_A_WEEK = 0.4


def write(folder: Path, *, agents: int, weeks: int, seed: int = 1) -> Path:
    """team.yaml, headcount.csv and days on which somebody cannot work."""
    random = Random(seed)
    people = [f"a{index:03}" for index in range(agents)]
    skills = {agent: random.sample(SKILLS, 1 + (random.random() < 0.4)) for agent in people}
    worked = _some_roster(random, people, skills, 7 * weeks)
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    away = _away(random, people, worked, weeks)
    write_yaml(folder / "team.yaml", _team(random, people, skills, away, weeks))
    cover = Counter((template, day) for _, template, day in worked)
    templates = [f"{skill}-{clock}" for skill in SKILLS for clock in CLOCKS]
    rows = ((one, _day(day), cover[one, day]) for one in templates for day in range(7 * weeks))
    write_csv(folder / "headcount.csv", ("shift", "day", "agents"), rows)
    rows = ((agent, _day(day), _day(day), "no") for agent in people for day in sorted(away[agent]))
    write_csv(folder / "availability" / "absences.csv", ("agent", "first_day", "last_day", "leave"), rows)
    return folder


def _day(day: int) -> str:
    return (MONDAY + timedelta(days=day)).isoformat()


def _some_roster(
    random: Random, people: list[str], skills: dict[str, list[str]], days: int
) -> list[tuple[str, str, int]]:
    """Shifts of everybody, ten hours apart, near the mean number for a week, as (agent, template, day)."""
    worked = []
    for agent in people:
        ends = -REST
        for day in range(days):
            clock = random.choice(list(CLOCKS))
            begins = 24 * day + HOUR[clock]
            if random.random() < SHIFTS_A_WEEK / 7 and begins >= ends + REST:
                worked.append((agent, f"{random.choice(skills[agent])}-{clock}", day))
                ends = begins + 8
    return worked


def _away(
    random: Random, people: list[str], worked: list[tuple[str, str, int]], weeks: int
) -> dict[str, set[int]]:
    """A day or two in which no minute of the roster above is worked, nights of the day before included."""
    away = {}
    for agent in people:
        mine = {(template, day) for who, template, day in worked if who == agent}
        busy = {day for _, day in mine} | {day + 1 for template, day in mine if template.endswith("22")}
        free = sorted(set(range(7 * weeks)) - busy)
        away[agent] = set(random.sample(free, min(len(free), weeks // 2 + random.randrange(2))))
    return away


def _team(
    random: Random, people: list[str], skills: dict[str, list[str]], away: dict[str, set[int]], weeks: int
) -> dict[str, object]:
    def wishes(agent: str) -> list[dict[str, object]]:
        open_days = [day for day in range(7 * weeks) if day not in away[agent]]
        wished = sorted(random.sample(open_days, max(1, round(2 * WISHES_A_WEEK * weeks))))
        return [{random.choice(("on", "off")): _day(day)} for day in wished]

    return {
        "team": f"Desk of {len(people)}",
        "zone": "Etc/UTC",
        "horizon": {"start": _day(0), "weeks": weeks},
        "contracts": [{"id": "full", "hours_per_week": 40}],
        "skills": list(SKILLS),
        "agents": [
            {
                "id": agent,
                "name": agent,
                "contract": "full",
                "skills": dict.fromkeys(sorted(skills[agent]), 1),
                "requests": wishes(agent),
            }
            for agent in people
        ],
        "shifts": [
            {"id": f"{skill}-{clock}", "start": start, "end": end, "skills": {skill: 1}}
            for skill in SKILLS
            for clock, (start, end) in CLOCKS.items()
        ],
        "rules": [
            {"kind": "one_at_a_time"},
            {"kind": "availability"},
            {"kind": "qualified"},
            {"kind": "min_rest", "hours": REST},
            {"kind": "staffing"},
            {"kind": "requests", "weight": 10},
            {"kind": "fair_share", "burden": "shifts", "weight": 1},
        ],
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]), agents=int(sys.argv[2]), weeks=int(sys.argv[3]))
