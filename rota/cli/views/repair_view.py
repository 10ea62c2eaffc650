"""A repair on the terminal: what is lost, whom to call in which order, what is proved, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.views.diff_view import notice_text, shift_text
from rota.cli.views.price_view import difference_lines
from rota.cli.views.wording import counted, day_text, shown
from rota.explain.price import differences
from rota.localtime import clock_text, hours_text
from rota.repair.calls import calls
from rota.repair.uncovered import loads_of, uncovered_minutes
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.cli.repair_answer import Answer
    from rota.problem import Cell
    from rota.repair.calls import Call
    from rota.repair.case import Case


def repair_lines(found: Answer, *, seconds: float) -> Iterator[str]:
    """The whole answer, line by line."""
    case = found.case
    yield (
        f"{shown(case.setting.problem.team)}: repair of {found.stands.source}, "
        f"from {clock_text(case.since, case.setting.problem.zone)} on"
    )
    yield from _notes(found)
    yield from _lost(case)
    yield ""
    yield from _calls(found)
    yield ""
    yield from _proof(found, seconds)
    yield from _open(found)
    yield from _cost(found)


def _notes(found: Answer) -> Iterator[str]:
    if found.stands.note:
        yield f"note: {found.stands.note}"
    if found.stands.unknown:
        entries = "entry names" if found.stands.unknown == 1 else "entries name"
        yield f"note: {found.stands.unknown} {entries} an agent or a shift that the workspace no longer has"
    agents = sorted({line.agent for line in found.change.lines if not line.leave})
    if agents:
        names = ", ".join(shown(found.case.setting.problem.agent_of[agent].name) for agent in agents)
        yield f"note: the absence of {names} is no leave: the hours worked on other days leave no room for it"
    yield from _outside(found)
    if found.stands.load_changed:
        names = ", ".join(found.stands.load_changed)
        yield f"note: {names} changed since the roster was made: all load that is not covered counts"


def _outside(found: Answer) -> Iterator[str]:
    """Absences on days that the roster does not have."""
    problem = found.case.setting.problem
    for line in found.change.lines:
        agent = problem.agent_of[line.agent]
        first, last = problem.first_day(agent), problem.last_day(agent)
        if line.last_day < first or last < line.first_day:
            days = f"{day_text(first)} to {day_text(last)}"
            yield f"note: the absence of {shown(agent.name)} lies outside the roster, which is {days}"


def _lost(case: Case) -> Iterator[str]:
    problem = case.setting.problem
    yield ""
    if not case.given:
        yield "nobody's absence takes a shift away"
    for (agent, shift), works in sorted(
        case.given.items(), key=lambda item: (problem.shift_of[item[0][1]].start, item[0])
    ):
        name, text = shown(problem.agent_of[agent].name), shift_text(problem.shift_of[shift], problem.zone)
        yield f"{name} {'takes' if works else 'cannot come to' if agent in case.unasked else 'is off'} {text}"
    away = {agent for agent, _ in case.away}
    names = [shown(problem.agent_of[agent].name) for agent in sorted(case.unasked - away)]
    if names:
        yield f"not called: {', '.join(names)}"


def _calls(found: Answer) -> Iterator[str]:
    if not found.calls:
        cells = found.repaired.cells
        if not found.repaired.no_more and uncovered_minutes(loads_of(found.case), cells):
            yield "no call was found that helps, which proves nothing: give more time with --time-limit"
        else:
            yield "nobody has to be called"
        return
    order = ", the most urgent first" if found.calls[1:] else ""
    yield f"{counted(len(found.calls), 'call')} to make{order}:"
    instead = dict(found.instead)
    for number, call in enumerate(found.calls, 1):
        yield from _asked(found.case, call, f"  {number}. ")
        if call.agent.id in instead:
            yield from _instead(found, instead[call.agent.id], call)


def _asked(case: Case, call: Call, head: str) -> Iterator[str]:
    """Whom to ask, how soon it is and what makes it hurt; then for what."""
    reasons = f" ({', '.join(call.reasons)})" if call.reasons else ""
    yield f"{head}{shown(call.agent.name)}, {notice_text(call.first, case.since)}{reasons}"
    for verb, shifts in (("works", call.put_on), ("is off", call.taken_off)):
        for shift in shifts:
            yield f"{' ' * len(head)}  {verb} {shift_text(shift, case.setting.problem.zone)}"


def _instead(found: Answer, cells: frozenset[Cell] | None, call: Call) -> Iterator[str]:
    """Who comes if this one says no, the other calls being made."""
    others = other_calls(found, cells) if cells else ()
    if not others:
        yield f"     if not: nobody found alone; `--declined {call.agent.id}` looks for other calls"
    for one in others:
        yield from _asked(found.case, one, "     if not: ")


def other_calls(found: Answer, cells: frozenset[Cell]) -> tuple[Call, ...]:
    """The calls of another roster that are not those of the repair."""
    known = {(one.agent.id, one.put_on, one.taken_off) for one in found.calls}
    return tuple(
        one for one in calls(found.case, cells) if (one.agent.id, one.put_on, one.taken_off) not in known
    )


def _proof(found: Answer, seconds: float) -> Iterator[str]:
    repaired = found.repaired
    people = "1 person" if repaired.calls == 1 else f"{repaired.calls} people"
    if not repaired.calls:
        return
    if repaired.proved:
        near = " and changes nothing further than a day away" if repaired.nearby else ""
        fewer = f"calls fewer than {people}" if repaired.calls > 1 else "does without a call"
        yield f"proved: no repair that covers as much{near} {fewer}"
    elif repaired.least_calls:
        yield (
            f"not proved within {seconds:g} s that no repair calls fewer than {people}; "
            f"at least {repaired.least_calls} it is"
        )
    else:
        yield f"not proved within {seconds:g} s that no repair calls fewer than {people}"


def _open(found: Answer) -> Iterator[str]:
    case, loads = found.case, loads_of(found.case)
    before, after = (uncovered_minutes(loads, cells) for cells in (case.left, found.repaired.cells))
    if before:
        left = hours_text(after) if after else "nothing"
        yield f"load left uncovered: {hours_text(before)} of agents' time without the calls, {left} with them"
    if after and found.repaired.no_more and not found.repaired.short:
        near = " within a day of the change" if case.given else ""
        yield f"no further call{near} brings back {hours_text(case.worth_minutes)} of it"
    for breach in found.repaired.short:
        yield f"short: {shown(breach.message)}"


def _cost(found: Answer) -> Iterator[str]:
    problem, rules = found.case.setting
    before = verify(problem, rules, found.case.base)
    after = verify(problem, rules, found.repaired.cells)
    if before.cost == after.cost:
        return
    yield f"cost {before.cost:,} before the change, {after.cost:,} after the repair"
    yield from difference_lines(differences(rules, before, after))
