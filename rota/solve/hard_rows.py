"""The hard rows of an encoding by who asks for them; some of them alone make a small system."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.explain.clash import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rota.encoding import Encoding, Row
    from rota.problem import Cell


@dataclass(frozen=True)
class System:
    """Rows between the bounds of their variables; `asked[i]` is who asks for row i, None for a meaning."""

    rows: tuple[Row, ...]
    asked: tuple[Reason | None, ...]
    low: Sequence[int]
    high: Sequence[int]


class HardRows:
    """The rows of an encoding by reason; `held` cells are worked, or not, whatever the reasons.

    `false` are the reasons that no roster keeps, whatever the others are.
    """

    def __init__(self, encoding: Encoding, held: Mapping[Cell, bool] | None = None) -> None:
        self.encoding = encoding
        self.false = frozenset(Reason(rule, place) for rule, place in encoding.broken)
        self._rows: dict[Reason, list[Row]] = {}
        self._meanings: dict[int, list[int]] = {}
        self._always: list[int] = []
        for number, row in enumerate(encoding.rows):
            self._sort(number, row)
        self.hold_all(held or {})

    def holding(self, held: Mapping[Cell, bool]) -> HardRows:
        """The same rows with these cells held, and no others."""
        other = copy(self)
        other.hold_all(held)
        return other

    def hold_all(self, held: Mapping[Cell, bool]) -> None:
        """Hold these cells, and no others."""
        self.held = dict(held)
        self.low, self.high = list(self.encoding.low), list(self.encoding.high)
        for cell, works in held.items():
            self._hold(cell, works=works)

    def _hold(self, cell: Cell, *, works: bool) -> None:
        problem = self.encoding.problem
        literal = self.encoding.works(problem.agent_of[cell[0]], problem.shift_of[cell[1]])
        for variable in literal.variables:
            self.low[variable] = self.high[variable] = int(works)

    def _sort(self, number: int, row: Row) -> None:
        if row.rule:
            self._rows.setdefault(Reason(row.rule, row.place), []).append(row)
            return
        auxiliary = [variable for variable in row.variables if variable >= self.encoding.cell_count]
        for variable in auxiliary:
            self._meanings.setdefault(variable, []).append(number)
        if not auxiliary:
            self._always.append(number)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason that asks for anything, in the order of the rules."""
        return (*sorted(self.false, key=lambda reason: reason.order), *self._rows)

    def system(self, reasons: Iterable[Reason]) -> System:
        """The rows of these reasons, and those that give a meaning to the variables in them."""
        rows: list[Row] = []
        asked: list[Reason | None] = []
        for reason in reasons:
            for row in self._rows.get(reason, ()):
                rows.append(row)
                asked.append(reason)
        meanings = self._reached(rows)
        rows += [self.encoding.rows[number] for number in meanings]
        asked += [None] * len(meanings)
        return System(tuple(rows), tuple(asked), self.low, self.high)

    def _reached(self, rows: Iterable[Row]) -> list[int]:
        found = set(self._always)
        seen: set[int] = set()
        waiting = [variable for row in rows for variable in row.variables]
        while waiting:
            variable = waiting.pop()
            if variable in seen or variable < self.encoding.cell_count:
                continue
            seen.add(variable)
            for number in self._meanings.get(variable, ()):
                if number not in found:
                    found.add(number)
                    waiting += self.encoding.rows[number].variables
        return sorted(found)
