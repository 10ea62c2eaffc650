"""Rosters to choose among: what each comes to in real units, and which of them nothing speaks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from rota.cli.views.coverage_days import coverage_by_day, together
from rota.cli.views.half_hours import watched_queues
from rota.cli.views.showing import Showing
from rota.fairness import loads
from rota.load.measures import measures_of
from rota.localtime import hours_text
from rota.payroll import pay_lines, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.load.workspace import Workspace
    from rota.roster import Proof, Roster


@dataclass(frozen=True, slots=True)
class Measures:
    """What counts, the less the better: minutes missing and paid, wishes not met, and the widest gap.

    `gap` is the furthest that anybody is from a fair share of what a `fair_share` rule shares out; `cost`
    is by the weights of the workspace.
    """

    missing: int
    unmet: int
    gap: Fraction
    paid: int
    cost: int

    @property
    def compared(self) -> tuple[int, int, Fraction, int]:
        """What decides whether one is better than another: everything but the cost."""
        return self.missing, self.unmet, self.gap, self.paid


@dataclass(frozen=True)
class Alternative:
    """A roster by its name, with its measures."""

    name: str
    roster: Roster
    measures: Measures


def trade(old: Measures, new: Measures) -> str:
    """What one roster gains on another and what it gives for it, in words; `the same` where nothing is."""
    unmet = abs(new.unmet - old.unmet)
    amounts = (
        (new.missing - old.missing, f"{hours_text(abs(new.missing - old.missing))}", "of the load missing"),
        (new.unmet - old.unmet, f"{unmet}", "wish not met" if unmet == 1 else "wishes not met"),
        (new.paid - old.paid, f"{hours_text(abs(new.paid - old.paid))}", "paid"),
        (new.gap - old.gap, f"{float(abs(new.gap - old.gap)):.1f}", "from fair"),
    )
    found = [f"{amount} {'less' if more < 0 else 'more'} {what}" for more, amount, what in amounts if more]
    return ", ".join(found) or "the same"


def measured(workspace: Workspace, roster: Roster) -> Measures:
    """What a roster comes to under the rules of the workspace."""
    showing = Showing(workspace.problem, workspace.rules, roster)
    problem = workspace.problem
    shared = [rule.name for rule in workspace.rules if rule.kind == "fair_share"]
    distances = [
        abs(load.distance)
        for measure in measures_of(problem, workspace.rules)
        if not shared or measure.name in shared
        for load in loads(problem, showing.duty, measure)
    ]
    covered = together(coverage_by_day(showing).values()) if watched_queues(showing) else None
    return Measures(
        missing=covered.missing if covered else 0,
        unmet=sum(not showing.met(request) for request in problem.requests),
        gap=max(distances, default=Fraction()),
        paid=total(pay_lines(problem, showing.duty)).paid,
        cost=showing.verdict.cost,
    )


def undominated(found: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """The first, and of the others those than which no other is as good in all and better in something."""
    kept: list[Alternative] = []
    for number, one in enumerate(found):
        mine = one.measures.compared
        earlier = any(other.measures.compared == mine for other in found[:number])
        if number == 0 or not (earlier or any(_beats(other, one) for other in found)):
            kept.append(one)
    return tuple(kept)


def _beats(other: Alternative, one: Alternative) -> bool:
    theirs, mine = other.measures, one.measures
    return theirs.compared != mine.compared and (
        theirs.missing <= mine.missing
        and theirs.unmet <= mine.unmet
        and theirs.gap <= mine.gap
        and theirs.paid <= mine.paid
    )


def as_priced(roster: Roster, measures: Measures, bound: int) -> Roster:
    """The roster with a proof under the workspace's own weights, where no roster costs less than `bound`."""
    proof: Proof = replace(
        roster.proof,
        cost=measures.cost,
        bound=min(bound, measures.cost),
        status="optimal" if measures.cost <= bound else "feasible",
    )
    return replace(roster, proof=proof)
