"""Places pauses by CP-SAT: least load missed, then where the load is low.

One literal an option. What the load misses in a slot is at least each deficiency of Hall's theorem (see
`constraints.coverage`): the demand of any set of queues less the agents there who serve one of them. Weeks
are solved one after the other; what a night over the edge has placed is fixed for the next week.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.breaks.check import faults_of
from rota.breaks.desk import slots_of
from rota.breaks.options import wanted_pauses
from rota.duty import Duty
from rota.errors import OurBug, RotaError
from rota.solve.strategies import FOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rota.breaks.desk import Slots
    from rota.breaks.options import Wanted
    from rota.breaks.rules import BreakRules, Pause
    from rota.matching import Skills
    from rota.problem import Cell, Problem

FINENESS = 20
"""How finely load is told from load where nothing is missed."""
PRICE = 1000
"""An agent missed in a slot costs as much as so many slots of pauses under the greatest load."""
WORKERS = 2


class OutOfTime(RotaError):
    """The search ended without a place for every pause."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The pauses by start, and agent-minutes of demand missed without and with them."""

    pauses: tuple[Pause, ...]
    missing_before: int
    missing: int
    optimal: bool


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Pauses that cannot all be placed: those without any option, or the weeks in which the rest clash."""

    without_options: tuple[Wanted, ...]
    weeks: tuple[int, ...]


def place_breaks(
    problem: Problem, cells: frozenset[Cell], rules: BreakRules, *, seconds: float, seed: int = 1
) -> Placed | NoPlace:
    """Place every pause in the shifts of a roster, which stays as it is; `seconds` is the most for a week."""
    duty = Duty(problem, cells)
    slots = slots_of(problem, duty, minutes=rules.step_minutes)
    wanted = wanted_pauses(problem, duty, rules)
    if homeless := tuple(one for one in wanted if not one.options):
        return NoPlace(homeless, ())
    pauses: list[Pause] = []
    clashing: list[int] = []
    optimal = True
    for week in sorted({one.week for one in wanted}):
        model = _Week(slots, rules, [one for one in wanted if one.week == week], pauses)
        found = model.solve(seconds, seed)
        optimal = optimal and model.optimal
        pauses += found or ()
        if found is None:
            clashing.append(week)
    if clashing:
        return NoPlace((), tuple(clashing))
    faults = faults_of(problem, duty, rules, pauses)
    if faults:
        raise OurBug(f"pauses as placed break a rule: {faults[0]}")
    return Placed(tuple(sorted(pauses)), slots.missing(), slots.missing(pauses), optimal)


class _Week:
    """The model of one week."""

    def __init__(
        self, slots: Slots, rules: BreakRules, wanted: Sequence[Wanted], fixed: Sequence[Pause]
    ) -> None:
        self.slots, self.model = slots, cp_model.CpModel()
        self.optimal = False
        self.fixed: defaultdict[int, list[str]] = defaultdict(list)
        for pause in fixed:
            for slot in slots.of(pause):
                self.fixed[slot].append(pause.agent)
        self.literals: list[tuple[Pause, cp_model.BoolVarT]] = []
        away: defaultdict[int, list[tuple[str, cp_model.BoolVarT]]] = defaultdict(list)
        costs: list[tuple[cp_model.IntVar, int]] = []
        for one in wanted:
            chosen = [self.model.new_bool_var("") for _ in one.options]
            self.model.add_exactly_one(chosen)
            for pause, literal in zip(one.options, chosen, strict=True):
                self.literals.append((pause, literal))
                costs.append((literal, sum(self._pressure(slot) for slot in slots.of(pause))))
                for slot in slots.of(pause):
                    away[slot].append((one.agent, literal))
        for slot, gone in away.items():
            self._keep(rules, gone, self.fixed[slot])
            costs += self._missed(slot, gone)
        self.model.minimize(sum(weight * variable for variable, weight in costs))

    def _pressure(self, slot: int) -> int:
        """The load on those there, in steps of 1 / FINENESS."""
        demand = sum(self.slots.demand.get(slot, {}).values())
        there = sum(self.slots.there.get(slot, {}).values())
        return min(FINENESS, FINENESS * demand // max(1, there))

    def _keep(
        self, rules: BreakRules, gone: Sequence[tuple[str, cp_model.BoolVarT]], fixed: Sequence[str]
    ) -> None:
        for agent in sorted({agent for agent, _ in gone}):
            self.model.add_at_most_one(literal for name, literal in gone if name == agent)
        if rules.most_at_once is not None:
            self.model.add(sum(literal for _, literal in gone) <= rules.most_at_once - len(fixed))
        for group in rules.apart:
            taken = sum(name in group for name in fixed)
            self.model.add(sum(literal for name, literal in gone if name in group) <= 1 - taken)

    def _missed(
        self, slot: int, gone: Sequence[tuple[str, cp_model.BoolVarT]]
    ) -> list[tuple[cp_model.IntVar, int]]:
        """What the load misses in a slot, priced above where any pause could lie; nothing if it cannot."""
        demand = self.slots.demand.get(slot, {})
        there = Counter(self.slots.there.get(slot, {}))
        there.subtract(self.slots.skills[agent] for agent in self.fixed[slot])
        missing: cp_model.IntVar | None = None
        for sorts, needed in _deficiencies(demand, there):
            leaving = [literal for name, literal in gone if self.slots.skills[name] in sorts]
            short = needed - sum(there[skills] for skills in sorts)
            if short + len({name for name, _ in gone if self.slots.skills[name] in sorts}) <= 0:
                continue
            if missing is None:
                missing = self.model.new_int_var(0, sum(demand.values()), "")
            self.model.add(missing >= short + sum(leaving))
        return [] if missing is None else [(missing, FINENESS * PRICE)]

    def solve(self, seconds: float, seed: int) -> list[Pause] | None:
        """The pauses of the week; None where they clash. Raises OutOfTime where none was found in time."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = WORKERS
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status == cp_model.UNKNOWN:
            raise OutOfTime(f"no place for all breaks was found in {seconds:g} s a week")
        if status not in FOUND:
            raise OurBug(f"the solver calls the model of breaks {solver.status_name(status)}")
        self.optimal = status == cp_model.OPTIMAL
        return [pause for pause, literal in self.literals if solver.boolean_value(literal)]


def _deficiencies(
    demand: Mapping[str, int], there: Mapping[Skills, int]
) -> Iterable[tuple[frozenset[Skills], int]]:
    """Sets of sorts of agents, and the demand that only they can serve."""
    serving = {queue: frozenset(skills for skills in there if queue in skills) for queue in demand}
    unions: set[frozenset[Skills]] = set()
    for sorts in serving.values():
        unions |= {sorts} | {sorts | other for other in unions}
    for sorts in sorted(unions, key=lambda one: sorted(map(sorted, one))):
        yield sorts, sum(agents for queue, agents in demand.items() if serving[queue] <= sorts)
