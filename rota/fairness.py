"""Who carries how much of each burden: in this period, before it, and against a fair share.

What is fair to an agent is the total of the burden, shared out by contract hours times days present;
what the ledger tells of earlier periods is added on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rota.account import Account
from rota.burden import PARTS, already, carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rota.agent import Agent
    from rota.burden import Burden
    from rota.duty import Duty
    from rota.problem import Problem
    from rota.shift import Shift


@dataclass(frozen=True, slots=True)
class Measure:
    """A burden that is compared: whose, over which shifts, and under which name the ledger keeps it."""

    name: str
    burden: Burden
    account: str
    agents: tuple[Agent, ...]
    shifts: frozenset[str]

    def counts(self, shifts: Iterable[Shift]) -> Iterable[Shift]:
        """Those of the shifts that are looked at."""
        return (shift for shift in shifts if shift.id in self.shifts)


@dataclass(frozen=True, slots=True)
class Load:
    """What one agent carries of a burden, and what would be fair; hours are in hours."""

    agent: Agent
    units: Fraction
    fair: Fraction
    before: Account

    @property
    def distance(self) -> Fraction:
        """Units too many, those before this period included; below zero, too few."""
        return self.units - self.fair + self.before.balance


def loads(problem: Problem, duty: Duty, measure: Measure) -> tuple[Load, ...]:
    """What each agent of a measure carries, by id."""
    units = {one.id: _units(problem, duty, measure, one) for one in measure.agents}
    parts = {
        agent.id: agent.contract.weekly_minutes * max(0, problem.day_count - len(problem.leave_of[agent.id]))
        for agent in measure.agents
    }
    # Who has no part in the sharing adds nothing to what the others share.
    shared, whole = sum((units[agent] for agent in parts if parts[agent]), Fraction()), sum(parts.values())
    accounts = _accounts(problem)
    return tuple(
        Load(
            agent,
            units[agent.id],
            Fraction(shared * parts[agent.id], whole) if whole else Fraction(),
            accounts.get((agent.id, measure.account))
            or Account(agent.id, measure.account, Fraction(), Fraction()),
        )
        for agent in measure.agents
    )


def _units(problem: Problem, duty: Duty, measure: Measure, agent: Agent) -> Fraction:
    found = carried(problem, agent, measure.counts(duty.coming(agent)), measure.burden)
    found += already(problem, agent, measure.shifts, measure.burden)
    return Fraction(found, PARTS.get(measure.burden, 1))


def _accounts(problem: Problem) -> Mapping[tuple[str, str], Account]:
    return {(account.agent, account.burden): account for account in problem.accounts}
