"""Rosters side by side: cost, proof, load covered, fairness, wishes, and how much is otherwise than today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import hours, shown
from rota.duty import Duty
from rota.fairness import loads
from rota.load.measures import measures_of
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.cli.what_if_column import Column
    from rota.verify import Verdict

FORMAT = "rota-what-if/1"


def what_if_view(columns: Sequence[Column], changes: Sequence[str]) -> Group:
    """The changes, and a table with a column a roster."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(Text(""), overflow="fold")
    for column in columns:
        table.add_column(Text(column.title), justify="right", overflow="fold")
    figures = [_figures(column, columns[0]) for column in columns]
    for name in dict.fromkeys(name for found in figures for name in found):
        table.add_row(Text(name), *(Text(found.get(name, "-")) for found in figures))
    return Group(Text(f"what if: {'; '.join(map(shown, changes))}", style="bold"), Text(), table)


def _figures(column: Column, today: Column) -> dict[str, str]:
    """By name, each in its own unit."""
    verdict = verify(column.setting.problem, column.setting.rules, column.cells)
    found = {"cost": f"{verdict.cost:,}"}
    found["bound"] = "-" if column.bound is None else f"{column.bound:,}"
    if column.bound is not None:
        over = max(0, verdict.cost - column.bound)
        found["proof"] = "optimal" if not over else f"gap {over / verdict.cost:.1%}"
    found["hard rules"] = "kept" if verdict.lawful else f"{len(verdict.hard)} broken"
    missing, surplus = _coverage(verdict)
    found["agent-hours of load missing"] = hours(missing)
    found["agent-hours more than the load"] = hours(surplus)
    for name, gap in _gaps(column):
        found[f"largest gap to a fair share: {shown(name)}"] = f"{gap:.1f}"
    found["shifts worked"] = f"{len(column.cells):,}"
    otherwise = column.cells ^ today.cells
    found["entries otherwise than today"] = f"{len(otherwise):,}"
    found["people concerned"] = f"{len({agent for agent, _ in otherwise}):,}"
    for rule, cost in verdict.cost_by_rule().items():
        found[f"cost of {shown(rule)}"] = f"{cost:,}"
    return found


def _coverage(verdict: Verdict) -> tuple[int, int]:
    """Agent-minutes missing and too many, by the rules on load."""
    minutes = [one for one in verdict.soft if one.unit == "agent-minutes"]
    missing = sum(one.shortfall for one in minutes if one.place.queue)
    return missing, sum(one.shortfall for one in minutes if not one.place.queue)


def _gaps(column: Column) -> Iterator[tuple[str, float]]:
    """Each burden with the largest distance of anybody from a fair share."""
    problem = column.setting.problem
    duty = Duty(problem, column.cells)
    for measure in measures_of(problem, column.setting.rules):
        found = loads(problem, duty, measure)
        yield measure.name, max((float(abs(load.distance)) for load in found), default=0.0)


def document(columns: Sequence[Column], changes: Sequence[str]) -> Mapping[str, object]:
    """What `--json` writes.

    format    "rota-what-if/1"
    changes   as they were given
    rosters   [title, cost, bound, hard, missing, over, gaps, rules, entries, otherwise]: bound is null for
              today's, hard counts violations, missing and over are agent-minutes, gaps are by burden,
              rules are costs, otherwise counts the entries that differ from today's
    """
    return {
        "format": FORMAT,
        "changes": list(changes),
        "rosters": [_roster(column, columns[0]) for column in columns],
    }


def _roster(column: Column, today: Column) -> dict[str, object]:
    verdict = verify(column.setting.problem, column.setting.rules, column.cells)
    missing, over = _coverage(verdict)
    return {
        "title": column.title,
        "cost": verdict.cost,
        "bound": column.bound,
        "hard": len(verdict.hard),
        "missing": missing,
        "over": over,
        "gaps": {name: round(gap, 2) for name, gap in _gaps(column)},
        "rules": verdict.cost_by_rule(),
        "entries": len(column.cells),
        "otherwise": len(column.cells ^ today.cells),
    }
