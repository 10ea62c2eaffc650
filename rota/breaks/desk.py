"""Who is at the desk, slot by slot, and what the load asks for there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.localtime import minutes_between
from rota.matching import Skills, unserved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from rota.breaks.rules import Pause
    from rota.duty import Duty
    from rota.problem import Problem


@dataclass(frozen=True)
class Slots:
    """The horizon in slots of some minutes; each with demand by queue and agents there by what they serve."""

    problem: Problem
    minutes: int
    demand: Mapping[int, Mapping[str, int]]
    there: Mapping[int, Counter[Skills]]
    skills: Mapping[str, Skills]

    def of(self, pause: Pause) -> range:
        """The slots that a pause touches."""
        return _slots(self.problem, self.minutes, pause.start, pause.end)

    def missing(self, pauses: Iterable[Pause] = ()) -> int:
        """Agent-minutes of demand that nobody can serve while these agents pause."""
        away: dict[int, Counter[Skills]] = {}
        for pause in pauses:
            for slot in self.of(pause):
                away.setdefault(slot, Counter())[self.skills[pause.agent]] += 1
        return self.minutes * sum(
            _lacking(wanted, self.there.get(slot, Counter()) - away.get(slot, Counter()))
            for slot, wanted in self.demand.items()
        )


def slots_of(problem: Problem, duty: Duty, *, minutes: int) -> Slots:
    """What the roster offers and the load asks for."""
    skills = {
        agent.id: frozenset(queue.id for queue in problem.queues if queue.served_by(agent))
        for agent in problem.agents
    }
    demand: dict[int, dict[str, int]] = {}
    for entry in problem.demand:
        for slot in _slots(problem, minutes, entry.start, entry.end):
            if entry.agents:
                demand.setdefault(slot, {})[entry.queue] = entry.agents
    there: dict[int, Counter[Skills]] = {}
    for agent in problem.agents:
        for shift in duty.of(agent):
            if shift.kind == "work":
                for slot in _slots(problem, minutes, shift.start, shift.end):
                    there.setdefault(slot, Counter())[skills[agent.id]] += 1
    return Slots(problem, minutes, demand, there, skills)


def _slots(problem: Problem, minutes: int, start: datetime, end: datetime) -> range:
    first = minutes_between(problem.start, start) // minutes
    return range(first, -(-minutes_between(problem.start, end) // minutes))


def _lacking(wanted: Mapping[str, int], crowd: Mapping[Skills, int]) -> int:
    return sum(unserved(sorted(wanted.items()), crowd).values())
