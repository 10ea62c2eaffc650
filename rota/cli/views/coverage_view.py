"""Coverage against the load: in a paragraph, day by day, and as pictures of a mean day."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.console import Group
from rich.table import Table
from rich.text import Text

from rota.cli.views.bars import BAR_LEGEND, columns
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import findings, groups_of, half_hours, late_work, watched_queues
from rota.cli.views.showing import SATURDAY
from rota.cli.views.wording import counted, day_text, flow, hours, shown, span_text
from rota.localtime import hours_text, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from rota.cli.views.coverage_days import Covered, Worst
    from rota.cli.views.half_hours import HalfHour, Queues
    from rota.cli.views.showing import Showing

COLUMNS_A_DAY = 48
PICTURE_LINES = 12
NO_RULE = "no coverage rule: what the load misses is not measured"


def coverage_summary(showing: Showing) -> Text:
    """How much of the load is covered, what each queue lacks, and the worst interval."""
    if not watched_queues(showing):
        return Text(NO_RULE)
    whole = together(coverage_by_day(showing).values())
    lacking: Counter[str] = Counter()
    for (queue, _, _), minutes in findings(showing).items():
        lacking[queue] += minutes if queue else 0
    lines = [
        f"coverage: {hours(whole.covered)} of {hours(whole.wanted)} agent-hours wanted ({_share(whole)}), "
        f"{hours(whole.missing)} missing, {hours(whole.over)} over"
    ]
    queues = ", ".join(
        f"{shown(queue)} {hours(minutes)} h" for queue, minutes in lacking.most_common() if queue
    )
    lines += [f"missing by queue: {queues}"] if queues else []
    lines += [f"worst: {day_text_of(whole.worst, showing)}"] if whole.worst else []
    lines += [waiting_text(showing)] if waiting_text(showing) else []
    lines += [_unwatched(showing)] if _unwatched(showing) else []
    return Text("\n".join(lines))


def waiting_text(showing: Showing) -> str:
    """Of the work that may wait: how much there is, and what of it is late, by queue."""
    waits: Counter[str] = Counter()
    for work in showing.problem.work:
        waits[work.queue] += work.minutes
    late = late_work(showing)
    parts = (
        f"{shown(queue)} {hours_text(round(minutes))}, {hours_text(round(late.get(queue, 0)))} of it late"
        for queue, minutes in sorted(waits.items())
    )
    return f"done by whoever is spare: {'; '.join(parts)}" if waits else ""


def coverage_view(showing: Showing, *, width: int) -> Group:
    """Agent-hours by day, then mean weekdays and weekend days of each group of queues."""
    if not watched_queues(showing):
        return Group(Text(NO_RULE))
    parts: list[RenderableType] = [_days(showing), Text(), *_pictures(showing)]
    parts.append(flow(BAR_LEGEND.split(", "), width=width, style="dim"))
    if waiting_text(showing):
        parts.append(Text(waiting_text(showing)))
    if _unwatched(showing):
        parts.append(Text(_unwatched(showing)))
    return Group(*parts)


def day_text_of(worst: Worst, showing: Showing) -> str:
    """An interval in words: `Fri 12 Mar 14:00-14:30, phone-de has 2 of 5`."""
    local = worst.start.astimezone(zone_of(showing.problem.zone))
    return f"{day_text(local.date())} {_worst(worst, showing)}"


def _worst(worst: Worst, showing: Showing) -> str:
    span = span_text(worst.start, worst.end, showing.problem.zone)
    return f"{span}, {shown(worst.queue)} has {worst.wanted - worst.missing} of {worst.wanted}"


def _share(covered: Covered) -> str:
    """Rounded down, so that 100 % means that nothing is missing."""
    return f"{int(covered.share * 1000) / 10:.1f}".removesuffix(".0") + " %"


def _unwatched(showing: Showing) -> str:
    queues = sorted({queue.id for queue in showing.problem.queues} - watched_queues(showing))
    return f"in no coverage rule: {', '.join(map(shown, queues))}" if queues else ""


def _days(showing: Showing) -> Table:
    by_day = coverage_by_day(showing)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("agent-hours"), no_wrap=True)
    for name in ("wanted", "covered", "missing", "over"):
        table.add_column(Text(name), justify="right", no_wrap=True)
    table.add_column(Text("worst interval"), overflow="fold")
    for day, covered in by_day.items():
        if day.weekday() == 0 and day != showing.days[0]:
            table.add_row()
        worst = Text(_worst(covered.worst, showing) if covered.worst else "")
        table.add_row(Text(day_text(day)), *_amounts(covered), worst)
    whole = together(by_day.values())
    table.add_row()
    table.add_row(
        Text(counted(len(by_day), "day")), *_amounts(whole), Text(f"{_share(whole)} covered"), style="bold"
    )
    return table


def _amounts(covered: Covered) -> Iterator[Text]:
    yield from (Text(hours(covered.wanted)), Text(hours(covered.covered)))
    yield Text(hours(covered.missing) if covered.missing else "-", style="bold" if covered.missing else "")
    yield Text(hours(covered.over) if covered.over else "-")


def _pictures(showing: Showing) -> Iterator[RenderableType]:
    halves = half_hours(showing, showing.problem.start, showing.problem.end)
    groups = groups_of(showing.problem, watched_queues(showing))
    sorts = {
        "weekday": [half for half in halves if not _weekend(half, showing)],
        "weekend day": [half for half in halves if _weekend(half, showing)],
    }
    for group in groups:
        label = "all queues" if len(groups) == 1 else ", ".join(map(shown, group))
        drawn = [
            _picture(f"mean {name}, {label}", days, group, showing) for name, days in sorts.items() if days
        ]
        yield Columns(drawn, padding=(1, 4))
        yield Text()


def _weekend(half: HalfHour, showing: Showing) -> bool:
    return half.start.astimezone(zone_of(showing.problem.zone)).weekday() >= SATURDAY


def _picture(title: str, halves: Sequence[HalfHour], group: Queues, showing: Showing) -> Text:
    """A column a half hour of the wall clock: means over the days that have it."""
    zone = zone_of(showing.problem.zone)
    counts: Counter[int] = Counter()
    sums: defaultdict[str, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for half in halves:
        local = half.start.astimezone(zone)
        column = (local.hour * 60 + local.minute) * COLUMNS_A_DAY // (24 * 60)
        counts[column] += 1
        for name, agents in _of_group(half, group).items():
            sums[name][column] += agents
    means = {
        name: [sums[name][column] / max(1, counts[column]) for column in range(COLUMNS_A_DAY)]
        for name in ("wanted", "missing", "there")
    }
    drawn = columns(means["wanted"], means["missing"], means["there"], lines=PICTURE_LINES)
    return Text("\n".join([title, *drawn]), no_wrap=True, overflow="ellipsis")


def _of_group(half: HalfHour, group: Queues) -> Mapping[str, float]:
    return {
        "wanted": sum(half.wanted.get(queue, 0.0) for queue in group),
        "missing": sum(half.missing.get(queue, 0.0) for queue in group),
        "there": half.on_duty.get(group, 0.0),
    }
