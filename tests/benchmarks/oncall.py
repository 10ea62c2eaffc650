"""An on-call rostering instance as an ordinary workspace, and a roster of it scored by the model.

python tests/benchmarks/oncall.py write 4s-10d.dzn FOLDER     then: rota check FOLDER, rota plan FOLDER
python tests/benchmarks/oncall.py score 4s-10d.dzn FOLDER     what the model says of FOLDER/out/roster.json

Each day of the model, a weekend too, is one date of the workspace. What the model waives where days are
fixed, and the last pair of days that it does not price, are dates with a template of their own, which
the rule in question does not name.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nrp24 import write_csv, write_yaml
from oncall_format import DAYS_A_WEEK, read_oncall
from oncall_score import broken, cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall_format import OnCall
    from oncall_score import Roster

    from rota.problem import Cell

MONDAY = date(2027, 1, 4)
"""The date before day 1 is the Sunday before."""
FULL_HOURS = 40
Written = dict[str, object]


def write_workspace(instance: OnCall, folder: Path) -> None:
    """Write team.yaml and availability/absences.csv."""
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "team.yaml", team(instance))
    away = (
        (agent(person), date_of(day), date_of(day), "no")
        for person in instance.people
        for day in sorted(instance.unavailable[person])
    )
    write_csv(folder / "availability" / "absences.csv", ("agent", "first_day", "last_day", "leave"), away)


def agent(person: int) -> str:
    """The id of a person."""
    return f"p{person + 1:02}"


def date_of(day: int) -> str:
    """The date of a day that counts from 1."""
    return (MONDAY + timedelta(days=day - 1)).isoformat()


def template_of(instance: OnCall, day: int) -> str:
    """`day` or `weekend`, with what sets the day apart."""
    return "-".join([("day", "weekend")[day in instance.weekends], *sorted(marks(instance, day))])


def marks(instance: OnCall, day: int) -> Iterator[str]:
    """What sets a day apart: settled in a run, beside a weekend, or on the weekend after; or the last."""
    settled = frozenset().union(*instance.fixed)
    mine = next((fixed for fixed in instance.fixed if day in fixed), frozenset())
    if any(mine >= {first, first + 1, first + 2} for first in (day - 2, day - 1, day)):
        yield "run"
    for weekend in (day - 1, day + 1):
        around = {one for one in (weekend - 1, weekend, weekend + 1) if 1 <= one <= instance.days}
        if weekend in instance.weekends and weekend in mine and settled >= around:
            yield "beside"
    if day in instance.weekends and day - DAYS_A_WEEK in mine:
        yield "again"
    if day == instance.days:
        yield "last"


def team(instance: OnCall) -> Written:
    """The whole of team.yaml."""
    loads = sorted(set(instance.work_load))
    return {
        "team": "On-call rostering benchmark",
        "zone": "Etc/UTC",
        "horizon": {"start": date_of(1), "weeks": -(-instance.days // 7)},
        "contracts": [{"id": f"load{load}", "hours_per_week": load * FULL_HOURS / 100} for load in loads],
        "agents": [
            {"id": agent(person), "name": f"Person {person + 1}", "contract": f"load{load}"}
            for person, load in enumerate(instance.work_load)
        ],
        "shifts": [
            {
                "id": name,
                "start": "08:00",
                "end": "20:00",
                "kind": "on_call",
                "dates": list(map(date_of, days)),
            }
            for name, days in templates(instance).items()
        ],
        "rules": list(rules(instance)),
    }


def templates(instance: OnCall) -> dict[str, list[int]]:
    """The days of each template."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for day in range(1, instance.days + 1):
        found[template_of(instance, day)].append(day)
    return dict(found)


def rules(instance: OnCall) -> Iterator[Written]:
    """What the model asks for and what it prices. A price of 0 is no rule."""
    yield {"kind": "headcount", "least": 1, "most": 1}
    yield {"kind": "availability"}
    entries = list(fixed_entries(instance))
    if entries:
        yield {"kind": "fixed", "entries": entries}
    counted = named(instance, without="run")
    if counted:
        yield {"kind": "max_consecutive_days", "days": 2, "kinds": ["on_call"], "shifts": counted}
    if edges := list(run_edges(instance)):
        yield {"kind": "forbidden", "entries": edges}
    weekends, days = named(instance, "weekend"), named(instance, "day")
    beside, again = named(instance, "day", without="beside"), named(instance, "weekend", without="again")
    yield from spacing("before-weekend", 1, beside, weekends)
    yield from spacing("after-weekend", 1, weekends, beside)
    yield from spacing("weekends-running", DAYS_A_WEEK, weekends, again)
    priced = named(instance, without="last")
    yield from spacing("days-running", 1, priced, priced, weight=instance.adjacent_price)
    wednesday = {"from_free_days": 1, "weight": instance.wednesday_price}
    yield from spacing("wednesday", 2, days, weekends, **wednesday)
    for name, shifts in (("days", days), ("weekends", weekends)):
        if shifts:
            rule: Written = {"kind": "balance", "id": f"even-{name}", "burden": "shifts", "shifts": shifts}
            yield {**rule, "weight": 1, "full_hours": FULL_HOURS}


def spacing(name: str, free_days: int, shifts: list[str], then: list[str], **more: int) -> Iterator[Written]:
    """A rule `spacing`, where there are shifts to space and a price that is no price is none."""
    if shifts and then and more.get("weight") != 0:
        rule: Written = {"kind": "spacing", "id": name, "free_days": free_days, **more}
        yield {**rule, "shifts": shifts, "then": then}


def named(instance: OnCall, sort: str = "", *, without: str = "-") -> list[str]:
    """The templates of days or of weekends, those with a mark left out."""
    return [
        name for name in templates(instance) if name.startswith(sort) and without not in name.split("-")[1:]
    ]


def fixed_entries(instance: OnCall) -> Iterator[Written]:
    """Who is on call on days that are settled."""
    for person, days in enumerate(instance.fixed):
        for day in sorted(days):
            yield entry(instance, person, day)


def run_edges(instance: OnCall) -> Iterator[Written]:
    """The days beside three settled ones in a row, which whoever has these cannot have as well."""
    for person, days in enumerate(instance.fixed):
        edges = {
            edge
            for first in days
            if days >= {first + 1, first + 2}
            for edge in (first - 1, first + 3)
            if 1 <= edge <= instance.days and edge not in days
        }
        for edge in sorted(edges):
            yield entry(instance, person, edge)


def entry(instance: OnCall, person: int, day: int) -> Written:
    """A person on the shift of a day."""
    return {"agent": agent(person), "shift": template_of(instance, day), "day": date_of(day)}


def roster_of(cells: Iterable[Cell]) -> Roster:
    """Who is on call on which day of the model."""
    return {
        (date.fromisoformat(shift.rpartition("@")[2]) - MONDAY).days + 1: int(person[1:]) - 1
        for person, shift in cells
    }


def main(arguments: list[str]) -> int:
    """Write a workspace, or score its roster."""
    command, path, folder = arguments
    instance = read_oncall(Path(path).read_text(encoding="utf-8"))
    if command == "write":
        write_workspace(instance, Path(folder))
        return 0
    from exports.json import read

    roster = roster_of(read((Path(folder) / "out" / "roster.json").read_bytes()).cells)
    wrong = sorted(broken(instance, roster))
    sys.stdout.write(f"cost {cost(instance, roster)}, hard rules broken: {wrong or 'none'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
