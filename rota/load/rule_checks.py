"""What is wrong with a rule in view of the whole workspace: names, dates, and rules that ask nothing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from constraints.coverage import Coverage
from constraints.fair_share import FairShare
from constraints.fixed import Fixed
from constraints.forbidden import Forbidden
from constraints.hours_cost import HoursCost
from constraints.min_hours import MinHours
from rota.entries import EntryRule
from rota.load.document import did_you_mean, fault_at
from rota.load.queue_checks import LIVE
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rota.constraint import Constraint
    from rota.entries import Entry
    from rota.errors import Fault
    from rota.load.document import Document, Location
    from rota.load.team import TeamPart
    from rota.problem import Problem

    Placed = tuple[Location, Entry]

WINDOWS = {
    "max_consecutive_days": ("days",),
    "max_consecutive_days_off": ("days",),
    "max_consecutive_nights": ("nights",),
    "min_consecutive_days": ("days",),
    "min_consecutive_days_off": ("days",),
    "block_length": ("least", "most"),
}
"""The fields of rules that count days in a row, by kind."""
ENTRY_HELP = "leave one of the two out, or give the rule a `weight`: it is a wish then"


def rule_faults(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Entries that cannot be, pay classes without pay, rules that ask nothing of any roster."""
    for index, rule in enumerate(team.rules):
        place = ("rules", index)
        if isinstance(rule, EntryRule):
            yield from _impossible_entries(document, team, rule, place)
        if isinstance(rule, HoursCost):
            yield from _unpaid(document, team, rule, place)
        if isinstance(rule, Coverage) and rule.deferred:
            yield from _deferred(document, team, rule, place)
        yield from _void(document, team, rule, place)


def _impossible_entries(
    document: Document, team: TeamPart, rule: EntryRule, place: Location
) -> Iterator[Fault]:
    agents, shifts = [part.id for part in team.agents], {part.id: part for part in team.shifts}
    for position, entry in enumerate(rule.entries):
        spot, known = (*place, "entries", position), True
        for field, name, names in (("agent", entry.agent, agents), ("shift", entry.shift, list(shifts))):
            if name not in names:
                known = False
                message = f"rule `{rule.name}` has unknown {field} `{name}`"
                help_text = did_you_mean(name, names) or f"known: {', '.join(sorted(names))}"
                yield fault_at(document, (*spot, field), message, help=help_text)
        if known and not shifts[entry.shift].starts_on(entry.day):
            message = f"shift `{entry.shift}` does not start on {entry.day:%a} {entry.day}"
            yield fault_at(document, (*spot, "day"), message, help="see the shift's `days` and `dates`")


def _unpaid(document: Document, team: TeamPart, rule: HoursCost, place: Location) -> Iterator[Fault]:
    classes = {part.pay_class: part.id for part in reversed(team.contracts)}
    for name, contract in sorted(classes.items()):
        if name not in rule.pay:
            what = f"pay class `{name}`" if name else "contracts without a pay class"
            message = f"rule `{rule.name}` has no pay for {what}, as in contract `{contract}`"
            yield fault_at(document, (*place, "pay"), message)
    for name in rule.pay:
        if name not in classes:
            message = f"rule `{rule.name}` has pay for class `{name}`, which no contract has"
            help_text = did_you_mean(name, classes)
            yield fault_at(document, (*place, "pay", name), message, help=help_text, key=True)


def _deferred(document: Document, team: TeamPart, rule: Coverage, place: Location) -> Iterator[Fault]:
    """Work that may wait asks for nobody at a fixed time, and has one price."""
    waiting = [part for part in team.queues if part.channel not in LIVE]
    waiting = [part for part in waiting if not rule.queues or part.id in rule.queues]
    if not waiting:
        message = f"rule `{rule.name}` looks at no mail or ticket queue whose work could be deferred"
        yield fault_at(document, (*place, "deferred"), message, key=True)
    for part in waiting:
        if part.id in rule.prices:
            message = (
                f"work of queue `{part.id}` is deferred: a minute of it costs `late`, it has no other price"
            )
            yield fault_at(document, (*place, "prices", part.id), message, key=True)
        if part.minimum:
            message = (
                f"rule `{rule.name}` leaves queue `{part.id}` to whoever is spare, which knows no `minimum`"
            )
            help_text = "leave the minimum out; a rule `presence` asks for somebody at any time"
            yield fault_at(document, ("queues", team.queues.index(part), "minimum"), message, help=help_text)


def _void(document: Document, team: TeamPart, rule: Constraint, place: Location) -> Iterator[Fault]:
    """Rules on holidays where there are none, and on whole weeks where the horizon has none."""
    help_text = "give the team `holidays: {country: ...}` or `extra_holidays`"
    homes = any(part.holidays for part in team.agents)
    if isinstance(rule, ShiftRule) and rule.when.holidays and not (team.holidays or team.extra_holidays):
        message = f"rule `{rule.name}` holds on holidays, and the team has none"
        yield fault_at(document, (*place, "when", "holidays"), message, help=help_text)
    shared = isinstance(rule, FairShare) and rule.burden == "holidays"
    if shared and not (team.holidays or team.extra_holidays or homes):
        message = f"rule `{rule.name}` shares holidays, and nobody has any"
        yield fault_at(document, (*place, "burden"), message, help=help_text)
    if isinstance(rule, FairShare) and rule.burden == "short_notice" and not team.publishing.notice_days:
        message = f"rule `{rule.name}` shares short notice, and the team has no notice period"
        notice = "give the team one with `publishing: {notice_days: 14}`"
        yield fault_at(document, (*place, "burden"), message, help=notice)
    first = team.horizon.start
    if isinstance(rule, MinHours) and rule.per == "week" and team.horizon.weeks == 1 and first.weekday():
        message = f"rule `{rule.name}` is about whole weeks from Monday, and the horizon has none"
        yield fault_at(document, place, message, help="give the rule `per: horizon`")


def entry_faults(document: Document, team: TeamPart, problem: Problem) -> Iterator[Fault]:
    """Hard entries that clash: two at once, one on leave, one that is forbidden as well."""
    fixed = list(_placed(team, Fixed, problem))
    forbidden = {(entry.agent, entry.shift_id) for _, entry in _placed(team, Forbidden, problem)}
    for spot, entry in fixed:
        who, what = f"agent `{entry.agent}`", f"shift `{entry.shift}` on {entry.day}"
        shift = problem.shift_of[entry.shift_id]
        if (entry.agent, entry.shift_id) in forbidden:
            message = f"{what} is both fixed and forbidden for {who}"
            yield fault_at(document, spot, message, help=ENTRY_HELP)
        absences = problem.absences_of.get(entry.agent, ())
        if any(one.leave and one.start < shift.end and shift.start < one.end for one in absences):
            help_text = "leave the entry or the absence out, or give the rule a `weight`"
            yield fault_at(document, spot, f"{who} is fixed on {what}, and absent then", help=help_text)
    for (_, one), (spot, other) in combinations(fixed, 2):
        first, second = problem.shift_of[one.shift_id], problem.shift_of[other.shift_id]
        if one.agent != other.agent or first.id == second.id:
            continue
        if first.start < second.end and second.start < first.end:
            message = f"agent `{one.agent}` is fixed on shift `{one.shift}` on {one.day} and on shift "
            message += f"`{other.shift}` on {other.day}, which overlap"
            yield fault_at(document, spot, message, help=ENTRY_HELP)


def window_faults(document: Document, team: TeamPart, problem: Problem) -> Iterator[Fault]:
    """Rows of days that are longer than all that is known: horizon and history cannot hold them."""
    known = problem.day_count + (problem.start - problem.known_from).days
    for index, rule in enumerate(team.rules):
        for field in WINDOWS.get(rule.kind, ()):
            days = getattr(rule, field)
            if days is not None and days > known:
                span = "horizon and history have" if problem.past_shifts else "the horizon has"
                message = f"rule `{rule.name}` is about {days} days in a row, and {span} {known}"
                help_text = "no roster of this horizon could break it: a smaller number, or a longer horizon"
                yield fault_at(document, ("rules", index, field), message, help=help_text)


def _placed(team: TeamPart, kind: type[Fixed] | type[Forbidden], problem: Problem) -> Iterable[Placed]:
    for index, rule in enumerate(team.rules):
        if isinstance(rule, kind) and rule.weight is None:
            for position, entry in enumerate(rule.entries):
                agent = problem.agent_of[entry.agent]
                if entry.shift_id in problem.shift_of and rule.who.takes(agent):
                    yield ("rules", index, "entries", position), entry
