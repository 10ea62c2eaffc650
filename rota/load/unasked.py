"""People whom no rule asks for: nobody at all, nobody on a shift, nobody when a queue is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.coverage import Coverage
from constraints.headcount import Headcount
from constraints.presence import Presence
from constraints.requests import Requests
from constraints.staffing import Staffing
from rota.duty import Duty
from rota.load.span import Span, merge
from rota.localtime import clock_text, hours_text, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.shift import Shift


def unasked(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """One sentence for each gap that a roster may have at no cost, and that is seldom meant."""
    if _asked(problem, rules):
        yield from _idle_templates(problem, rules)
        yield from _open_without_shift(problem, rules)
        return
    yield (
        "no rule asks for anybody to be on duty, so an empty roster is as good as any: "
        "`headcount`, `presence` or `coverage` ask for people"
    )


def _asked(problem: Problem, rules: Sequence[Constraint]) -> bool:
    """Whether any rule but wishes finds fault with a roster in which nobody works."""
    nobody = Duty(problem, frozenset())
    return any(
        not isinstance(rule, Requests) and any(True for _ in rule.check(problem, nobody)) for rule in rules
    )


def _idle_templates(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """Templates left out where people are asked for shift by shift; load asks for them by the clock."""
    if any(isinstance(rule, (Coverage, Presence)) for rule in rules):
        return
    asked = {
        shift.template for shift in problem.shifts if any(_asks_on(problem, rule, shift) for rule in rules)
    }
    offered = {shift.template for shift in problem.shifts if shift.kind != "training"}
    for template in sorted(offered - asked) if asked else ():
        yield f"no rule asks for anybody on shift `{template}`"


def _asks_on(problem: Problem, rule: Constraint, shift: Shift) -> bool:
    if isinstance(rule, Staffing):
        return rule.concerns(shift) and any(one.shift == shift.id and one.agents for one in problem.wanted)
    return isinstance(rule, Headcount) and bool(rule.least) and rule.concerns(shift)


def _open_without_shift(problem: Problem, rules: Sequence[Constraint]) -> Iterator[str]:
    """Queues that need agents at hours at which no shift is on.

    Without history nobody knows who is on duty as the horizon begins: it is looked at from the first shift.
    """
    looked_at = {
        queue.id
        for queue in problem.queues
        for rule in rules
        if isinstance(rule, Coverage) and (not rule.queues or queue.id in rule.queues)
    }
    shifts = [Span(shift.start, shift.end) for shift in problem.timeline if shift.kind == "work"]
    first = (
        problem.start if problem.past_shifts else min(shifts, default=Span(problem.start, problem.end)).start
    )
    on = merge(shifts, start=first, end=problem.end)
    for queue in sorted(looked_at):
        needs = (Span(one.start, one.end) for one in problem.demand if one.queue == queue and one.agents)
        bare = list(_without(merge(needs, start=first, end=problem.end), on))
        if bare:
            minutes = sum(minutes_between(span.start, span.end) for span in bare)
            begins, ends = (clock_text(edge, problem.zone) for edge in (bare[0].start, bare[0].end))
            yield (
                f"queue `{queue}` needs agents for {hours_text(minutes)} while no shift is on, "
                f"first from {begins} to {ends}"
            )


def _without(spans: Iterable[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """The parts of the spans that none of `taken` covers; both are apart and in time order."""
    for span in spans:
        start = span.start
        for other in taken:
            if other.end > start and other.start < span.end:
                if start < other.start:
                    yield Span(start, other.start)
                start = other.end
        if start < span.end:
            yield Span(start, span.end)
