"""What no rule holds agents to: the hours of their contracts, one shift at a time, rest between two."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from constraints.average_hours import AverageHours
from constraints.balance import Balance
from constraints.fair_share import FairShare
from constraints.forbidden_succession import ForbiddenSuccession
from constraints.max_hours import MaxHours
from constraints.min_hours import MinHours
from constraints.min_rest import MinRest
from constraints.min_rest_in_24h import MinRestIn24h
from constraints.one_at_a_time import OneAtATime
from constraints.overtime import Overtime
from constraints.shift_count import ShiftCount
from constraints.spacing import Spacing
from rota.load.span import Span, merge
from rota.localtime import clock_text, hours_text, minutes_between
from rota.shift_rule import WORKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.shift import Shift

WEEK_MINUTES = 7 * 24 * 60
REST_MINUTES = 11 * 60
"""Between two shifts, the rest below which one asks: Directive 2003/88/EC, article 3."""
EVEN = (FairShare, Balance)
RESTED = (MinRest, MinRestIn24h, ForbiddenSuccession, Spacing)


def unheld(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """One sentence for each thing that rosters commonly keep to and no rule here asks for."""
    yield from _contracts(problem, rules)
    if not any(isinstance(rule, OneAtATime) for rule in rules):
        yield from _overlap(problem, rules)
    if not any(isinstance(rule, RESTED) for rule in rules):
        yield from _close(problem)


def _contracts(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """Where the shifts would let somebody work more than the contract says."""
    worked = (Span(shift.start, shift.end) for shift in problem.shifts if shift.kind == "work")
    on = merge(worked, start=problem.start, end=problem.end)
    minutes = sum(minutes_between(span.start, span.end) for span in on)
    weeks = minutes_between(problem.start, problem.end) / WEEK_MINUTES
    if minutes <= weeks * min(agent.contract.weekly_minutes for agent in problem.agents):
        return
    capped, owed = any(map(_caps, rules)), any(map(_owes, rules))
    if not capped and not owed:
        yield (
            "contracts have hours, but without a rule `max_hours` or `min_hours` nobody is held to them: "
            "one agent may get all shifts, another none"
        )
    elif not capped:
        yield "without a rule `max_hours`, agents may get more than the hours of their contracts"
    elif not owed:
        yield "without a rule `min_hours`, agents may get none of the hours of their contracts"


def _caps(rule: Constraint) -> bool:
    if isinstance(rule, MaxHours):
        return rule.per != "day" and "work" in rule.kinds
    if isinstance(rule, (AverageHours, Overtime)):
        return "work" in rule.kinds
    return _evens(rule) or (isinstance(rule, ShiftCount) and rule.most is not None)


def _owes(rule: Constraint) -> bool:
    return isinstance(rule, MinHours) or _evens(rule) or (isinstance(rule, ShiftCount) and bool(rule.least))


def _evens(rule: Constraint) -> bool:
    """Whether the rule shares out all work, so that nobody has much more than others."""
    return (
        isinstance(rule, EVEN)
        and rule.burden in {"hours", "shifts"}
        and "work" in rule.kinds
        and not rule.shifts
    )


def _overlap(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """The first two shifts at once that nothing keeps one agent from."""
    resting = [rule for rule in rules if isinstance(rule, MinRest)]
    latest: Shift | None = None
    for shift in sorted(problem.shifts, key=lambda shift: (shift.start, shift.id)):
        if latest and shift.start < latest.end:
            both = (latest, shift)
            if not any(all(map(rule.concerns, both)) for rule in resting):
                yield (
                    f"without a rule `one_at_a_time` an agent may be on `{latest.template}` and "
                    f"`{shift.template}` at once, {clock_text(shift.start, shift.zone)}"
                )
                return
        if latest is None or shift.end > latest.end:
            latest = shift


def _close(problem: Problem) -> Iterator[str]:
    """The shift that follows another soonest, where that is sooner than anybody rests."""
    worked = [shift for shift in problem.shifts if shift.kind in WORKED]
    starts = [shift.start for shift in worked]
    followers = (
        (shift, worked[place]) for shift in worked if (place := bisect_left(starts, shift.end)) < len(worked)
    )
    found = min(followers, key=lambda two: minutes_between(two[0].end, two[1].start), default=None)
    if found is None:
        return
    minutes = minutes_between(found[0].end, found[1].start)
    if minutes < REST_MINUTES:
        after = f"{hours_text(minutes)} after" if minutes else "as soon as"
        yield (
            f"without a rule `min_rest` an agent may begin `{found[1].template}` {after} "
            f"`{found[0].template}` ends, {clock_text(found[1].start, found[1].zone)}"
        )
