"""Small problems, said in a line or two, for examples that are counted by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from law import law

from rota.agent import Agent, Contract
from rota.localtime import midnight, resolve
from rota.problem import Absence, Problem
from rota.shift import Shift
from rota.verify import verify

if TYPE_CHECKING:
    from rota.constraint import Constraint, Violation
    from rota.problem import Cell

BERLIN = "Europe/Berlin"
MONDAY = date(2027, 3, 8)
"""A Monday three weeks before Berlin changes its clocks."""
SPRING = date(2027, 3, 28)
"""The Sunday on which Berlin's clocks go from 02:00 to 03:00."""
AUTUMN = date(2027, 10, 31)
"""The Sunday on which Berlin's clocks go from 03:00 back to 02:00."""
CLOCKS = {"early": ("06:00", "14:00"), "late": ("14:00", "22:00"), "night": ("22:00", "06:00")}


def person(
    name: str,
    *,
    zone: str = BERLIN,
    hours: int = 40,
    tier: int = 1,
    skills: dict[str, int] | None = None,
    tags: tuple[str, ...] = (),
) -> Agent:
    """An agent whose id is the name in lower case, on a contract of so many hours a week."""
    contract = Contract(f"{hours}h", hours * 60)
    return Agent(name.lower(), name, zone, contract, tier, tuple(sorted((skills or {}).items())), tags)


def shift(
    template: str, day: date, begins: str = "", ends: str = "", *, zone: str = BERLIN, **more: object
) -> Shift:
    """A shift on a day, at the clock times given or at those of CLOCKS; it may reach into the next day."""
    first, last = map(time.fromisoformat, (begins, ends) if begins else CLOCKS[template])
    start = resolve(day, first, zone)
    end = resolve(day + timedelta(days=last <= first), last, zone)
    return Shift(f"{template}@{day}", template, start, end, day, zone, **more)


def daily(template: str, first: date, days: int, *more_clocks: str, **more: object) -> tuple[Shift, ...]:
    """The shifts of a template on so many days."""
    return tuple(
        shift(template, first + timedelta(days=offset), *more_clocks, **more) for offset in range(days)
    )


def team(
    people: tuple[Agent, ...],
    shifts: tuple[Shift, ...],
    *,
    first: date = MONDAY,
    days: int = 7,
    past: frozenset[Cell] = frozenset(),
    **more: object,
) -> Problem:
    """A problem over so many days of Berlin; shifts that start before the first day are its history."""
    start, end = midnight(first, BERLIN), midnight(first + timedelta(days=days), BERLIN)
    ordered = sorted(shifts, key=lambda one: (one.start, one.id))
    return Problem(
        team="small",
        zone=BERLIN,
        start=start,
        end=end,
        agents=tuple(sorted(people, key=lambda agent: agent.id)),
        shifts=tuple(one for one in ordered if start <= one.start < end),
        past_shifts=tuple(one for one in ordered if one.start < start),
        past=past,
        **more,
    )


def on(agent: Agent, *shifts: Shift) -> frozenset[Cell]:
    """The agent works these shifts."""
    return frozenset((agent.id, one.id) for one in shifts)


def leave(agent: Agent, first: date, days: int, zone: str = BERLIN) -> Absence:
    """Whole days of leave on the wall clock of a zone."""
    return Absence(agent.id, midnight(first, zone), midnight(first + timedelta(days=days), zone))


def found(rule: Constraint, problem: Problem, cells: frozenset[Cell]) -> list[Violation]:
    """What the rule's check finds, its encoding having agreed."""
    law(rule, problem, cells)
    verdict = verify(problem, [rule], cells)
    return [*verdict.hard, *verdict.soft]


def messages(rule: Constraint, problem: Problem, cells: frozenset[Cell]) -> list[str]:
    """What the rule says against a roster, sentence by sentence."""
    return [violation.message for violation in found(rule, problem, cells)]


def costs(rule: Constraint, problem: Problem, cells: frozenset[Cell]) -> list[int | None]:
    """What the rule charges, finding by finding."""
    return [violation.cost for violation in found(rule, problem, cells)]


def at(day: date, clock: str, zone: str = BERLIN) -> datetime:
    """The instant of a wall clock."""
    return resolve(day, time.fromisoformat(clock), zone)
