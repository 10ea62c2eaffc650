"""Five days of half-hour slots in the formulation of balena's support-shift-scheduler, with CP-SAT.

As there: for each track, day and agent a start, an end and a length, joined to an interval; intervals of a
track do not overlap and their lengths add up to the track; what a half hour costs is found by asking of each
slot, by reified inequalities, whether the shift has begun and has not ended. Written anew, not copied; the
prices are read from the rules of a workspace that `peer_slots.py` wrote, whose kinds and ids it knows.
"""

from __future__ import annotations

import pickle
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model
from peer_plain import run, tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.shift import Shift

SLOT = 30
Rules = "Sequence[Constraint]"


@dataclass(frozen=True)
class Prices:
    """Of an agent, in half hours: the ideal length, the fair share, and what each slot of a day costs."""

    ideal: int
    share: int
    slots: Mapping[int, int]


def slot_of(moment: datetime, day: date) -> int:
    """Half hours from a day's midnight."""
    return (moment.hour * 60 + moment.minute) // SLOT + 48 * (moment.date() - day).days


def prices_of(problem: Problem, rules: Sequence[Constraint], agent: Agent) -> Prices:
    """Read from the limits of the week and of the day, and from the shifts outside the hours liked."""
    mine = [rule for rule in rules if rule.kind in ("max_hours", "affinity") and rule.who.takes(agent)]
    limits = {rule.per: round(rule.hours * 2) for rule in mine if rule.kind == "max_hours"}
    hours = [rule for rule in mine if rule.id.startswith("hours-")]
    first = problem.shifts[0].day
    price = {
        (slot_of(shift.start, first), slot_of(shift.end, first)): sum(
            shift.template not in one.shifts for one in hours
        )
        for shift in problem.shifts
        if shift.day == first
    }
    # A slot costs what a shift of the shortest length costs more with it than without.
    shortest = min(end - start for start, end in price)
    longer = [(start, end) for start, end in price if end - start == shortest + 1]
    slots = {start: price[start, end] - price[start + 1, end] for start, end in longer}
    slots |= {end - 1: price[start, end] - price[start, end - 1] for start, end in longer}
    return Prices(limits["day"], limits["week"], slots)


class Intervals:
    """The model: `spans` has start, end and whether the agent is on, by track, day and agent."""

    def __init__(self, problem: Problem, rules: Sequence[Constraint]) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.costs: list[cp_model.LinearExprT] = []
        self.spans: dict[tuple[str, date, str], tuple[cp_model.IntVar, cp_model.IntVar, cp_model.IntVar]] = {}
        lengths = sorted({shift.minutes // SLOT for shift in problem.shifts})
        self.lengths = cp_model.Domain.from_values([0, *lengths])
        self.open = self._open()
        sizes: defaultdict[tuple[str, date], list[cp_model.IntervalVar]] = defaultdict(list)
        for agent in problem.agents:
            prices = prices_of(problem, rules, agent)
            week = []
            for day in {day: None for _, day in self.open}:
                tracks = [track for track, on in self.open if on == day]
                on = [self._span(track, day, agent, prices, sizes[track, day], week) for track in tracks]
                self.model.add(sum(on) <= 1)
            self._above(sum(week), prices.share)
        for place, intervals in sizes.items():
            first, last = self.open[place]
            self.model.add_no_overlap(intervals)
            self.model.add(sum(interval.size_expr() for interval in intervals) == last - first)

    def _open(self) -> dict[tuple[str, date], tuple[int, int]]:
        """First slot of each track and day, and the first behind the last."""
        wanted: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
        for demand in self.problem.demand:
            if demand.agents:
                day = demand.start.date()
                wanted[demand.queue, day] += range(slot_of(demand.start, day), slot_of(demand.end, day))
        return {place: (min(slots), max(slots) + 1) for place, slots in sorted(wanted.items())}

    def _free(self, agent: Agent, day: date) -> list[list[int]]:
        """The slots of a day that the agent can work, as ranges."""
        away = self.problem.absences_of.get(agent.id, ())
        ends = [(slot_of(one.start, day), slot_of(one.end, day)) for one in away]
        free = [slot for slot in range(48) if not any(start < slot + 1 and slot < end for start, end in ends)]
        ranges: list[list[int]] = []
        for slot in free:
            if ranges and ranges[-1][1] == slot:
                ranges[-1][1] = slot + 1
            else:
                ranges.append([slot, slot + 1])
        return ranges

    def _span(
        self,
        track: str,
        day: date,
        agent: Agent,
        prices: Prices,
        sizes: list[cp_model.IntervalVar],
        week: list[cp_model.IntVar],
    ) -> cp_model.LiteralT:
        """One agent on one track and day: where the shift lies, how long it is, and what that costs."""
        model, (first, last) = self.model, self.open[track, day]
        ranges = self._free(agent, day)
        if not ranges:
            return 0
        domain = cp_model.Domain.from_intervals(ranges)
        start = model.new_int_var_from_domain(domain, "start")
        end = model.new_int_var_from_domain(domain, "end")
        length = model.new_int_var_from_domain(self.lengths, "length")
        sizes.append(model.new_interval_var(start, length, end, "interval"))
        week.append(length)
        on = model.new_bool_var("on")
        model.add(length > 0).only_enforce_if(on)
        model.add(length == 0).only_enforce_if(~on)
        model.add(start >= first).only_enforce_if(on)
        model.add(end <= last).only_enforce_if(on)
        inside = [model.new_bool_var("inside") for _ in ranges]
        model.add_bool_or(inside).only_enforce_if(on)
        for literal, (begin, behind) in zip(inside, ranges, strict=True):
            model.add(start >= begin).only_enforce_if(literal)
            model.add(end <= behind).only_enforce_if(literal)
        self._price_length(length, on, prices.ideal)
        for slot in range(first, last):
            self._price_slot(slot, start, end, prices.slots.get(slot, 0))
        self.spans[track, day, agent.id] = (start, end, on)
        return on

    def _price_length(self, length: cp_model.IntVar, on: cp_model.IntVar, ideal: int) -> None:
        model = self.model
        shorter = model.new_bool_var("shorter")
        cost = model.new_int_var(0, 48, "cost of the length")
        model.add(length < ideal).only_enforce_if(shorter)
        model.add(length >= ideal).only_enforce_if(~shorter)
        model.add(cost == 0).only_enforce_if(~on)
        model.add(cost == ideal - length).only_enforce_if(on, shorter)
        model.add(cost == length - ideal).only_enforce_if(~shorter)
        self.costs.append(cost)

    def _price_slot(self, slot: int, start: cp_model.IntVar, end: cp_model.IntVar, price: int) -> None:
        model = self.model
        begun, open_, on = (model.new_bool_var(name) for name in ("begun", "not ended", "on the slot"))
        model.add(start <= slot).only_enforce_if(begun)
        model.add(start > slot).only_enforce_if(~begun)
        model.add(end > slot).only_enforce_if(open_)
        model.add(end <= slot).only_enforce_if(~open_)
        model.add_bool_and(begun, open_).only_enforce_if(on)
        model.add_bool_or(~begun, ~open_).only_enforce_if(~on)
        cost = model.new_int_var(0, max(0, price), "cost of the slot")
        model.add(cost == price).only_enforce_if(on)
        model.add(cost == 0).only_enforce_if(~on)
        self.costs.append(cost)

    def _above(self, slots: cp_model.LinearExprT, share: int) -> None:
        model = self.model
        more = model.new_bool_var("more than the share")
        cost = model.new_int_var(0, 80, "cost of the share")
        model.add(slots > share).only_enforce_if(more)
        model.add(slots <= share).only_enforce_if(~more)
        model.add(cost == slots - share).only_enforce_if(more)
        model.add(cost == 0).only_enforce_if(~more)
        self.costs.append(cost)

    def cells(self, solver: cp_model.CpSolver) -> list[tuple[str, str]]:
        """The shift of each span that is on."""
        shifts: dict[tuple[date, int, int], Shift] = {
            (shift.day, slot_of(shift.start, shift.day), slot_of(shift.end, shift.day)): shift
            for shift in self.problem.shifts
        }
        return [
            (agent, shifts[day, solver.value(start), solver.value(end)].id)
            for (_, day, agent), (start, end, on) in self.spans.items()
            if solver.value(on)
        ]


def main(pickled: str, until: str, workers: str) -> None:
    problem, rules = pickle.loads(Path(pickled).read_bytes())
    intervals = Intervals(problem, rules)
    intervals.model.minimize(SLOT * sum(intervals.costs))
    solver = run(intervals.model, float(until), workers)
    if solver:
        tell(solver, intervals.cells(solver))


if __name__ == "__main__":
    main(*sys.argv[1:])
