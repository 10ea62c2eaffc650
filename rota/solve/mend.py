"""The least painful repair of a roster, in the order in which it matters.

First, where hard rules ask for more people than can be had, the least shortfall. Then calls: each counts
as much as the load that makes one worth while, so that somebody is called where a hard rule needs it or
where that much load comes back. Then the points of pain, then what the rules charge. Each step keeps
what the ones before it have reached (lexicographic optimisation).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.explain.price import new_breaches
from rota.repair.repaired import NoRepair, Repaired
from rota.solve.mend_model import ASKING, LARGE, MendModel
from rota.solve.mend_steps import Reached, Steps, fewer, minimized
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.problem import Cell
    from rota.repair.case import Case
    from rota.solve.hold import Hold

DAYS_AROUND = timedelta(days=1)
CORES = 2
COST_SECONDS = 1.0
"""The most that may go into what the rules charge: nothing is claimed of it."""


class Mending:
    """A case, its repair, and who comes if one who is called says no.

    The search looks at the days around the change alone; that nothing further away would save a call is
    then proved on all days, which is quick where few calls are left to try.
    """

    def __init__(self, case: Case, hold: Hold) -> None:
        self.case, self.hold = case, hold
        self._around = held_around(case)
        self._large = len(case.setting.problem.agents) * len(case.free_shifts) > LARGE
        self._model = MendModel(case, held=self._around)
        self._plain = self._model.model.clone()

    def run(self) -> Repaired | NoRepair:
        """The least painful repair; with the least shortfall where none keeps every hard rule."""
        quick = bool(self._around) and not self._large
        found = self._nearest() if quick else self._settled(Steps(self._model, self.hold).run())
        impossible = found.proved if isinstance(found, NoRepair) else bool(found.short)
        if impossible:
            held = self._around if self._large else None
            search = Steps(MendModel(self.case, elastic=True, held=held), self.hold)
            found = self._settled(search.run(), elastic=True)
        nearby = self._large and bool(self._around)
        return replace(found, nearby=nearby) if isinstance(found, Repaired) else found

    def _nearest(self) -> Repaired | NoRepair:
        """The repair around the change, with the proof that no fewer calls do on all days."""
        search = Steps(self._model, self.hold)
        with ThreadPoolExecutor(max_workers=CORES) as threads:
            first = threads.submit(search.at_once)
            whole = MendModel(self.case)
            if first.result() is not None:
                return self._everywhere(whole)
            proof = threads.submit(fewer, whole, search.weighed, search.calls, self.hold)
            found = self._settled(search.reached())
            proved = proof.result()
        if proved.better is None:
            least = proved.least_calls
            return replace(found, least_calls=least) if isinstance(found, Repaired) else found
        whole.hint(proved.better)
        return self._everywhere(whole)

    def _everywhere(self, whole: MendModel) -> Repaired | NoRepair:
        """The search on all days, where the days around the change are not enough."""
        self._model, self._plain = whole, whole.model.clone()
        return self._settled(Steps(whole, self.hold).run())

    def instead(
        self, agents: Sequence[str], cells: frozenset[Cell], seconds: float
    ) -> list[frozenset[Cell] | None]:
        """By person the repair `cells` if that one says no, all others who are called come and one more does.

        None where nobody can come instead, or where it is not known in time who.
        """
        with ThreadPoolExecutor(max_workers=CORES) as threads:
            tasks = [threads.submit(self._instead_of, agent, cells, seconds) for agent in agents]
            return [task.result() for task in tasks]

    def _instead_of(self, agent: str, cells: frozenset[Cell], seconds: float) -> frozenset[Cell] | None:
        own, left = self._model, self.case.left
        model = self._plain.clone()
        called = {one for one, _ in cells ^ left}
        kept = called - {agent}
        for cell, variable in own.free_cells():
            if cell[0] in kept:
                model.add(variable == int(cell in cells))
            elif cell[0] == agent:
                model.add(variable == int(cell in left))
        model.add(own.calls <= len(called))
        # Whatever is found before the end has changes in it that nobody needs.
        hold = self.hold.part(seconds)
        solver, status = minimized(model, own.all_at_once, hold, workers=1)
        if status != cp_model.OPTIMAL:
            return None
        found = own.cells(solver)
        without = {cell for cell in cells if cell[0] != agent} | {cell for cell in left if cell[0] == agent}
        return found if found != without and self._lawful(found) else None

    def _lawful(self, cells: frozenset[Cell]) -> bool:
        problem, rules = self.case.setting
        return not new_breaches(verify(problem, rules, self.case.base), verify(problem, rules, cells))

    def _settled(self, reached: Reached | NoRepair, *, elastic: bool = False) -> Repaired | NoRepair:
        """What the verifier says of it; and of those that are as good, one that costs less."""
        if isinstance(reached, NoRepair):
            return reached
        found = _judged(self.case, reached, reached.cells)
        if isinstance(found, NoRepair) or (found.short and not elastic) or not self.hold.left:
            return found
        cheaper = _judged(self.case, reached, _cheapest(self.case, reached, self.hold, elastic=elastic))
        worse = isinstance(cheaper, NoRepair) or _missing(cheaper) > _missing(found)
        return found if worse else cheaper


def mend(case: Case, hold: Hold) -> Repaired | NoRepair:
    """The repair of a case alone."""
    return Mending(case, hold).run()


def held_around(case: Case) -> dict[Cell, bool]:
    """The cells further than a day from all that is given, as they are left; none where nothing is given."""
    if not case.given:
        return {}
    problem = case.setting.problem
    spans = [problem.shift_of[shift] for _, shift in case.given]
    first = min(shift.start for shift in spans) - DAYS_AROUND
    last = max(shift.end for shift in spans) + DAYS_AROUND
    return {
        (agent.id, shift.id): (agent.id, shift.id) in case.left
        for shift in case.free_shifts
        if shift.end <= first or last <= shift.start
        for agent in problem.agents
    }


def _cheapest(case: Case, reached: Reached, hold: Hold, *, elastic: bool) -> frozenset[Cell]:
    """A repair that hurts no more, changes nothing on days further away, and which costs least of these."""
    problem = case.setting.problem
    changed = {problem.shift_of[shift].day for _, shift in reached.cells ^ case.base}
    days = {day + offset * DAYS_AROUND for day in changed for offset in (-1, 0, 1)}
    held = {
        (agent.id, shift.id): (agent.id, shift.id) in reached.cells
        for agent in problem.agents
        for shift in problem.shifts
        if shift.day not in days
    }
    search = Steps(MendModel(case, elastic=elastic, held=held, priced=True), hold.part(COST_SECONDS))
    return search.cheaper(reached)


def _judged(case: Case, reached: Reached, cells: frozenset[Cell]) -> Repaired | NoRepair:
    """What the verifier says of a repair that it does not say of the roster before."""
    problem, rules = case.setting
    breaches = new_breaches(verify(problem, rules, case.base), verify(problem, rules, cells))
    asking = {rule.name for rule in case.setting.hard if rule.kind in ASKING}
    if any(breach.rule not in asking for breach in breaches):
        return NoRepair(proved=True)
    return Repaired(
        cells, reached.calls, reached.least_calls, breaches, reached.least_short, no_more=reached.no_more
    )


def _missing(found: Repaired) -> int:
    return sum(breach.shortfall for breach in found.short)
