"""A day as it goes: what came against the forecast, what is still to come, and what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from rota.cli.views.wording import counted, shown, span_text
from rota.localtime import hours_text, minutes_between, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.forecast.today import Today
    from rota.forecast.volume import Volume
    from rota.intraday.moves import Move
    from rota.intraday.pauses import Moved
    from rota.intraday.plan import Advice, Plan
    from rota.problem import Problem

MOST_LEFT = 4


def day_table(
    today: Sequence[Today], before: Sequence[Volume], after: Sequence[Volume], *, now: datetime, end: datetime
) -> Table:
    """The queues of which contacts are known: what came against the forecast, and what is still to come."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1))
    for name in ("queue", "came", "forecast", "ratio", "trusted", "rest: was", "now"):
        table.add_column(name, justify="left" if name == "queue" else "right", no_wrap=True)
    for one in today:
        table.add_row(
            shown(one.queue),
            f"{one.came:,.0f}",
            f"{one.forecast:,.1f}",
            "-" if one.ratio is None else f"{one.ratio:.2f}",
            f"{one.trust:.0%}" + (" (usual)" if one.assumed else ""),
            f"{_rest(before, one.queue, now, end):,.0f}",
            f"{_rest(after, one.queue, now, end):,.0f}",
        )
    return table


def plan_text(plan: Plan, zone: str) -> str:
    """The moves in order of effect, those that are not lawful, and what stays missing."""
    return "\n".join([*_moves(plan, zone), *_refused(plan, zone), *_left(plan, zone)])


def pauses_text(problem: Problem, moved: Sequence[Moved]) -> str:
    """Breaks that can be moved, in order of effect; they cost nobody hours."""
    if not moved:
        return "breaks: all are where they are missed least"
    lines = ["breaks to move, in order of effect"]
    for number, entry in enumerate(moved, start=1):
        name = shown(problem.agent_of[entry.old.agent].name)
        old = span_text(entry.old.start, entry.old.end, problem.zone)
        new = span_text(entry.new.start, entry.new.end, problem.zone)
        less = hours_text(entry.missing_less)
        lines.append(
            f"  {number}. {name}, {shown(entry.old.about)}: {new} instead of {old}: {less} less missing"
        )
    return "\n".join(lines)


def _rest(volumes: Sequence[Volume], queue: str, now: datetime, end: datetime) -> float:
    """Contacts still to come today."""
    return sum(
        volume.contacts * min(1.0, (volume.end - now).total_seconds() / volume.seconds)
        for volume in volumes
        if volume.queue == queue and volume.end > now and volume.start < end
    )


def _moves(plan: Plan, zone: str) -> Iterator[str]:
    if not plan.missing and not plan.over:
        yield "the agents on duty are as many as the rest of the day needs: nothing to do"
        return
    yield f"the rest of the day: {hours_text(plan.missing)} missing, {hours_text(plan.over)} too many"
    if not plan.advice:
        yield "nobody's hours can lawfully be changed so that it gets better"
        return
    yield "what to do now, in order of effect"
    for number, entry in enumerate(plan.advice, start=1):
        yield f"  {number}. {_sentence(entry.move, zone)}: {_effect(entry)}"


def _sentence(move: Move, zone: str) -> str:
    name = shown(move.agent.name)
    shift = f"{move.shift.template}, {span_text(move.shift.start, move.shift.end, zone)}"
    if move.kind == "come":
        return f"ask {name} to come in ({shift})"
    if move.kind == "skip":
        return f"tell {name} to stay at home ({shift})"
    if move.kind == "early":
        begins = f"{move.changed.start.astimezone(zone_of(zone)):%H:%M}"
        return f"ask {name} to begin {hours_text(move.minutes)} early, at {begins} ({shift})"
    until = f"{move.changed.end.astimezone(zone_of(zone)):%H:%M}"
    if move.kind == "stay":
        return f"ask {name} to stay {hours_text(move.minutes)} longer, until {until} ({shift})"
    return f"let {name} go {hours_text(move.minutes)} early, at {until} ({shift})"


def _effect(entry: Advice) -> str:
    """What the move does, then what it leaves."""
    parts = []
    if less := entry.missing_before - entry.missing_after:
        parts.append(f"{hours_text(less)} less missing")
    if over := entry.over_after - entry.over_before:
        parts.append(f"{hours_text(abs(over))} {'more' if over > 0 else 'less'} too many")
    return ", ".join(parts)


def _refused(plan: Plan, zone: str) -> Iterator[str]:
    if plan.refused:
        yield "not lawful"
    for entry in plan.refused:
        yield f"  {_sentence(entry.move, zone)}: {shown(entry.why)}"


def _left(plan: Plan, zone: str) -> Iterator[str]:
    if not plan.left:
        return
    missing = sum(violation.shortfall for violation in plan.left)
    worst = sorted(plan.left, key=lambda violation: -violation.shortfall)[:MOST_LEFT]
    yield f"still missing: {hours_text(missing)} in {counted(len(plan.left), 'interval')}"
    for violation in sorted(worst, key=lambda violation: (str(violation.place.start), violation.place.queue)):
        start, end = violation.place.start, violation.place.end
        if start and end:
            agents = violation.shortfall // max(1, minutes_between(start, end))
            span = span_text(start, end, zone)
            yield f"  {span} {shown(violation.place.queue)}: {counted(agents, 'agent')} missing"
