"""What fair shares are proportional to, as a workspace has it: kept with what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.publication import Presence

if TYPE_CHECKING:
    from rota.problem import Problem


def presence_in(problem: Problem) -> tuple[Presence, ...]:
    """Contract minutes and whole days of leave of every agent, by id."""
    return tuple(
        Presence(agent.id, agent.contract.weekly_minutes, tuple(sorted(problem.leave_of[agent.id])))
        for agent in problem.agents
    )
