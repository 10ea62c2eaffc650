"""What the verifier found, rule by rule: hard violations first, then the soft ones, dearest rules first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from rota.cli.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from rota.constraint import Constraint, Violation
    from rota.verify import Verdict

MOST = 5


def verdict_view(verdict: Verdict, rules: Sequence[Constraint], *, most: int = MOST) -> Group:
    """At most `most` findings a rule, the dearest of them, and how many more there are."""
    kept, hard = verdict.kept(rules)
    lawful = f"all {hard} hard rules kept" if verdict.lawful else f"{kept} of {hard} hard rules kept"
    parts: list[RenderableType] = [Text(f"{lawful}, cost {verdict.cost:,}", style="bold")]
    for name in dict.fromkeys(violation.rule for violation in verdict.hard):
        found = [violation for violation in verdict.hard if violation.rule == name]
        parts += _rule(f"must  {shown(name)}: {counted(len(found), 'violation')}", found, most)
    for name, cost in verdict.cost_by_rule().items():
        found = [violation for violation in verdict.soft if violation.rule == name]
        parts += _rule(f"should  {shown(name)}: {counted(len(found), 'finding')}, cost {cost:,}", found, most)
    return Group(*parts)


def _rule(title: str, found: Sequence[Violation], most: int) -> Iterator[RenderableType]:
    yield Text()
    yield Text(title, style="bold")
    # Stable: of equal cost, in the order in which the rule walks the roster.
    for violation in sorted(found, key=dearness, reverse=True)[:most]:
        price = "" if violation.cost is None else f" (cost {violation.cost:,})"
        yield Padding(Text(f"{shown(violation.message)}{price}"), (0, 0, 0, 2), expand=False)
    if len(found) > most:
        yield Text(f"  ... and {len(found) - most:,} more")


def dearness(violation: Violation) -> tuple[bool, int]:
    """What sorts findings of a rule: those that name a queue lack somebody, and go before surplus."""
    return (bool(violation.place.queue), violation.cost or violation.shortfall)
