"""What the signs of the sheet mean: the times of the letters, the marks, and when clocks change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group

from rota.cli.views.wording import clock_change, day_text, flow, kind_text, shown, span_text
from rota.localtime import DAY, midnight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rota.cli.views.showing import Showing

LEAVE, MET, MISSED, NIGHT = "lv", "*", "!", "'"


def legend(showing: Showing, letters: Mapping[str, str], *, width: int) -> Group:
    """The letters with their usual times and zone, then the marks, then the days on which clocks change."""
    return Group(
        flow(_templates(showing, letters), width=width),
        flow(_marks(showing), width=width, style="dim"),
        flow(_changes(showing), width=width),
    )


def _templates(showing: Showing, letters: Mapping[str, str]) -> Iterator[str]:
    """The template with the times that most of its shifts have; the zone where it is not the team's."""
    for template, letter in letters.items():
        shifts = [shift for shift in showing.problem.shifts if shift.template == template]
        times = Counter((span_text(shift.start, shift.end, shift.zone), shift.zone) for shift in shifts)
        (span, zone), _ = times.most_common(1)[0]
        where = "" if zone == showing.problem.zone else f" {zone}"
        kind = kind_text(shifts[0])
        yield f"{letter} {shown(template)} {span}{where}" + (f" ({kind})" if kind else "")
    yield f"times and days of {showing.problem.zone}"


def _marks(showing: Showing) -> Iterator[str]:
    if any(showing.problem.leave_of.values()):
        yield f"{LEAVE} on leave"
    if any(agent.zone != showing.problem.zone for agent in showing.problem.agents):
        yield f"{NIGHT} a night where the agent lives"
    if showing.problem.requests:
        yield f"{MET} as the agent asked"
        yield f"{MISSED} not as asked"
    yield "hours worked/owed by contract less leave"
    yield "N nights at home"
    yield "W weekends with a shift"
    if any(shift.kind == "on_call" for shift in showing.problem.shifts):
        yield "call hours on call"


def _changes(showing: Showing) -> Iterator[str]:
    """The days on which clocks change, where the team or one of its agents is at home."""
    zones = {agent.zone for agent in showing.problem.agents} - {showing.problem.zone}
    for day in showing.days:
        changes: dict[str, list[str]] = {}
        for zone in (showing.problem.zone, *sorted(zones)):
            change = clock_change(midnight(day, zone), midnight(day + DAY, zone), zone)
            changes.setdefault(change, []).append(zone)
        for change, where in changes.items():
            if change:
                yield f"{change} on {day_text(day)} ({', '.join(where)})"
