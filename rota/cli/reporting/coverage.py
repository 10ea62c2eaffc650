"""Coverage against demand: a plot for each group of queues that share agents, one for each queue, days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.reporting.sheets import stretches_of
from rota.cli.reporting.words import DASH, clock, moment, share, span
from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import STEP, STEP_MINUTES, findings, groups_of, half_hours, watched_queues
from rota.cli.views.wording import amount, hours
from rota.feeds.views import day_text
from rota.localtime import DAY, local_day, midnight
from rota.report.plot import PlotDay, Step, plot_of
from rota.report.report import Coverage, CoverDay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rota.cli.views.coverage_days import Covered, Worst
    from rota.cli.views.half_hours import HalfHour, Queues
    from rota.cli.views.showing import Showing
    from rota.report.plot import Plot


def coverage_of(showing: Showing) -> Coverage | None:
    """None where no rule looks at coverage: then nothing says what is missing."""
    if not watched_queues(showing):
        return None
    by_day = coverage_by_day(showing)
    whole = together(by_day.values())
    return Coverage(
        tuple(_plots(showing)),
        tuple(_day(showing, day_text(day), covered) for day, covered in by_day.items()),
        tuple(_summary(showing, whole)),
    )


def _day(showing: Showing, day: str, covered: Covered) -> CoverDay:
    return CoverDay(
        day,
        hours(covered.wanted),
        hours(covered.covered),
        hours(covered.missing) if covered.missing else DASH,
        hours(covered.over) if covered.over else DASH,
        covered.share,
        _worst(showing, covered.worst) if covered.worst else "",
    )


def _worst(showing: Showing, worst: Worst) -> str:
    there = worst.wanted - worst.missing
    when = clock(worst.start, worst.end, showing.problem.zone)
    return f"{when} {plain(worst.queue)} has {there} of {worst.wanted}"


def _summary(showing: Showing, whole: Covered) -> Iterator[str]:
    yield (
        f"{hours(whole.covered)} of {hours(whole.wanted)} agent-hours wanted are covered "
        f"({share(whole.covered, whole.wanted)}); {hours(whole.missing)} are missing, "
        f"and {hours(whole.over)} are there beyond what is wanted."
    )
    lacking: Counter[str] = Counter()
    for (queue, _, _), minutes in findings(showing).items():
        lacking[queue] += minutes if queue else 0
    listed = [f"{plain(queue)} {hours(minutes)} h" for queue, minutes in lacking.most_common() if queue]
    if listed:
        yield f"Missing by queue: {', '.join(listed)}."
    if whole.worst:
        day = day_text(local_day(whole.worst.start, showing.problem.zone))
        yield f"The worst interval: {day} {_worst(showing, whole.worst)}."
    unwatched = sorted({queue.id for queue in showing.problem.queues} - watched_queues(showing))
    if unwatched:
        yield f"Not measured, being in no coverage rule: {', '.join(map(plain, unwatched))}."


def _plots(showing: Showing) -> Iterator[Plot]:
    zone = showing.problem.zone
    groups = groups_of(showing.problem, watched_queues(showing))
    for days in stretches_of(showing):
        halves = half_hours(showing, midnight(days[0], zone), midnight(days[-1] + DAY, zone))
        for group in groups:
            named = "All queues" if len(groups) == 1 else f"Together: {', '.join(map(plain, group))}"
            title = named if len(group) > 1 else plain(group[0])
            yield _plot(showing, title, halves, days, group, there=group)
            for queue in group if len(group) > 1 else ():
                yield _plot(showing, plain(queue), halves, days, (queue,), there=None)


def _plot(
    showing: Showing,
    title: str,
    halves: Sequence[HalfHour],
    days: Sequence[date],
    queues: Queues,
    *,
    there: Queues | None,
) -> Plot:
    steps = [
        Step(
            sum(half.wanted.get(queue, 0.0) for queue in queues),
            sum(half.missing.get(queue, 0.0) for queue in queues),
            None if there is None else half.on_duty.get(there, 0.0),
        )
        for half in halves
    ]
    zone = showing.problem.zone
    first = midnight(days[0], zone)
    marks = [
        PlotDay((midnight(day, zone) - first) // STEP, f"{day:%a}"[:2] + f" {day.day}", day.weekday())
        for day in days
    ]
    return plot_of(f"{title}, {span(days[0], days[-1])}", _alt(showing, steps, halves), steps, marks)


def _alt(showing: Showing, steps: Sequence[Step], halves: Sequence[HalfHour]) -> str:
    """The plot in words."""
    wanted = max((step.wanted for step in steps), default=0.0)
    missing = sum(step.missing for step in steps) * STEP_MINUTES
    there = [step.there for step in steps if step.there is not None]
    on_duty = f", at most {amount(max(there))} on duty" if there else ""
    said = f"At most {amount(wanted)} wanted at once{on_duty}"
    if not missing:
        return f"{said}; nothing is missing."
    worst = max(range(len(steps)), key=lambda index: steps[index].missing)
    when = moment(halves[worst].start, showing.problem.zone)
    lacking = "1 agent-hour is" if hours(missing) == "1" else f"{hours(missing)} agent-hours are"
    return f"{said}; {lacking} missing, most at once on {when}."
