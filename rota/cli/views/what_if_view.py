"""Rosters side by side: cost, proof, load covered, fairness, wishes, and how much is otherwise than today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.price_view import more_text
from rota.cli.views.wording import counted, hours, shown
from rota.duty import Duty
from rota.fairness import loads
from rota.load.measures import measures_of
from rota.localtime import hours_text
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.cli.what_if_column import Column
    from rota.verify import Verdict

FORMAT = "rota-what-if/1"
NOISE, UNKNOWN = 0.01, 0.5
"""Gaps, as shares of the cost, from which on a difference may be the search's, and nothing is said of it."""


def what_if_view(columns: Sequence[Column], changes: Sequence[str]) -> Group:
    """The changes, and a table with a column a roster."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(Text(""), overflow="fold")
    for column in columns:
        table.add_column(Text(column.title), justify="right", overflow="fold")
    verdicts = [verify(one.setting.problem, one.setting.rules, one.cells) for one in columns]
    rules = dict.fromkeys(rule for verdict in verdicts for rule in verdict.cost_by_rule())
    figures = [
        _figures(column, verdict, columns[0], tuple(rules))
        for column, verdict in zip(columns, verdicts, strict=True)
    ]
    for name in dict.fromkeys(name for found in figures for name in found):
        table.add_row(Text(name), *(Text(found.get(name, "-")) for found in figures))
    title = Text(f"what if: {'; '.join(map(shown, changes))}", style="bold")
    return Group(title, Text(), table, Text(), *map(Text, _said(columns, verdicts)))


def _said(columns: Sequence[Column], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What the change does, in a sentence, and how much of it may be the search's."""
    (today, _, after), (_, before, verdict) = columns, verdicts
    missing = _coverage(verdict)[0] - _coverage(before)[0]
    way = "more" if missing > 0 else "less"
    load = f"{hours_text(abs(missing))} {way} of the load missing, " if missing else ""
    agents = len({agent for agent, _ in after.cells ^ today.cells})
    cost = more_text(verdict.cost - before.cost)
    yield f"with the change: {load}cost {cost}; other shifts for {counted(agents, 'agent')}"
    over = verdict.cost - (after.bound or 0)
    if over > UNKNOWN * verdict.cost:
        yield "how much of that is the change's and not the search's is not known: give more --time-limit"
    elif over > NOISE * verdict.cost:
        yield f"a longer search may save up to {over:,} of this cost (--time-limit)"


def _figures(column: Column, verdict: Verdict, today: Column, rules: Sequence[str]) -> dict[str, str]:
    """By name, each in its own unit."""
    found = {"cost": f"{verdict.cost:,}"}
    for rule in rules:
        found[f"  {shown(rule)}"] = f"{verdict.cost_by_rule().get(rule, 0):,}"
    found["no roster costs less than"] = "-" if column.bound is None else f"{column.bound:,}"
    over = max(0, verdict.cost - (column.bound or 0))
    proof = "optimal" if not over else f"gap {over / verdict.cost:.1%}"
    found["proof"] = "-" if column.bound is None else proof
    found["hard rules"] = "kept" if verdict.lawful else f"{len(verdict.hard)} broken"
    missing, surplus = _coverage(verdict)
    found["agent-hours of load missing"] = hours(missing)
    found["agent-hours more than the load"] = hours(surplus)
    for name, gap in _gaps(column):
        found[f"off fair: {shown(name)}"] = f"{gap:.1f}"
    found["shifts worked"] = f"{len(column.cells):,}"
    otherwise = column.cells ^ today.cells
    found["entries otherwise than today"] = f"{len(otherwise):,}"
    found["people concerned"] = f"{len({agent for agent, _ in otherwise}):,}"
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
