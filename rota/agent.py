"""Who can be on duty."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contract:
    """What an agent is engaged for: paid minutes a week, and a class for the payroll."""

    id: str
    weekly_minutes: int
    pay_class: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """One person. `zone` is the home zone, in which the agent's days, nights and weekends are counted.

    `skills` maps a skill (a language, a product) to a level of at least 1, sorted by skill.
    """

    id: str
    name: str
    zone: str
    contract: Contract
    tier: int = 1
    skills: tuple[tuple[str, int], ...] = ()
    tags: tuple[str, ...] = ()
    email: str = field(default="", repr=False)

    def level(self, skill: str) -> int:
        """The agent's level in a skill, 0 for none."""
        return next((level for name, level in self.skills if name == skill), 0)
