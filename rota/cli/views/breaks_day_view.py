"""Who is away from the desk when on one day, by what for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rota.cli.views.wording import shown, span_text
from rota.localtime import local_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rota.breaks.rules import Pause
    from rota.problem import Problem


def breaks_day_view(problem: Problem, pauses: Sequence[Pause], day: date) -> Table:
    """A row for each span and what it is for, by its start; days of the team."""
    found: dict[tuple[str, str], list[str]] = {}
    for pause in sorted(pauses):
        if local_day(pause.start, problem.zone) == day:
            span = span_text(pause.start, pause.end, problem.zone)
            found.setdefault((span, pause.about), []).append(shown(problem.agent_of[pause.agent].name))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for (span, about), names in found.items():
        table.add_row(Text(span), Text(shown(about)), Text(", ".join(names)))
    return table
