"""What a lead tells of a change on the command line: who is away when, who said no, who gave what to whom."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from typer.core import TyperCommand

from rota.cli.question import agent_of
from rota.cli.views.wording import day_text
from rota.errors import Fault, InputError
from rota.load.source import did_you_mean
from rota.localtime import local_day, midnight

if TYPE_CHECKING:
    from collections.abc import Mapping

    # What the parent class takes; typer carries its own copy of click.
    from typer._click import Context

    from rota.agent import Agent
    from rota.problem import Cell, Problem
    from rota.shift import Shift

DATE = r"\d{4}-\d\d-\d\d"
DAYS = re.compile(rf"({DATE})(?:\.\.({DATE}|\d\d))?")
"""A date, or two with the last included; of the last the day alone is enough within a month."""
SPAN_HELP = "write `2026-12-03`, `2026-12-03..05`, `2026-12-03..2027-01-02` or `today`"
PARTS: Mapping[str, int] = {"--absent": 2, "--declined": 2, "--swap": 3}
"""Options whose value is several words, with the most that there can be."""


class Worded(TyperCommand):
    """A command some of whose options take several words: `--absent ana 2026-12-03..05`."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Join the words of such an option into one."""
        return super().parse_args(ctx, joined(args))


def joined(arguments: list[str]) -> list[str]:
    """Arguments with the words of these options joined: a word joins where it looks like its part."""
    found: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        found.append(word)
        if word not in PARTS or not waiting:
            continue
        value = [waiting.pop(0)]
        most = PARTS[word] if " " not in value[0] else 1
        while len(value) < most and waiting and _belongs(waiting[0], word, len(value)):
            value.append(waiting.pop(0))
        found.append(" ".join(value))
    return found


def _belongs(word: str, option: str, place: int) -> bool:
    if option == "--swap" and place == 2:
        return not word.startswith("-")
    return bool(re.match(DATE, word)) or "@" in word or word == "today"


def days_of(text: str, *, today: date) -> tuple[date, date]:
    """The first and the last day of `2026-12-03..05`; raises InputError where it is neither."""
    if text == "today":
        return today, today
    found = DAYS.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        first = date.fromisoformat(found[1])
        ends = found[2] or found[1]
        last = first.replace(day=int(ends)) if len(ends) == 2 else date.fromisoformat(ends)
    except ValueError:
        raise InputError([Fault("", 0, 0, f"`{text}` is no span of days", SPAN_HELP)]) from None
    if last < first:
        raise InputError([Fault("", 0, 0, f"`{text}` ends before it begins", SPAN_HELP)])
    return first, last


def absence_told(problem: Problem, text: str, now: datetime) -> tuple[Agent, date, date]:
    """Who is away, from which local day to which."""
    name, _, days = text.strip().partition(" ")
    agent = agent_of(problem, name)
    if not days:
        raise InputError([Fault("", 0, 0, f"`--absent {name}` does not say when", SPAN_HELP)])
    return agent, *days_of(days.strip(), today=local_day(now, agent.zone))


def refusal_told(problem: Problem, text: str) -> tuple[str, frozenset[Cell]]:
    """Who said no, and to which cells; to none, where it is to anything."""
    name, _, what = text.strip().partition(" ")
    agent = agent_of(problem, name)
    if not what.strip():
        return agent.id, frozenset()
    return agent.id, frozenset((agent.id, shift.id) for shift in shifts_named(problem, what.strip()))


def swap_told(problem: Problem, text: str) -> dict[Cell, bool]:
    """`ana late@2026-12-03 bo`: what is agreed on, cell by cell."""
    words = text.split()
    if len(words) != 3:
        help_text = "say who gives which shift to whom: `--swap ana late@2026-12-03 bo`"
        raise InputError([Fault("", 0, 0, f"`--swap {text}` is not understood", help_text)])
    giver, taker = agent_of(problem, words[0]), agent_of(problem, words[2])
    shift = shift_named(problem, words[1])
    return {(giver.id, shift.id): False, (taker.id, shift.id): True}


def shifts_named(problem: Problem, text: str) -> list[Shift]:
    """The shift `late@2026-12-03`, or all that start on the days given; raises InputError for none."""
    if "@" in text:
        return [shift_named(problem, text)]
    first, last = days_of(text, today=local_day(problem.start, problem.zone))
    return [shift for shift in problem.shifts if first <= shift.day <= last]


def shift_named(problem: Problem, text: str, *, after: datetime | None = None) -> Shift:
    """The shift of this id, or the first of a template after an instant; raises InputError for none."""
    found = next(
        (
            shift
            for shift in problem.shifts
            if shift.id == text or (after and shift.template == text and shift.start > after)
        ),
        None,
    )
    if found:
        return found
    raise InputError([_unknown(problem, text, after)])


def _unknown(problem: Problem, text: str, after: datetime | None) -> Fault:
    """What is wrong with a shift that is not there: its template, its day, or that none is to come."""
    template, _, day = text.partition("@")
    known = sorted({shift.template for shift in problem.shifts})
    days = [shift.day for shift in problem.shifts if shift.template == template]
    first, last = problem.shifts[0].day, problem.shifts[-1].day
    if after and template in known and not day:
        message = f"no `{template}` starts later than {day_text(local_day(after, problem.zone))}"
        return Fault("", 0, 0, message, f"the last is `{template}@{days[-1]}`")
    there = [shift.template for shift in problem.shifts if f"{shift.day}" == day]
    if there:
        help_text = f"on {day} there are {', '.join(there)}"
    elif template in known:
        help_text = f"write it as `{template}@{days[0]}`; they start from {days[0]} to {days[-1]}"
    else:
        near = did_you_mean(template, known) or f"there are {', '.join(known)};"
        help_text = f"{near} as in `{known[0]}@{first}`, from {first} to {last}"
    return Fault("", 0, 0, f"there is no shift `{text}`", help_text)


def span_of(agent: Agent, first: date, last: date) -> tuple[datetime, datetime]:
    """Whole local days at the agent's home as instants."""
    return midnight(first, agent.zone), midnight(last + timedelta(days=1), agent.zone)
