"""The figures of the lead's page: what `rota show` and `rota fairness` say of the newest publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.stored import require_fit
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import findings, watched_queues
from rota.cli.views.showing import Showing
from rota.cli.views.wording import day_text, hours, shown, span_text
from rota.errors import InputError
from rota.fairness import loads
from rota.feeds.figures import BurdenShares, DayCover, Figures, Share
from rota.load.measures import measures_of
from rota.load.workspace import load_workspace
from rota.localtime import clock_text, local_day, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from rota.cli.views.coverage_days import Covered
    from rota.cli.views.half_hours import Interval
    from rota.fairness import Load, Measure
    from rota.roster import Roster


def lead_figures(folder: Path, roster: Roster) -> Figures | None:
    """None where the workspace is not the one that the roster was made from, or is broken just now."""
    try:
        workspace = load_workspace(folder)
        require_fit(workspace.problem, roster, folder)
    except InputError:
        return None
    showing = Showing(workspace.problem, workspace.rules, roster)
    measured = bool(watched_queues(showing))
    days = coverage_by_day(showing) if measured else {}
    whole = together(days.values())
    first, last = showing.days[0], showing.days[-1]
    return Figures(
        span=f"{day_text(first)} to {day_text(last)} {last.year}",
        lawful=showing.verdict.lawful,
        share=f"{int(whole.share * 1000) / 10:g} %" if measured else "",
        missing=f"{hours(whole.missing)} h" if measured else "",
        days=tuple(_day(day, covered, showing.problem.zone) for day, covered in days.items()),
        gaps=tuple(_gaps(showing)),
        burdens=tuple(
            _burden(measure, loads(showing.problem, showing.duty, measure))
            for measure in measures_of(showing.problem, showing.rules)
        ),
    )


def _day(day: date, covered: Covered, zone: str) -> DayCover:
    worst = covered.worst
    said = ""
    if worst:
        span = span_text(worst.start, worst.end, zone)
        said = f"{span} {shown(worst.queue)} {worst.wanted - worst.missing} of {worst.wanted}"
    amounts = (hours(covered.wanted), hours(covered.covered), hours(covered.missing))
    return DayCover(day_text(day), *amounts, covered.share, said)


def _gaps(showing: Showing) -> Iterator[str]:
    """Broken rules, load that nobody takes, and pagers that nobody carries."""
    yield from (violation.message for violation in showing.verdict.hard)
    zone = showing.problem.zone
    for (queue, start, end), lacking in sorted(_joined(showing), key=lambda gap: (gap[0][1], gap[0][0])):
        day = day_text(local_day(start, zone))
        yield f"{day} {span_text(start, end, zone)}: {shown(queue)} lacks {lacking}"
    for shift in showing.problem.shifts:
        if shift.kind == "on_call" and not showing.duty.on(shift):
            yield f"{clock_text(shift.start, zone)}: nobody is {shown(shift.role or shift.template)}"


def _joined(showing: Showing) -> Iterator[tuple[Interval, int]]:
    """Intervals in which a queue lacks the same number of agents, joined where they follow each other."""
    held: tuple[Interval, int] | None = None
    lacking = {key: minutes for key, minutes in findings(showing).items() if key[0]}
    for (queue, start, end), minutes in sorted(lacking.items()):
        agents = minutes // minutes_between(start, end)
        if held and held[0][0] == queue and held[0][2] == start and held[1] == agents:
            held = ((queue, held[0][1], end), agents)
            continue
        if held:
            yield held
        held = ((queue, start, end), agents)
    if held:
        yield held


def _burden(measure: Measure, found: tuple[Load, ...]) -> BurdenShares:
    furthest = max((abs(float(load.distance)) for load in found), default=0.0)
    shares = tuple(
        Share(
            shown(load.agent.name),
            f"{float(load.units):.1f}".removesuffix(".0"),
            f"{float(load.fair):.1f}",
            f"{float(load.distance):+.1f}".replace("-0.0", "0.0").replace("+0.0", "0.0"),
            float(load.distance),
        )
        for load in found
    )
    return BurdenShares(measure.name, max(furthest, 1.0), shares)
