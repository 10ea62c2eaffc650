"""Burdens against fair shares: a table for each burden, with a bar for how far everybody is from theirs."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.burden import WORDS
from rota.cli.views.wording import day_text, shown
from rota.localtime import DAY, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from rota.fairness import Load, Measure
    from rota.problem import Problem

MORE, LESS, FAIR = "█", "░", "│"
HALF = Fraction(1, 2)
SIGNS = 12
"""Signs of a bar on either side of the fair share, at the most."""


def fairness_view(problem: Problem, found: Mapping[Measure, Sequence[Load]]) -> Group:
    """The burdens one below the other, each with its largest distance."""
    first = local_day(problem.start, problem.zone)
    last = first + DAY * (problem.day_count - 1)
    parts: list[RenderableType] = [
        Text(f"{shown(problem.team)}, {day_text(first)} to {last:%a %d %b %Y}", style="bold")
    ]
    for measure, loads in found.items():
        parts += [Text(), *_burden(measure, loads)]
    parts += [Text(), Text(f"{LESS} less than fair, {MORE} more; fair: by contract and days present", "dim")]
    return Group(*parts)


def _burden(measure: Measure, loads: Sequence[Load]) -> Iterator[RenderableType]:
    total = sum((load.units for load in loads), Fraction())
    before = any(load.before.units or load.before.share for load in loads)
    word = WORDS.get(measure.burden, measure.burden)
    of = "" if measure.name == measure.burden else f" ({word})"
    scale = _scale(loads)
    title = Text(f"{shown(measure.name)}{of}: {_amount(total)} in all", style="bold")
    yield Text.assemble(title, f", a sign for {_amount(scale)}" if total or before else "")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("agent"), overflow="fold")
    for name in ("now", "fair", *(("before", "fair") if before else ()), "off"):
        table.add_column(Text(name), justify="right", no_wrap=True)
    table.add_column(Text(), no_wrap=True)
    for load in loads:
        amounts = [_amount(load.units), f"{float(load.fair):.1f}"]
        amounts += [_amount(load.before.units), f"{float(load.before.share):.1f}"] if before else []
        bold = "bold" if abs(load.distance) >= 1 else ""
        off = Text(f"{float(load.distance):+.1f}".replace("-0.0", "0.0").replace("+0.0", "0.0"), bold)
        table.add_row(Text(shown(load.agent.name)), *amounts, off, Text(bar(load.distance, scale)))
    yield table


def _scale(loads: Sequence[Load]) -> Fraction:
    """What a sign stands for: half a unit, or as many units as the longest bar needs."""
    furthest = max((abs(load.distance) for load in loads), default=Fraction())
    return HALF if furthest <= HALF * SIGNS else Fraction(ceil(furthest / SIGNS))


def bar(distance: Fraction, scale: Fraction) -> str:
    """Signs to the left of the fair share for too little, to the right for too much."""
    signs = round(abs(distance) / scale)
    left = LESS * signs if distance < 0 else ""
    right = MORE * signs if distance > 0 else ""
    return f"{left:>{SIGNS}}{FAIR}{right}"


def _amount(units: Fraction) -> str:
    """At most one decimal: `3`, `0.5`, `152.5`."""
    return f"{float(units):.1f}".removesuffix(".0")
