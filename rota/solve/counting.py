"""Refutation by counting: a row that asks for more than is left once single cells are settled.

It gives the best sentences: two are wanted, three could, two of these are away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.encoding import Row
    from rota.explain.clash import Reason
    from rota.solve.hard_rows import System


@dataclass
class Settled:
    """The bounds of variables once rows over one variable are taken in, and who asked for each."""

    low: dict[int, int] = field(default_factory=dict)
    high: dict[int, int] = field(default_factory=dict)
    by_low: dict[int, Reason] = field(default_factory=dict)
    by_high: dict[int, Reason] = field(default_factory=dict)


def counted(system: System) -> frozenset[Reason] | None:
    """The fewest reasons that counting refutes; None where it refutes none."""
    settled = settle(system)
    found = sorted(_impossible(system, settled), key=lambda reasons: (len(reasons), _order(reasons)))
    return found[0] if found else None


def settle(system: System) -> Settled:
    """What rows over a single variable leave of its bounds."""
    settled = Settled()
    for row, reason in zip(system.rows, system.asked, strict=True):
        if reason is None or len(row.variables) != 1:
            continue
        (variable,), (coefficient,) = row.variables, row.coefficients
        least, most = (row.low, row.high) if coefficient > 0 else (row.high, row.low)
        size = abs(coefficient)
        if coefficient < 0:
            least, most = (None if least is None else -least), (None if most is None else -most)
        if least is not None and -(-least // size) > settled.low.get(variable, system.low[variable]):
            settled.low[variable], settled.by_low[variable] = -(-least // size), reason
        if most is not None and most // size < settled.high.get(variable, system.high[variable]):
            settled.high[variable], settled.by_high[variable] = most // size, reason
    return settled


def _impossible(system: System, settled: Settled) -> Iterator[frozenset[Reason]]:
    for variable in settled.low.keys() | settled.high.keys():
        low = settled.low.get(variable, system.low[variable])
        high = settled.high.get(variable, system.high[variable])
        if low > high:
            sides = (settled.by_low.get(variable), settled.by_high.get(variable))
            yield frozenset(side for side in sides if side)
    for row, reason in zip(system.rows, system.asked, strict=True):
        if len(row.variables) > 1:
            for missing, gains in _sides(system, settled, row):
                if missing > 0:
                    yield frozenset({*_needed(missing, gains), *([reason] if reason else [])})


def _sides(system: System, settled: Settled, row: Row) -> Iterator[tuple[int, list[tuple[int, Reason]]]]:
    """How much each bound of a row is missed at the best, and what each settled variable takes away."""
    for bound, sign in ((row.low, 1), (row.high, -1)):
        if bound is None:
            continue
        best, gains = 0, []
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            up = coefficient * sign > 0
            ends, said, by = (
                (system.high, settled.high, settled.by_high)
                if up
                else (system.low, settled.low, settled.by_low)
            )
            now = said.get(variable, ends[variable])
            best += coefficient * sign * now
            gain = coefficient * sign * (ends[variable] - now)
            if gain:
                gains.append((gain, by[variable]))
        yield bound * sign - best, gains


def _needed(missing: int, gains: list[tuple[int, Reason]]) -> list[Reason]:
    """The reasons without which the bound could be met; the others are left out one by one."""
    by_reason: dict[Reason, int] = {}
    for gain, reason in gains:
        by_reason[reason] = by_reason.get(reason, 0) + gain
    needed = []
    for reason, gain in sorted(by_reason.items(), key=lambda item: (item[1], item[0].order)):
        if gain < missing:
            missing -= gain
        else:
            needed.append(reason)
    return needed


def _order(reasons: frozenset[Reason]) -> list[tuple[object, ...]]:
    return sorted(reason.order for reason in reasons)
