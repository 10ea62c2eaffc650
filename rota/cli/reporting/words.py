"""Numbers, names and instants as the report writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.views.wording import hours, place_text
from rota.feeds.views import day_text
from rota.localtime import zone_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.problem import Problem

DASH = "\u2013"


def agent_name(agent: Agent) -> str:
    """The name on one line, or the id where the name shows nothing."""
    return plain(agent.name) or plain(agent.id)


def home(problem: Problem, agent: Agent) -> str:
    """Where an agent lives whose zone is not the team's."""
    return "" if agent.zone == problem.zone else place_text(agent.zone)


def amount(minutes: float) -> str:
    """Minutes as hours, a dash for none: `152.5`."""
    return hours(minutes) if minutes else DASH


def count(number: int) -> str:
    """A count, a dash for none."""
    return f"{number:,}" if number else DASH


def share(part: float, whole: float) -> str:
    """A share, rounded down, so that 100 % means all of it."""
    return f"{int(1000 * part / whole) / 10:g} %" if whole else DASH


def percent(level: float) -> str:
    """A level in [0, 1] as a percentage, rounded down to a tenth."""
    return f"{int(level * 1000 + 1e-6) / 10:.1f} %"


def clock(start: datetime, end: datetime, zone: str) -> str:
    """The wall clock of a span: `22:00-06:00` with an en dash; the weekday where it ends over a day later."""
    begins, ends = start.astimezone(zone_of(zone)), end.astimezone(zone_of(zone))
    far = (ends.date() - begins.date()).days > 1
    return f"{begins:%H:%M}{DASH}{f'{ends:%a} ' if far else ''}{ends:%H:%M}"


def moment(instant: datetime, zone: str) -> str:
    """`Mon 8 Mar 22:00`."""
    local = instant.astimezone(zone_of(zone))
    return f"{day_text(local.date())} {local:%H:%M}"


def span(first: date, last: date) -> str:
    """`Mon 8 Mar to Sun 4 Apr 2027`."""
    return f"{day_text(first)} to {day_text(last)} {last.year}"
