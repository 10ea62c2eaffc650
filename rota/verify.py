"""The verifier: every rule and the whole cost of a roster, recomputed without any solver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint, Violation
    from rota.problem import Cell, Problem


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier found: hard violations, and soft ones with their costs."""

    hard: tuple[Violation, ...]
    soft: tuple[Violation, ...]

    @property
    def lawful(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.hard

    @property
    def cost(self) -> int:
        """The sum of all soft costs, in the units of the weights."""
        return sum(violation.cost or 0 for violation in self.soft)

    def kept(self, rules: Sequence[Constraint]) -> tuple[int, int]:
        """How many of these rules' hard ones are kept, and how many there are."""
        hard = [rule for rule in rules if rule.binding]
        broken = {violation.rule for violation in self.hard}
        return sum(rule.name not in broken for rule in hard), len(hard)

    def cost_by_rule(self) -> dict[str, int]:
        """What each rule costs, dearest first; rules that cost nothing are left out."""
        costs: dict[str, int] = {}
        for violation in self.soft:
            costs[violation.rule] = costs.get(violation.rule, 0) + (violation.cost or 0)
        return dict(sorted(costs.items(), key=lambda item: (-item[1], item[0])))


def verify(problem: Problem, rules: Sequence[Constraint], cells: frozenset[Cell]) -> Verdict:
    """Check the cells worked against every rule.

    Raises KeyError for a cell that names an agent or a shift which the problem does not have.
    """
    duty = Duty(problem, cells)
    found = [violation for rule in rules for violation in rule.check(problem, duty)]
    return Verdict(
        hard=tuple(violation for violation in found if violation.cost is None),
        soft=tuple(violation for violation in found if violation.cost is not None),
    )
