"""What hard rules that look at one agent at a time say of a few people, nobody else being looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rota.verify import verify

if TYPE_CHECKING:
    from rota.explain.change import Setting
    from rota.problem import Cell
    from rota.verify import Verdict

PERSONAL = (
    "availability",
    "average_hours",
    "forbidden_succession",
    "max_consecutive_days",
    "max_consecutive_nights",
    "max_hours",
    "max_weekends",
    "min_rest",
    "min_rest_in_24h",
    "one_at_a_time",
    "qualified",
    "rest_after_nights",
    "night_worker_hours",
    "weekly_rest",
)
"""Kinds of rules that look at one agent at a time."""


def personal_verdict(setting: Setting, cells: frozenset[Cell], agents: frozenset[str]) -> Verdict:
    """The findings of these rules on the shifts of these agents."""
    problem = setting.problem
    alone = replace(
        problem,
        agents=tuple(agent for agent in problem.agents if agent.id in agents),
        past=frozenset(cell for cell in problem.past if cell[0] in agents),
        home_holidays=tuple(pair for pair in problem.home_holidays if pair[0] in agents),
    )
    rules = [rule for rule in setting.hard if rule.kind in PERSONAL]
    return verify(alone, rules, frozenset(cell for cell in cells if cell[0] in agents))
