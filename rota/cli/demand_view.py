"""Demand on a terminal: a table a day or an hour of the week, and a picture of the mean week.

Everything is made of characters, so that it reads the same in a pipe, without colour, at 80 columns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Literal

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rota.localtime import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rota.demand.target import Target
    from rota.demand.waiting import Waits
    from rota.forecast.volume import Volume
    from rota.queue import Demand, Work

STEP = timedelta(minutes=15)
STEPS_AN_HOUR = 4
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLOCKS = "·▁▂▃▄▅▆▇█"
CELL_HOURS = 3
CELLS_A_DAY = 24 // CELL_HOURS
MOST_LINES = 8
LABEL = 10


@dataclass(slots=True)
class _Row:
    """What a table says of a day, or of an hour of the week."""

    label: str
    days: set[date] = field(default_factory=set)
    contacts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    agents: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    together: int = 0
    steps: int = 0


def demand_table(
    volumes: Sequence[Volume], demand: Sequence[Demand], *, zone: str, by: Literal["day", "hour"] = "day"
) -> Table:
    """A row a local day (or hour of the week), a column a queue: contacts/most agents at once.

    Last, the most agents of all queues together, and agent hours. In hours of the week, contacts and
    agent hours are means over the weeks.
    """
    rows = _rows(volumes, demand, zone, by)
    queues = sorted({volume.queue for volume in volumes} | {entry.queue for entry in demand})
    table = Table(box=SIMPLE_HEAD, padding=0, caption="contacts/most agents at once")
    table.add_column(by, no_wrap=True)
    for name in (*queues, "all", "hours"):
        table.add_column(name, justify="right")
    for key in sorted(rows):
        row = rows[key]
        count = len(row.days)
        cells = [_cell(row.contacts[queue] / count, row.agents.get(queue)) for queue in queues]
        together = _cell(sum(row.contacts.values()) / count, row.together)
        table.add_row(row.label, *cells, together, f"{row.steps / STEPS_AN_HOUR / count:.1f}")
    return table


def week_picture(demand: Sequence[Demand], *, zone: str) -> Text:
    """The mean week: all queues as columns over an axis of agents, then a line of blocks a queue."""
    if not demand:
        return Text("no demand")
    weeks = _mean_week(demand, zone)
    everything = [sum(cells) for cells in zip(*weeks.values(), strict=True)]
    scale = max((max(cells) for cells in weeks.values()), default=0.0)
    lines = [f"agents in the mean week, {CELL_HOURS} h a column, {zone}; right: most at once"]
    lines.append(" " * (LABEL + 1) + " ".join(f"{day:<{CELLS_A_DAY}}" for day in DAYS))
    lines += _columns(everything)
    for queue, cells in weeks.items():
        most = max(entry.agents for entry in demand if entry.queue == queue)
        lines.append(f"{_short(queue)} {_by_day(_block(cell, scale) for cell in cells)} {most:>3}")
    return Text("\n".join(lines), no_wrap=True, overflow="ellipsis")


def kept_text(kept: Mapping[str, float], *, spread: bool) -> Text:
    """By queue, the share of open intervals that will keep to the target, as the forecast sees it."""
    shares = ", ".join(f"{queue} {share:.1%}" for queue, share in sorted(kept.items()))
    chance = "" if spread else "; by chance alone, as the forecast tells no spread"
    return Text(f"intervals in which as many as promised will be in time: {shares}{chance}")


def backlog_text(waits: Waits, targets: Mapping[str, Target]) -> Text:
    """What waits as the horizon begins, by queue, and what of it is late already."""
    parts: list[str] = []
    for queue, waiting in waits.items():
        count = sum(one.contacts for one in waiting)
        late = sum(one.contacts for one in waiting if one.late)
        hours = count * targets[queue].handle_seconds / 3600
        past = f", {late:,.4g} past their deadline and planned as if they came now" if late else ""
        parts.append(f"{queue} {count:,.4g} contacts, {hours:.1f} h of handling{past}")
    return Text(f"waiting as the horizon begins: {'; '.join(parts)}")


def waiting_text(work: Sequence[Work]) -> Text:
    """The agent hours, by queue, of work that is done by whoever is spare: it needs nobody at fixed times."""
    minutes: Counter[str] = Counter()
    for one in work:
        minutes[one.queue] += one.minutes
    queues = ", ".join(f"{queue} {amount / 60:.1f} agent hours" for queue, amount in sorted(minutes.items()))
    return Text(f"no demand, done by whoever is spare: {queues}")


def _rows(
    volumes: Iterable[Volume], demand: Sequence[Demand], zone: str, by: Literal["day", "hour"]
) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}

    def row_at(instant: datetime) -> _Row:
        local = instant.astimezone(zone_of(zone))
        key = local.strftime("%Y-%m-%d" if by == "day" else "%u %H")
        row = rows.setdefault(key, _Row(local.strftime("%a %d %b" if by == "day" else "%a %H:00")))
        row.days.add(local.date())
        return row

    for volume in volumes:
        row_at(volume.start).contacts[volume.queue] += volume.contacts
    together: defaultdict[datetime, int] = defaultdict(int)
    for entry in demand:
        for instant in _steps(entry.start, entry.end):
            row = row_at(instant)
            row.agents[entry.queue] = max(row.agents[entry.queue], entry.agents)
            row.steps += entry.agents
            together[instant] += entry.agents
    for instant, agents in together.items():
        row_at(instant).together = max(row_at(instant).together, agents)
    return rows


def _mean_week(demand: Sequence[Demand], zone: str) -> dict[str, list[float]]:
    """Mean agents by queue and cell of the week; time in which a queue has no demand counts as 0."""
    horizon = (min(entry.start for entry in demand), max(entry.end for entry in demand))
    cell_of = {instant: _week_cell(instant, zone) for instant in _steps(*horizon)}
    steps = Counter(cell_of.values())
    agents: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for entry in demand:
        for instant in _steps(entry.start, entry.end):
            agents[entry.queue][cell_of[instant]] += entry.agents
    cells = range(len(DAYS) * CELLS_A_DAY)
    return {queue: [agents[queue][cell] / max(1, steps[cell]) for cell in cells] for queue in sorted(agents)}


def _week_cell(instant: datetime, zone: str) -> int:
    local = instant.astimezone(zone_of(zone))
    return local.weekday() * CELLS_A_DAY + local.hour // CELL_HOURS


def _steps(start: datetime, end: datetime) -> Iterator[datetime]:
    """Instants of a fixed grid, so that intervals of any start share them."""
    instant = start - (start - datetime.min.replace(tzinfo=UTC)) % STEP
    while instant < end:
        yield instant
        instant += STEP


def _columns(cells: Sequence[float]) -> Iterator[str]:
    """Columns of blocks over an axis; a line stands for as many agents as keep it within a few lines."""
    agents_a_line = max(1, ceil(max(cells) / MOST_LINES))
    for line in range(ceil(max(cells) / agents_a_line), 0, -1):
        floor = (line - 1) * agents_a_line
        blocks = (_block(cell - floor, agents_a_line, blank=" ") for cell in cells)
        yield f"{line * agents_a_line:>{LABEL}} {_by_day(blocks)}".rstrip()


def _block(value: float, full: float, *, blank: str = BLOCKS[0]) -> str:
    """The share of a full block; anything above 0 shows."""
    if value <= 0:
        return blank
    return BLOCKS[min(len(BLOCKS) - 1, ceil(value / full * (len(BLOCKS) - 1) - 1e-9))]


def _by_day(blocks: Iterable[str]) -> str:
    text = "".join(blocks)
    return " ".join(text[start : start + CELLS_A_DAY] for start in range(0, len(text), CELLS_A_DAY))


def _cell(contacts: float, agents: int | None) -> str:
    amount = f"{contacts:.0f}" if contacts >= 10 or not contacts else f"{contacts:.1f}"
    return f"{amount}/{'-' if agents is None else agents}"


def _short(queue: str) -> str:
    return f"{queue:>{LABEL}}" if len(queue) <= LABEL else f"{queue[: LABEL - 1]}…"
