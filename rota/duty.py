"""Who really works what: the one view of a roster that checks walk, history included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.agent import Agent
    from rota.problem import Cell, Problem
    from rota.shift import Shift


class Duty:
    """The shifts of each agent in time order, past ones first, and the agents of each shift."""

    def __init__(self, problem: Problem, cells: frozenset[Cell]) -> None:
        self.problem = problem
        self.cells = cells
        worked = cells | problem.past
        by_agent: dict[str, list[Shift]] = {agent.id: [] for agent in problem.agents}
        by_shift: dict[str, list[Agent]] = {shift.id: [] for shift in problem.timeline}
        for agent_id, shift_id in sorted(worked):
            by_agent[agent_id].append(problem.shift_of[shift_id])
            by_shift[shift_id].append(problem.agent_of[agent_id])
        self._by_agent: Mapping[str, tuple[Shift, ...]] = {
            agent: tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id)))
            for agent, shifts in by_agent.items()
        }
        self._by_shift: Mapping[str, tuple[Agent, ...]] = {
            shift: tuple(agents) for shift, agents in by_shift.items()
        }

    def of(self, agent: Agent) -> tuple[Shift, ...]:
        """The agent's shifts, those before the horizon included, by start."""
        return self._by_agent[agent.id]

    def on(self, shift: Shift) -> tuple[Agent, ...]:
        """The agents of a shift, by id."""
        return self._by_shift[shift.id]

    def coming(self, agent: Agent) -> tuple[Shift, ...]:
        """The agent's shifts that start in the horizon."""
        past = self.problem.past_ids
        return tuple(shift for shift in self.of(agent) if shift.id not in past)
