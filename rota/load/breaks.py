"""The section `breaks` of team.yaml as a value, and what is wrong with it in view of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.breaks.rules import Activity, BreakRule, BreakRules
from rota.load.build import agents_of, shift_on
from rota.load.document import did_you_mean, fault_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rota.errors import Fault
    from rota.load.document import Document, Location
    from rota.load.team import TeamPart


def breaks_of(team: TeamPart) -> BreakRules:
    """What is to be placed inside shifts; nothing where the file does not say."""
    part = team.breaks
    if part is None:
        return BreakRules()
    return BreakRules(
        step_minutes=part.step_minutes,
        most_at_once=part.most_at_once,
        apart=part.apart,
        rules=tuple(
            BreakRule(
                id=rule.id,
                minutes=rule.minutes,
                from_minutes=round(60 * rule.from_hours),
                to_minutes=round(60 * rule.to_hours),
                paid=rule.paid,
                shift_minutes=round(60 * rule.shift_hours),
                shifts=rule.shifts,
            )
            for rule in part.rules
        ),
        activities=tuple(
            Activity(
                activity.id,
                activity.minutes,
                tuple(agent.id for agent in agents_of(team) if activity.who.takes(agent)),
            )
            for activity in part.activities
        ),
    )


def breaks_faults(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Unknown names, names given twice, and unpaid pauses that are not the shift's unpaid break."""
    if team.breaks is None:
        return
    agents, templates = [part.id for part in team.agents], [part.id for part in team.shifts]
    for index, group in enumerate(team.breaks.apart):
        yield from _unknown(document, "agent", group, agents, ("breaks", "apart", index))
    for index, rule in enumerate(team.breaks.rules):
        yield from _unknown(document, "shift", rule.shifts, templates, ("breaks", "rules", index, "shifts"))
    for index, activity in enumerate(team.breaks.activities):
        spot = ("breaks", "activities", index, "who", "ids")
        yield from _unknown(document, "agent", activity.who.ids, agents, spot)
    names: list[tuple[str, Location]] = []
    for index, rule in enumerate(team.breaks.rules):
        names.append((rule.id, ("breaks", "rules", index, "id")))
    for index, activity in enumerate(team.breaks.activities):
        names.append((activity.id, ("breaks", "activities", index, "id")))
    for number, (name, place) in enumerate(names):
        if name in [earlier for earlier, _ in names[:number]]:
            yield fault_at(document, place, f"a second break or activity is called `{name}`")
    yield from _unpaid(document, team)


def _unknown(
    document: Document, what: str, names: Iterable[str], known: list[str], place: Location
) -> Iterator[Fault]:
    for position, name in enumerate(names):
        if name not in known:
            help_text = did_you_mean(name, known) or f"known: {', '.join(sorted(known))}"
            yield fault_at(document, (*place, position), f"unknown {what} `{name}`", help=help_text)


def _unpaid(document: Document, team: TeamPart) -> Iterator[Fault]:
    rules = breaks_of(team).rules
    for index, part in enumerate(team.shifts):
        shift = shift_on(part, team.horizon.start, team.zone)
        mine = [rule for rule in rules if rule.concerns(shift)]
        minutes = sum(rule.minutes for rule in mine if not rule.paid)
        if mine and minutes != part.break_minutes:
            message = f"shift `{part.id}` has {part.break_minutes} min of unpaid break, its breaks {minutes}"
            help_text = "let `break_minutes` be what its unpaid breaks add up to"
            yield fault_at(document, ("shifts", index, "break_minutes"), message, help=help_text)
