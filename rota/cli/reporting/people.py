"""What the roster means for people: burdens against fair shares, wishes, hours by pay class, standing by."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.burden import carried
from rota.cli.reporting.words import DASH, agent_name, amount, count, home
from rota.cli.views.showing import totals
from rota.cli.views.wording import hours
from rota.fairness import loads
from rota.feeds.views import day_text
from rota.load.measures import measures_of
from rota.payroll import pay_lines, total
from rota.report.report import Burden, Share, Table, Wishes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.agent import Agent
    from rota.burden import Burden as Burdened
    from rota.cli.views.showing import Showing
    from rota.fairness import Load, Measure
    from rota.payroll import PayLine
    from rota.problem import Request

NO_CLASS = "no pay class"
BURDENS: tuple[Burdened, ...] = ("nights", "weekends")


def burdens_of(showing: Showing) -> tuple[Burden, ...]:
    """Everything that anybody carries, rule by rule and then what every team has."""
    measures = measures_of(showing.problem, showing.rules)
    found = (_burden(one, loads(showing.problem, showing.duty, one)) for one in measures)
    return tuple(burden for burden in found if burden)


def _burden(measure: Measure, found: Sequence[Load]) -> Burden | None:
    units = sum((load.units for load in found), Fraction())
    before = any(load.before.units or load.before.share for load in found)
    if not units and not before:
        return None
    furthest = max(abs(float(load.distance)) for load in found)
    name = plain(measure.name).replace("-", " ").capitalize()
    return Burden(name, _units(units), max(furthest, 1.0), before, tuple(map(_share, found)))


def _share(load: Load) -> Share:
    off = f"{float(load.distance):+.1f}".replace("-0.0", "0.0").replace("+0.0", "0.0")
    before = f"{_units(load.before.units)} ({float(load.before.share):.1f})"
    name = agent_name(load.agent)
    fair = f"{float(load.fair):.1f}"
    return Share(name, _units(load.units), fair, before, off.replace("-", "\u2212"), float(load.distance))


def _units(units: Fraction) -> str:
    return f"{float(units):.1f}".removesuffix(".0")


def wishes_of(showing: Showing) -> tuple[Wishes, ...]:
    """Who asked for something, and what of it is not so."""
    found = []
    for agent in showing.problem.agents:
        mine = showing.requests_of(agent)
        missed = tuple(_wish(one) for one in mine if not showing.met(one))
        if mine:
            found.append(Wishes(agent_name(agent), len(mine), len(mine) - len(missed), missed))
    return tuple(found)


def _wish(request: Request) -> str:
    template = f" {plain(request.template)}" if request.template else ""
    return f"{request.wish} duty{template} on {day_text(request.day)}"


def hours_table(showing: Showing) -> Table:
    """A row an agent, by pay class and name, with a total for each pay class and one for all."""
    lines = pay_lines(showing.problem, showing.duty)
    agents = sorted(showing.problem.agents, key=lambda agent: (agent.contract.pay_class, agent.id))
    classes = [
        (pay_class, list(mine))
        for pay_class, mine in groupby(agents, key=lambda agent: agent.contract.pay_class)
    ]
    told = len(classes) > 1 or any(pay_class for pay_class, _ in classes)
    head = ("Agent", *(("Pay class",) if told else ()), "Contract", "Hours", "Owed", "Difference", *_SORTS)
    rows = [
        _hours(showing, agent_name(agent), _class(pay_class, told), plain(agent.contract.id), [agent], lines)
        for pay_class, mine in classes
        for agent in mine
    ]
    sums = [
        _hours(showing, f"All of {_class(pay_class, True)[0]}", _class("", told, DASH), DASH, mine, lines)
        for pay_class, mine in classes
        if len(classes) > 1
    ]
    sums.append(_hours(showing, "Everybody", _class("", told, DASH), DASH, agents, lines))
    return Table(head, tuple(rows), 3 if told else 2, tuple(sums))


_SORTS = ("At night", "Sundays", "Holidays", "Shifts", "Nights", "Weekends", "Leave, days")


def _class(pay_class: str, told: bool, otherwise: str = NO_CLASS) -> tuple[str, ...]:
    return (plain(pay_class) or otherwise,) if told else ()


def _hours(
    showing: Showing,
    name: str,
    pay_class: tuple[str, ...],
    contract: str,
    agents: Sequence[Agent],
    lines: Sequence[PayLine],
) -> tuple[str, ...]:
    """A row: of one agent, or of several together."""
    ids = {agent.id for agent in agents}
    mine = [line for line in lines if line.agent.id in ids and line.shift.kind != "on_call"]
    worked, problem = total(mine), showing.problem
    shifts = {agent: [line.shift for line in mine if line.agent == agent] for agent in agents}
    days = showing.days[0], showing.days[-1]
    owed = sum(totals(showing, agent, *days).owed_minutes for agent in agents)
    difference = worked.paid - owed
    sign = "\u2212" if difference < 0 else "+"
    return (
        name,
        *pay_class,
        contract,
        hours(worked.paid),
        hours(owed),
        f"{sign}{hours(abs(difference))}" if difference else "0",
        amount(worked.night),
        amount(worked.sunday),
        amount(worked.holiday),
        count(len(mine)),
        *(count(sum(carried(problem, *each, sort) for each in shifts.items())) for sort in BURDENS),
        count(sum(len(problem.leave_of[agent.id]) for agent in agents)),
    )


def on_call_table(showing: Showing) -> Table | None:
    """What standing by comes to, for everybody who stands by; None where nobody does."""
    roles = sorted({plain(shift.role) for shift in showing.problem.shifts if shift.kind == "on_call"})
    if not roles:
        return None
    pages = any(showing.problem.pages_of.values())
    named = tuple(f"As {role}" for role in roles if role) if len(roles) > 1 else ()
    more = ("Pages expected",) if pages else ()
    head = ("Agent", "Home", "Turns", "Hours", *named, "At night", "Sundays", "Holidays", "Weekends", *more)
    rows = tuple(
        row for agent in showing.problem.agents for row in _standing_by(showing, agent, roles, pages)
    )
    return Table(head, rows, 2) if rows else None


def _standing_by(
    showing: Showing, agent: Agent, roles: Sequence[str], pages: bool
) -> Iterator[tuple[str, ...]]:
    problem = showing.problem
    lines = [one for one in pay_lines(problem, showing.duty) if one.agent == agent]
    mine = [line for line in lines if line.shift.kind == "on_call"]
    if not mine:
        return
    whole, shifts = total(mine), [line.shift for line in mine]
    by_role = [
        total(line for line in mine if plain(line.shift.role) == role).on_call for role in roles if role
    ]
    yield (
        agent_name(agent),
        home(problem, agent) or DASH,
        f"{len(mine)}",
        hours(whole.on_call),
        *(map(amount, by_role) if len(roles) > 1 else ()),
        amount(whole.night),
        amount(whole.sunday),
        amount(whole.holiday),
        count(carried(problem, agent, shifts, "weekends")),
        *((f"{carried(problem, agent, shifts, 'pages') / 100:.1f}",) if pages else ()),
    )
