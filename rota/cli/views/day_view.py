"""One day of the team: its shifts with their people, and the load half hour by half hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.bars import BAR_LEGEND, bar
from rota.cli.views.half_hours import half_hours, watched_queues
from rota.cli.views.wording import (
    amount,
    clock_change,
    day_text,
    flow,
    kind_text,
    place_text,
    shown,
    span_text,
)
from rota.localtime import DAY, local_day, midnight, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from rota.agent import Agent
    from rota.cli.views.half_hours import HalfHour
    from rota.cli.views.showing import Showing
    from rota.shift import Shift

LEAST_QUEUE, MOST_BAR = 4, 24
CLOCK, THERE = len("22:00 "), len("there/wanted ")


def day_view(showing: Showing, day: date, *, width: int) -> Group:
    """The shifts that run on a local day of the team, then a bar a half hour and a column a queue.

    A queue's cell says how many agents it has of those wanted, with `!` where one is missing.
    """
    zone = showing.problem.zone
    start, end = midnight(day, zone), midnight(day + DAY, zone)
    change = clock_change(start, end, zone)
    title = Text.assemble(
        (f"{day_text(day)} {day:%Y}", "bold"), f", times of {zone}{', ' if change else ''}{change}"
    )
    parts: list[RenderableType] = [title, Text(), _shifts(showing, day), Text()]
    queues = sorted(watched_queues(showing))
    if not queues:
        return Group(*parts, Text("no coverage rule: what the load misses is not measured"))
    halves = half_hours(showing, start, end)
    legend = flow([*BAR_LEGEND.split(", "), "2/3! has 2 of 3 wanted"], width=width, style="dim")
    return Group(*parts, _load(halves, queues, zone, width), Text(), legend)


def _shifts(showing: Showing, day: date) -> Table:
    start, end = midnight(day, showing.problem.zone), midnight(day + DAY, showing.problem.zone)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for shift in showing.problem.timeline:
        if shift.start < end and start < shift.end:
            table.add_row(*_shift(showing, shift, day))
    return table


def _shift(showing: Showing, shift: Shift, day: date) -> Iterator[Text]:
    zone = showing.problem.zone
    begins = local_day(shift.start, zone)
    before = f"{begins:%a} " if begins != day else ""
    kind = kind_text(shift)
    people = showing.duty.on(shift)
    yield Text(shown(shift.template), style="bold")
    yield Text(before + span_text(shift.start, shift.end, zone))
    yield Text(str(len(people)))
    names = ", ".join(_person(showing, agent) for agent in people) or "nobody"
    yield Text(f"{kind}: {names}" if kind else names)


def _person(showing: Showing, agent: Agent) -> str:
    """The name, and the place of one at home elsewhere."""
    elsewhere = agent.zone != showing.problem.zone
    return shown(agent.name) + (f" ({place_text(agent.zone)})" if elsewhere else "")


def _load(halves: Sequence[HalfHour], queues: Sequence[str], zone: str, width: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("from"), no_wrap=True)
    table.add_column(Text("there/wanted"), justify="right", no_wrap=True)
    most = max((_signs(half) for half in halves), default=0.0)
    room = min(MOST_BAR, max(8, (width - CLOCK - THERE) // 3))
    agents_a_sign = max(1, -(-int(most) // room))
    scale = "" if agents_a_sign == 1 else f" ({agents_a_sign} a sign)"
    bars = min(room + 1, max(int(most) // agents_a_sign + 1, len(f"load{scale}")))
    table.add_column(Text(f"load{scale}"), width=bars, no_wrap=True)
    each = (width - CLOCK - THERE - bars - 2) // max(1, len(queues)) - 1
    for queue in queues:
        wide = max(LEAST_QUEUE, min(each, max(len("10/10!"), len(queue))))
        # A long name breaks after its dashes rather than losing what tells it from others.
        name = shown(queue) if len(queue) <= wide else shown(queue).replace("-", "-\n")
        table.add_column(Text(name), width=wide, justify="right", no_wrap=True, overflow="ellipsis")
    for half in halves:
        table.add_row(*_half(half, queues, zone, agents_a_sign))
    return table


def _signs(half: HalfHour) -> float:
    wanted, missing = sum(half.wanted.values()), sum(half.missing.values())
    return max(wanted, sum(half.on_duty.values()) + missing)


def _half(half: HalfHour, queues: Sequence[str], zone: str, agents_a_sign: int) -> Iterator[Text]:
    wanted, missing, there = (sum(agents.values()) for agents in (half.wanted, half.missing, half.on_duty))
    yield Text(f"{half.start.astimezone(zone_of(zone)):%H:%M}")
    yield Text(f"{amount(there)}/{amount(wanted)}")
    yield Text(bar(wanted=wanted, missing=missing, there=there, agents_a_sign=agents_a_sign))
    for queue in queues:
        want, lack = half.wanted.get(queue, 0.0), half.missing.get(queue, 0.0)
        has = f"{amount(want - lack)}/{amount(want)}" if want else "."
        yield Text(has + ("!" if lack else ""), style="bold" if lack else "")
