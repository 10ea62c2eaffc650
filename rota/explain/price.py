"""What one roster costs more than another, rule by rule, in the units of each rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.localtime import hours_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.constraint import Constraint, Violation
    from rota.verify import Verdict

LOAD = "coverage"


@dataclass(frozen=True, slots=True)
class Difference:
    """What a rule charges more (or less, below zero), by how many of its units, and where first.

    `example` is a finding of the dearer side that the other does not have; empty where there is none.
    `surplus`: the units are of agents beyond the load.
    """

    rule: str
    cost: int
    units: int
    unit: str
    example: str
    surplus: bool = False

    @property
    def units_text(self) -> str:
        """The units in words, with their sign: `+1 night off fair`, `-7 h 30 min`."""
        sign, many = "-" if self.units < 0 else "+", abs(self.units)
        if self.unit == "minutes":
            return f"{sign}{hours_text(many)}"
        if self.unit == "agent-minutes":
            return f"{sign}{hours_text(many)} of agents' time{' beyond the load' if self.surplus else ''}"
        first, *more = self.unit.split(" ")
        return " ".join((f"{sign}{many:,}", first.removesuffix("s") if many == 1 else first, *more))


def differences(rules: Sequence[Constraint], before: Verdict, after: Verdict) -> tuple[Difference, ...]:
    """Rule by rule what the roster after costs more than the one before, the dearest first.

    A rule whose findings count different things, of queues and without one, say, has a line for each.
    """
    found = []
    for rule in rules:
        mine, theirs = _of(rule.name, before.soft), _of(rule.name, after.soft)
        for unit, with_queue in dict.fromkeys((one.unit, bool(one.place.queue)) for one in (*mine, *theirs)):
            kept = (unit, with_queue)
            old = [one for one in mine if (one.unit, bool(one.place.queue)) == kept]
            new = [one for one in theirs if (one.unit, bool(one.place.queue)) == kept]
            cost = _cost(new) - _cost(old)
            units = sum(one.shortfall for one in new) - sum(one.shortfall for one in old)
            if cost or units:
                example = _example(old, new) if cost > 0 else ""
                surplus = rule.kind == LOAD and not with_queue
                found.append(Difference(rule.name, cost, units, unit, example, surplus))
    return tuple(sorted(found, key=lambda one: (-one.cost, one.rule)))


def new_breaches(before: Verdict, after: Verdict) -> tuple[Violation, ...]:
    """The hard rules that only the roster after breaks."""
    known = Counter(violation.message for violation in before.hard)
    return tuple(violation for violation in after.hard if violation.message not in known)


def _of(rule: str, findings: Sequence[Violation]) -> list[Violation]:
    return [finding for finding in findings if finding.rule == rule]


def _cost(findings: Sequence[Violation]) -> int:
    return sum(finding.cost or 0 for finding in findings)


def _example(old: Sequence[Violation], new: Sequence[Violation]) -> str:
    """The dearest finding that is new."""
    known = {finding.message for finding in old}
    fresh = [finding for finding in new if finding.message not in known]
    return max(fresh, key=lambda finding: finding.cost or 0).message if fresh else ""
