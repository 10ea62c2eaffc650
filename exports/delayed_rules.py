"""Escalations of Opsgenie and of Jira Service Management, which grew out of it.

Their rules have one recipient each and a delay from the beginning of the alert. So what a step pages at
once is rules of one delay, and its wait is the difference to the next delay. The wait after the last step
has a place only where the rules are repeated, as `waitInterval`: where they are not, nothing follows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from exports.paging_model import Record
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.pager_index import EscalationEntry


@dataclass(frozen=True, slots=True)
class DelayedRule:
    """Whom an alert goes to so many minutes after it began, where nobody has acknowledged it."""

    delay_minutes: int
    kind: Literal["role", "person"]
    target: str


class Repeat(Record):
    """The rules again, `count` times more, each time `waitInterval` minutes after the last one."""

    waitInterval: int
    count: int
    resetRecipientStates: Literal[True] = True
    closeAlertAfterAll: Literal[False] = False


def rules_of(chain: ReadChain) -> list[DelayedRule]:
    """A rule for each target of each step."""
    rules: list[DelayedRule] = []
    delay = 0
    for step in chain.steps:
        rules += [DelayedRule(delay, kind, target) for kind, target in step.targets]
        delay += step.wait_minutes
    return rules


def repeat_of(chain: ReadChain) -> Repeat | None:
    """How the rules are repeated, if they are."""
    if not chain.repeat or not chain.steps:
        return None
    return Repeat(waitInterval=chain.steps[-1].wait_minutes, count=chain.repeat)


def last_wait_of(chain: ReadChain) -> int | None:
    """The last wait, where the rules have no place for it."""
    return chain.steps[-1].wait_minutes if chain.steps and not chain.repeat else None


def chain_of(entry: EscalationEntry, rules: Sequence[DelayedRule], repeat: Repeat | None) -> ReadChain:
    """The escalation that such rules are, the inverse of `rules_of` and `repeat_of`."""
    groups = [
        (delay, tuple((rule.kind, rule.target) for rule in same))
        for delay, same in groupby(
            sorted(rules, key=lambda rule: rule.delay_minutes), key=lambda rule: rule.delay_minutes
        )
    ]
    waits = [later - delay for (delay, _), (later, _) in pairwise(groups)]
    waits.append(repeat.waitInterval if repeat else entry.last_wait_minutes or 0)
    steps = (ReadStep(targets, wait) for (_, targets), wait in zip(groups, waits, strict=True))
    return ReadChain(entry.escalation, tuple(steps) if groups else (), repeat.count if repeat else 0)
