"""Rules of a workspace as a user of CP-SAT would state them on the grid, each in its plainest form.

Written from what the rules say of themselves, without their encodings. A kind that is not here is refused.
What comes out is held against the verifier by `peers.py`, so a rule misread shows as another cost.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ortools.sat.python import cp_model
    from plain_grid import Grid

    from constraints.affinity import Affinity
    from constraints.block_length import BlockLength
    from constraints.coverage import Coverage
    from constraints.fair_share import FairShare
    from constraints.fixed import Fixed
    from constraints.forbidden_succession import ForbiddenSuccession
    from constraints.max_consecutive_days_off import MaxConsecutiveDaysOff
    from constraints.max_hours import MaxHours
    from constraints.min_rest import MinRest
    from constraints.requests import Requests
    from constraints.shift_count import ShiftCount
    from constraints.staffing import Staffing
    from rota.agent import Agent


def min_rest(grid: Grid, rule: MinRest) -> None:
    """Two shifts of neighbouring days that lie too near exclude each other."""
    days = list(grid.days.values())
    for today, tomorrow in pairwise(days):
        near = [
            (first, second)
            for first in today
            for second in tomorrow
            if (second.start - first.end).total_seconds() < rule.hours * 3600
        ]
        for agent in rule.whom(grid.problem):
            for pair in near:
                both = grid.of(agent, pair)
                if len(both) == 2:
                    grid.model.add_at_most_one(both)


def affinity(grid: Grid, rule: Affinity) -> None:
    """A price on each shift outside."""
    outside = [shift for shift in grid.problem.shifts if shift.template not in rule.shifts]
    for agent in rule.whom(grid.problem):
        for literal in grid.of(agent, outside):
            grid.charge(literal, rule.weight or 0)


def max_hours(grid: Grid, rule: MaxHours) -> None:
    """A sum over the shifts of each day or week."""
    periods = [[day] for day in grid.days] if rule.per == "day" else grid.weeks()
    most = round((rule.hours or 0) * 60)
    for agent in rule.whom(grid.problem):
        for period in periods:
            shifts = [shift for day in period for shift in grid.days[day]]
            there = [shift for shift in shifts if (agent.id, shift.id) in grid.works]
            minutes = [
                literal * shift.minutes for literal, shift in zip(grid.of(agent, there), there, strict=True)
            ]
            slack = len(period) * max((shift.minutes for shift in there), default=0) - most
            if slack > 0:
                grid.limit(sum(minutes), most, rule.weight, slack=slack)


def shift_count(grid: Grid, rule: ShiftCount) -> None:
    """A sum over the shifts of each week."""
    for agent in rule.whom(grid.problem):
        for week in grid.weeks():
            count = sum(grid.of(agent, [one for day in week for one in grid.days[day] if rule.fits(one)]))
            if rule.most is not None:
                grid.limit(count, rule.most, rule.weight, slack=len(week) - rule.most)
            if rule.least is not None:
                grid.limit(-count, -rule.least, rule.weight, slack=rule.least)


def forbidden_succession(grid: Grid, rule: ForbiddenSuccession) -> None:
    """A clause for each two days, with a literal that costs where the rule is soft."""
    days = list(grid.days.values())
    for agent in rule.whom(grid.problem):
        for today, tomorrow in pairwise(days):
            for first in grid.of(agent, [one for one in today if one.template in rule.after]):
                for second in grid.of(agent, [one for one in tomorrow if one.template in rule.not_next_day]):
                    _clause(grid, [~first, ~second], rule.weight)


def max_consecutive_days_off(grid: Grid, rule: MaxConsecutiveDaysOff) -> None:
    """In each window of one day more, a shift."""
    days = list(grid.days)
    for agent in rule.whom(grid.problem):
        for begin in range(len(days) - rule.days):
            grid.model.add_bool_or([~grid.off[agent.id, day] for day in days[begin : begin + rule.days + 1]])


def block_length(grid: Grid, rule: BlockLength) -> None:
    """Each block too short, between two days without, and each window too long, is a clause."""
    days = list(grid.days)
    for agent in rule.whom(grid.problem):
        worked = [_on(grid, rule, agent, day) for day in days]
        for length in range(1, rule.least or 1):
            for begin in range(1, len(days) - length):
                inside = [~one for one in worked[begin : begin + length]]
                weight = None if rule.weight is None else rule.weight * ((rule.least or 1) - length)
                _clause(grid, [worked[begin - 1], *inside, worked[begin + length]], weight)
        for begin in range(len(days) - rule.most if rule.most else 0):
            _clause(grid, [~one for one in worked[begin : begin + (rule.most or 0) + 1]], rule.weight)


def _on(grid: Grid, rule: BlockLength, agent: Agent, day: date) -> cp_model.IntVar:
    """Whether a shift of the block is worked on a day."""
    literals = grid.of(agent, [shift for shift in grid.days[day] if rule.fits(shift)])
    if len(literals) == 1:
        return literals[0]
    worked = grid.model.new_bool_var("worked")
    grid.model.add(sum(literals) == worked)
    return worked


def _clause(grid: Grid, literals: list[cp_model.LiteralT], weight: int | None) -> None:
    if weight is not None:
        broken = grid.model.new_bool_var("broken")
        grid.charge(broken, weight)
        literals = [*literals, broken]
    grid.model.add_bool_or(literals)


def requests(grid: Grid, rule: Requests) -> None:
    """A price on a shift worked, or not worked."""
    for wish in grid.problem.requests:
        if wish.day not in grid.days:
            continue
        agent = grid.problem.agent_of[wish.agent]
        shifts = [one for one in grid.days[wish.day] if wish.template in ("", one.template)]
        worked = sum(grid.of(agent, shifts))
        grid.charge(worked if wish.wish == "off" else 1 - worked, (rule.weight or 0) * wish.weight)


def staffing(grid: Grid, rule: Staffing) -> None:
    """A sum over the agents of each shift."""
    agents = rule.whom(grid.problem)
    for wanted in grid.problem.wanted:
        shift = grid.problem.shift_of[wanted.shift]
        there = sum(literal for agent in agents for literal in grid.of(agent, [shift]))
        under, over = rule.prices_of(wanted)
        grid.limit(-there, -wanted.agents, under, slack=wanted.agents)
        grid.limit(there, wanted.agents, over, slack=len(agents) - wanted.agents)


def fixed(grid: Grid, rule: Fixed) -> None:
    """A Boolean that is 1."""
    for entry in rule.entries:
        grid.model.add(grid.works[entry.agent, f"{entry.shift}@{entry.day.isoformat()}"] == 1)


def coverage(grid: Grid, rule: Coverage) -> None:
    """For each interval who is missing and who is too many; only where everybody serves every queue."""
    problem = grid.problem
    if not all(queue.served_by(agent) for queue in problem.queues for agent in problem.agents):
        raise SystemExit("plain CP-SAT: coverage of queues that only some agents serve is not stated")
    wanted: dict[tuple[object, object], int] = {}
    for demand in problem.demand:
        wanted[demand.start, demand.end] = wanted.get((demand.start, demand.end), 0) + demand.agents
    for (start, end), agents in sorted(wanted.items()):
        on = [shift for shift in problem.shifts if shift.start <= start and end <= shift.end]
        there = sum(literal for agent in problem.agents for literal in grid.of(agent, on))
        minutes = int((end - start).total_seconds() // 60)
        grid.limit(-there, -agents, minutes * rule.weight, slack=agents)
        grid.limit(there, agents, minutes * rule.over, slack=len(problem.agents))


def fair_share(grid: Grid, rule: FairShare) -> None:
    """The tangents of each agent's price by the number of shifts, of which the sum is settled by cover."""
    shares = rule.shares(grid.problem)
    everything = sum(wanted.agents for wanted in grid.problem.wanted)
    for agent in rule.whom(grid.problem):
        fair = Fraction(everything * shares[agent.id], sum(shares.values()))
        prices = fairness_prices(fair, rule.weight, len(grid.days))
        load = sum(grid.of(agent, grid.problem.shifts))
        price = grid.model.new_int_var(0, max(prices), "unfair")
        for less, (lower, upper) in enumerate(pairwise(prices)):
            grid.model.add(price >= lower + (upper - lower) * (load - less))
        grid.charge(price, 1)


def fairness_prices(fair: Fraction, weight: int, most: int) -> list[int]:
    """What 0, 1, ... `most` shifts cost whom so many would be fair to."""
    off = (floor(abs(load - fair)) for load in range(most + 1))
    return [weight * units * (units + 1) // 2 for units in off]


def _nothing(_grid: Grid, _rule: object) -> None:
    """Stated by the grid itself."""


STATED: dict[str, Callable[..., None]] = {
    "one_at_a_time": _nothing,
    "availability": _nothing,
    "qualified": _nothing,
} | {
    one.__name__: one
    for one in (
        min_rest,
        affinity,
        max_hours,
        shift_count,
        forbidden_succession,
        max_consecutive_days_off,
        block_length,
        requests,
        staffing,
        fixed,
        coverage,
        fair_share,
    )
}
