"""Who else could take a shift, with nothing else changed: at what price, or against which rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.explain.price import Difference, differences, new_breaches
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.agent import Agent
    from rota.constraint import Constraint, Violation
    from rota.explain.change import Setting
    from rota.problem import Cell
    from rota.shift import Shift
    from rota.verify import Verdict


@dataclass(frozen=True, slots=True)
class Alternative:
    """An agent in the place of another; None: nobody. `breaches` are the hard rules in the way.

    `cost` is what the roster costs more (below zero: less), `differences` rule by rule; of one who cannot, 0.
    """

    agent: Agent | None
    breaches: tuple[Violation, ...]
    cost: int
    differences: tuple[Difference, ...]

    @property
    def possible(self) -> bool:
        """Whether no hard rule is in the way."""
        return not self.breaches


def alternatives(
    setting: Setting, cells: frozenset[Cell], shift: Shift, *, instead_of: Agent | None
) -> tuple[Alternative, ...]:
    """Nobody, and each agent who is not on the shift: the possible ones by price, then the others by id."""
    before = verify(setting.problem, setting.rules, cells)
    left = cells - {(instead_of.id, shift.id)} if instead_of else cells
    others: list[Agent | None] = [
        agent for agent in setting.problem.agents if (agent.id, shift.id) not in cells
    ]
    found = [
        _alternative(setting, before, left | ({(agent.id, shift.id)} if agent else set()), agent)
        for agent in ([None, *others] if instead_of else others)
    ]
    return tuple(sorted(found, key=_order))


def _alternative(
    setting: Setting, before: Verdict, cells: frozenset[Cell], agent: Agent | None
) -> Alternative:
    # Most of a large team cannot: what the other rules would say of these is asked of none of them.
    breaches = new_breaches(before, verify(setting.problem, setting.hard, cells))
    if breaches:
        return Alternative(agent, breaches, 0, ())
    after = verify(setting.problem, setting.rules, cells)
    rules: Sequence[Constraint] = setting.rules
    return Alternative(agent, (), after.cost - before.cost, differences(rules, before, after))


def _order(one: Alternative) -> tuple[bool, int, str]:
    return not one.possible, one.cost if one.possible else 0, one.agent.id if one.agent else ""
