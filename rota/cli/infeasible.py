"""Why there is no roster, in plain words: the rules, people and dates that clash."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint, Violation
    from rota.solve.outcome import Infeasible

MOST_A_RULE = 6


def infeasible_text(rules: Sequence[Constraint], outcome: Infeasible) -> str:
    """What the roster that gives up the least would still break, rule by rule."""
    lines = ["error: no roster keeps every hard rule"]
    if not outcome.clashes:
        return "\n".join(
            [*lines, "help: which rules clash was not found in time, give more --time-limit", ""]
        )
    least = "the one that gives up the least still breaks:"
    some = "one that gives up little still breaks (another may break less):"
    lines += [least if outcome.least else some, ""]
    for rule in rules:
        broken = [clash for clash in outcome.clashes if clash.rule == rule.name]
        if broken:
            lines += [f"  {rule.name} ({rule.explain()})", *_messages(broken), ""]
    lines.append("help: change one of these: the rule, the people who may do it, their absences, or give")
    lines.append("      the rule a `weight`, which makes it a wish")
    return "\n".join([*lines, ""])


def _messages(broken: Sequence[Violation]) -> list[str]:
    lines = [f"    - {clash.message}" for clash in broken[:MOST_A_RULE]]
    more = len(broken) - MOST_A_RULE
    return [*lines, f"    - and {more} more"] if more > 0 else lines
