"""Where breaks and activities have been put: how many of each, when in the day, and what the load misses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import hours
from rota.localtime import zone_of

if TYPE_CHECKING:
    from rota.breaks.rules import BreakRules
    from rota.problem import Problem
    from rota.solve.breaks import Placed

BLOCKS = "·▁▂▃▄▅▆▇█"


def breaks_view(problem: Problem, rules: BreakRules, placed: Placed) -> Group:
    """A row a rule, with the hours of the day in which its pauses begin, then the load missed."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("what", overflow="fold")
    for name in ("placed", "minutes", "paid"):
        table.add_column(name, justify="right")
    table.add_column("begins, a sign an hour", no_wrap=True)
    for rule in rules.rules:
        table.add_row(*_row(problem, placed, rule.id, rule.minutes, "yes" if rule.paid else "no"))
    for activity in rules.activities:
        table.add_row(*_row(problem, placed, activity.id, activity.minutes, "yes"))
    more = placed.missing - placed.missing_before
    proof = "proved the least" if placed.optimal else "time ran out before a proof that it is the least"
    told = (
        f"agent-hours missing: {hours(placed.missing_before)} without them, "
        f"{hours(placed.missing)} with them, {hours(more)} more ({proof})"
    )
    return Group(table, Text(told))


def _row(problem: Problem, placed: Placed, about: str, minutes: int, paid: str) -> list[Text]:
    begins = Counter(
        pause.start.astimezone(zone_of(problem.zone)).hour for pause in placed.pauses if pause.about == about
    )
    most = max(begins.values(), default=1)
    signs = "".join(BLOCKS[-(-begins[hour] * (len(BLOCKS) - 1) // most)] for hour in range(24))
    return [Text(about), Text(f"{begins.total():,}"), Text(str(minutes)), Text(paid), Text(signs)]
