"""How much a change hurts whom it reaches, in points.

Every changed shift is a point. Short notice adds 4, a night, a weekend or a holiday that is put on adds
3 each, and a shift on a day that was free adds 12: more than anything that can be asked of somebody who
works on that day anyway, so that people on a day off are asked last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.problem import Cell
    from rota.repair.case import Case

POINTS: Mapping[str, int] = {"short notice": 4, "night": 3, "weekend": 3, "holiday": 3, "day off": 12}
SATURDAY = 6


class Pain:
    """What each change of a roster costs whom it concerns."""

    def __init__(self, case: Case) -> None:
        self.case = case
        problem = case.setting.problem
        duty = Duty(problem, case.base)
        self._worked = {
            agent.id: {problem.day(agent, shift) for shift in duty.coming(agent)} for agent in problem.agents
        }

    def reasons(self, cell: Cell) -> tuple[str, ...]:
        """What makes it hurt that this cell changes: taken off where the roster has it, else put on."""
        problem = self.case.setting.problem
        agent, shift = problem.agent_of[cell[0]], problem.shift_of[cell[1]]
        found = ["short notice"] if self.case.late(shift) else []
        if cell in self.case.base:
            return tuple(found)
        day = problem.day(agent, shift)
        holiday = problem.holidays_of[agent.id].get(day)
        found += ["night"] if problem.is_night(agent, shift) else []
        found += ["weekend"] if day.isoweekday() >= SATURDAY else []
        found += ["holiday"] if holiday and holiday.kind == "public" else []
        found += ["day off"] if day not in self._worked[agent.id] else []
        return tuple(found)

    def points(self, cell: Cell) -> int:
        """The points of one changed cell, at least 1."""
        return 1 + sum(POINTS[reason] for reason in self.reasons(cell))
