"""A staff scheduling instance as an ordinary workspace, and a roster of it held against its own rules.

python tests/benchmarks/nrp24.py write Instance1.txt FOLDER     then: rota check FOLDER, rota plan FOLDER
python tests/benchmarks/nrp24.py score Instance1.txt FOLDER     what the format says of FOLDER/out/roster.json

Every rule is one that any team could write; what the instance asks of a cover goes into headcount.csv.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nrp24_format import read_instance
from nrp24_score import broken, cost
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nrp24_format import Employee, Instance, ShiftRequest
    from nrp24_score import Worked

    from rota.problem import Cell

MONDAY = date(2027, 1, 4)
"""Day 0."""
MINUTES_A_DAY = 24 * 60
Written = dict[str, object]


def write_workspace(instance: Instance, folder: Path) -> None:
    """Write team.yaml, headcount.csv and availability/absences.csv."""
    (folder / "availability").mkdir(parents=True, exist_ok=True)
    write_yaml(folder / "team.yaml", team(instance))
    cover = ((row.shift, day_of(row.day), row.wanted, row.under, row.over) for row in instance.cover)
    write_csv(folder / "headcount.csv", ("shift", "day", "agents", "under", "over"), cover)
    off = (
        (employee.id, day_of(day), day_of(day), "no")
        for employee in instance.staff
        for day in sorted(employee.days_off)
    )
    write_csv(folder / "availability" / "absences.csv", ("agent", "first_day", "last_day", "leave"), off)


def write_yaml(path: Path, data: Written) -> None:
    """Mappings and lists, the innermost on one line."""
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 110
    yaml.representer.ignore_aliases = lambda _: True
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """A table of strings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def day_of(day: int) -> str:
    """The date of a day that counts from 0."""
    return (MONDAY + timedelta(days=day)).isoformat()


def team(instance: Instance) -> Written:
    """The whole of team.yaml."""
    weeks, rest = divmod(instance.days, 7)
    if rest:
        raise ValueError(f"the horizon has {instance.days} days, which are no whole weeks")
    contracts = sorted({weekly_hours(employee, weeks) for employee in instance.staff})
    wishes: defaultdict[str, list[Written]] = defaultdict(list)
    for wish, requests in (("on", instance.on_requests), ("off", instance.off_requests)):
        for request in requests:
            if request.weight:
                wishes[request.employee].append(written_request(wish, request))
    return {
        "team": "Staff scheduling benchmark",
        "zone": "Etc/UTC",
        "horizon": {"start": day_of(0), "weeks": weeks},
        "contracts": [{"id": contract_of(hours), "hours_per_week": hours} for hours in contracts],
        "agents": [
            {
                "id": employee.id,
                "name": f"Employee {employee.id}",
                "contract": contract_of(weekly_hours(employee, weeks)),
                "requests": wishes[employee.id],
            }
            for employee in instance.staff
        ],
        "shifts": list(templates(instance)),
        "rules": rules(instance),
    }


def written_request(wish: str, request: ShiftRequest) -> Written:
    """A wish as team.yaml has it."""
    return {wish: day_of(request.day), "shift": request.shift, "weight": request.weight}


def weekly_hours(employee: Employee, weeks: int) -> float:
    """What the contract may be: the most minutes of the horizon by the week. No rule reads it."""
    return min(80.0, max(1.0, round(employee.max_minutes / 60 / weeks, 1)))


def contract_of(hours: float) -> str:
    """The id of a contract."""
    return f"h{hours:g}"


def templates(instance: Instance) -> Iterable[Written]:
    """All shifts of a day start together, so that nobody can work two; none reaches into the next day."""
    longest = max(shift.minutes for shift in instance.shifts)
    if longest >= MINUTES_A_DAY:
        raise ValueError(f"a shift of {longest} minutes does not end on its day")
    start = min(6 * 60, MINUTES_A_DAY - 1 - longest)
    for shift in instance.shifts:
        yield {"id": shift.id, "start": clock(start), "end": clock(start + shift.minutes)}


def clock(minutes: int) -> str:
    """Minutes after midnight on the wall clock."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def rules(instance: Instance) -> list[Written]:
    """What the instance asks for. A limit that several employees share is one rule."""
    return [
        {"kind": "one_at_a_time"},
        {"kind": "availability"},
        *successions(instance),
        *shift_counts(instance),
        *_limits(instance, "max_hours", "hours", lambda one: one.max_minutes / 60, {"per": "horizon"}),
        *_limits(instance, "min_hours", "hours", lambda one: one.min_minutes / 60, {"per": "horizon"}),
        *_limits(instance, "max_consecutive_days", "days", lambda one: one.max_days_in_a_row),
        *_limits(instance, "min_consecutive_days", "days", lambda one: one.min_days_in_a_row),
        *_limits(instance, "min_consecutive_days_off", "days", lambda one: one.min_days_off_in_a_row),
        *_limits(instance, "max_weekends", "weekends", lambda one: one.max_weekends),
        {"kind": "requests", "weight": 1},
        {"kind": "staffing", "weight": 1},
    ]


def successions(instance: Instance) -> Iterable[Written]:
    """Types with the same forbidden ones behind them go together."""
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for shift in instance.shifts:
        if shift.forbidden_next:
            groups[shift.forbidden_next].append(shift.id)
    for number, (forbidden, after) in enumerate(groups.items(), start=1):
        yield {
            "kind": "forbidden_succession",
            "id": f"succession-{number}",
            "after": after,
            "not_next_day": list(forbidden),
        }


def shift_counts(instance: Instance) -> Iterable[Written]:
    """Types by employees who may work them so many times; as often as there are days is no limit."""
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for employee in instance.staff:
        for shift, most in employee.max_shifts.items():
            if most < instance.days:
                groups[shift, most].append(employee.id)
    for (shift, most), ids in groups.items():
        rule: Written = {"kind": "shift_count", "id": f"{shift}-at-most-{most}", "per": "horizon"}
        yield {**rule, "shifts": [shift], "most": most, **_who(instance, ids)}


def _limits(
    instance: Instance,
    kind: str,
    field: str,
    limit_of: Callable[[Employee], float],
    more: Mapping[str, object] | None = None,
) -> Iterable[Written]:
    """A rule for each value of a limit. The values that ask for nothing are no rule's."""
    nothing = {"min_hours": 0, "min_consecutive_days": 1, "min_consecutive_days_off": 1}.get(kind, -1)
    groups: defaultdict[float, list[str]] = defaultdict(list)
    for employee in instance.staff:
        groups[limit_of(employee)].append(employee.id)
    for number, (limit, ids) in enumerate(groups.items(), start=1):
        if limit > nothing:
            name = {"id": f"{kind}-{number}"} if len(groups) > 1 else {}
            yield {"kind": kind, **name, field: limit, **(more or {}), **_who(instance, ids)}


def _who(instance: Instance, ids: list[str]) -> Written:
    return {} if len(ids) == len(instance.staff) else {"who": {"ids": ids}}


def worked(cells: Iterable[Cell]) -> Worked:
    """Cells of a roster as the format sees them."""
    found: defaultdict[tuple[str, int], tuple[str, ...]] = defaultdict(tuple)
    for employee, shift in sorted(cells):
        template, _, day = shift.rpartition("@")
        found[employee, (date.fromisoformat(day) - MONDAY).days] += (template,)
    return found


def main(arguments: list[str]) -> int:
    """Write a workspace, or score its roster."""
    command, path, folder = arguments
    instance = read_instance(Path(path).read_text(encoding="utf-8"))
    if command == "write":
        write_workspace(instance, Path(folder))
        return 0
    from exports.json import read

    roster = worked(read((Path(folder) / "out" / "roster.json").read_bytes()).cells)
    wrong = sorted(broken(instance, roster))
    sys.stdout.write(f"cost {cost(instance, roster)}, hard rules broken: {wrong or 'none'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
