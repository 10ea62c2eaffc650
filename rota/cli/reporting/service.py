"""Expected service level: by the formula from the agents who are there, and as played where it was."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.reporting.words import DASH, moment, percent
from rota.cli.views.half_hours import findings, watched_queues
from rota.demand.target import LiveTarget
from rota.feeds.views import day_text
from rota.localtime import local_day, minutes_between, zone_of
from rota.report.heat import ROUNDING, Level, heat_map
from rota.report.report import Service, ServiceRow
from rota.simulate.promise import in_all, promises

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from rota.cli.reporting.played import Played, PlayedQueue
    from rota.cli.views.showing import Showing
    from rota.load.workspace import Workspace
    from rota.report.heat import HeatMap
    from rota.simulate.promise import Promise

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class _Queue:
    """A queue whose contacts wait for somebody: what is promised it, and what was played."""

    id: str
    target: LiveTarget
    promised: Mapping[datetime, Promise]
    step: timedelta
    played: PlayedQueue | None

    @property
    def levels(self) -> Mapping[datetime, float]:
        """By interval in which somebody is expected: as played, else by the formula."""
        expected = {start: one.in_time for start, one in self.promised.items() if one.contacts}
        return expected if self.played is None else self.played.by_start


def service_of(workspace: Workspace, showing: Showing, played: Played) -> Service | None:
    """None where no queue has contacts that wait, and is in a coverage rule, which tells who is missing."""
    queues = tuple(_queues(workspace, showing, played))
    if not queues:
        return None
    return Service(
        tuple(_row(showing, queue) for queue in queues),
        tuple(_map(showing, queue) for queue in queues),
        played.note,
        any(queue.played for queue in queues),
    )


def _queues(workspace: Workspace, showing: Showing, played: Played) -> Iterator[_Queue]:
    problem = showing.problem
    for queue, target in sorted(workspace.targets.items()):
        if queue not in watched_queues(showing) or not isinstance(target, LiveTarget):
            continue
        volumes = sorted(one for one in workspace.load if one.queue == queue)
        opening = workspace.opening.get(queue)
        lacking = _lacking(showing, queue, [volume.start for volume in volumes])
        every = promises(volumes, target, opening, lacking=lacking)
        mine = {start: one for start, one in every.items() if problem.start <= start < problem.end}
        if any(one.contacts for one in mine.values()):
            step = volumes[0].end - volumes[0].start
            yield _Queue(queue, target, mine, step, played.queues.get(queue))


def _lacking(showing: Showing, queue: str, starts: Sequence[datetime]) -> Mapping[datetime, int]:
    """By the start of an interval of the forecast, the most agents that are missing at once in it."""
    found: dict[datetime, int] = {}
    for (name, start, end), minutes in findings(showing).items():
        if name == queue:
            interval = starts[max(0, bisect_right(starts, start) - 1)]
            found[interval] = max(found.get(interval, 0), minutes // minutes_between(start, end))
    return found


def _row(showing: Showing, queue: _Queue) -> ServiceRow:
    whole = in_all(dict(queue.promised))
    asked, levels, played = queue.target.service_level, queue.levels, queue.played
    below = [start for start, level in levels.items() if level < asked - ROUNDING]
    worst = min(below, key=lambda start: (levels[start], start)) if below else None
    expected = whole.in_time if whole else 1.0
    return ServiceRow(
        queue=plain(queue.id),
        means=f"answered within {queue.target.answer_seconds:g} s",
        contacts=f"{whole.contacts:,.0f}" if whole else DASH,
        asked=f"{asked:.0%}".replace("%", " %"),
        expected=percent(expected),
        played=f"{percent(played.whole)} \u00b1 {100 * played.width:.1f}" if played else DASH,
        below=f"{len(below):,} of {len(levels):,}",
        worst=f"{moment(worst, showing.problem.zone)}, {percent(levels[worst])}" if worst else DASH,
        missed=(played.whole if played else expected) < asked - ROUNDING,
    )


def _map(showing: Showing, queue: _Queue) -> HeatMap:
    days: dict[str, list[Level]] = {day_text(day): [] for day in showing.days}
    asked = queue.target.service_level
    below = 0
    for start, level in sorted(queue.levels.items()):
        zone = showing.problem.zone
        local = start.astimezone(zone_of(zone))
        minute = local.hour * 60 + local.minute
        end = min(DAY_MINUTES, minute + int(queue.step.total_seconds() // 60))
        words = f"{moment(start, zone)}: {percent(level)}"
        days[day_text(local_day(start, zone))].append(Level(minute, end, level, words))
        below += level < asked - ROUNDING
    alt = f"{below:,} of {len(queue.levels):,} intervals are below the {asked:.0%} asked".replace("%", " %")
    return heat_map(plain(queue.id), alt, asked, days)
