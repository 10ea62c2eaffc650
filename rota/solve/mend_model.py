"""A repair as a CP-SAT model: the rules, who is called, how much it hurts, what stays uncovered."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rota.encoding import Encoding, Linear
from rota.repair.pain import Pain
from rota.repair.uncovered import heads_of, loads_of, unit_of
from rota.solve.lower import INFINITY, new_variable, state_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rota.constraint import Constraint
    from rota.encoding import Price, Row
    from rota.problem import Cell
    from rota.repair.case import Case
    from rota.repair.uncovered import Heads

ASKING = ("headcount", "staffing", "presence", "required_mix")
"""Kinds of rules that ask for people: where they are hard, they are what a shortage is counted by."""
LARGE = 20_000
"""Cells to decide from which on the linear relaxation leads the search."""
Sum = cp_model.LinearExpr


class MendModel:
    """The model of a case; an `elastic` one may miss what hard rules ask for of people, at a shortfall.

    `held` are cells that are held besides those of the case. Where `priced`, all rules are stated and what
    they charge is the `cost`; else only the hard ones are, and there is none.
    """

    def __init__(
        self,
        case: Case,
        *,
        elastic: bool = False,
        held: Mapping[Cell, bool] | None = None,
        priced: bool = False,
    ) -> None:
        self.case = case
        self.fixed = {**(held or {}), **case.fixed}
        self.encoding = Encoding(case.setting.problem, fixed=self.fixed, tight=True)
        rules = case.setting.rules if priced else case.setting.hard
        self._encode(rules, elastic=elastic)
        charged = len(self.encoding.prices)
        self.worth = max(1, case.worth_minutes * unit_of(case))
        loads = self._encode_load()
        heads = [(one, self._encode_heads(one)) for one in heads_of(case)]
        self.model = cp_model.CpModel()
        self.variables = [
            new_variable(self.model, low, high)
            for low, high in zip(self.encoding.low, self.encoding.high, strict=True)
        ]
        self.call = [self.model.new_bool_var("") for _ in case.setting.problem.agents]
        slacks = list(self._state_rows(elastic=elastic))
        self.shortfall = Sum.sum(slacks) if elastic else None
        self.cost = self._priced(self.encoding.prices[:charged])
        self.uncovered = Sum.sum([self._heads(heads), *(self._priced(*one) for one in loads)])
        self.calls, self.pain = self._people()
        self.large = len(case.setting.problem.agents) * len(case.free_shifts) > LARGE
        self.weighed = self.calls * self.worth + self.uncovered
        self.all_at_once = self.weighed * (self.most_pain + 1) + self.pain
        self.begin(case.left)

    def _encode(self, rules: Sequence[Constraint], *, elastic: bool) -> None:
        for rule in sorted(rules, key=lambda rule: rule.stage):
            # A row that has become a value cannot be missed any more.
            self.encoding.tight = not (elastic and _asks(rule))
            rule.encode(self.case.setting.problem, self.encoding)
        self.encoding.tight = True

    def _encode_load(self) -> list[tuple[list[Price], int, int]]:
        """Rule by rule the prices of uncovered load, what to multiply them by, and what is there anyway."""
        found = []
        for load in loads_of(self.case):
            before, offset = len(self.encoding.prices), self.encoding.offset
            load.rule.encode(load.problem, self.encoding)
            constant = load.scale * (self.encoding.offset - offset)
            found.append((self.encoding.prices[before:], load.scale, constant))
        return found

    def _encode_heads(self, heads: Heads) -> tuple[list[Price], int]:
        """The prices of a shift that wants people, and what it costs whatever happens."""
        before, offset = len(self.encoding.prices), self.encoding.offset
        heads.rule.encode(heads.problem, self.encoding)
        return self.encoding.prices[before:], self.encoding.offset - offset

    def _state_rows(self, *, elastic: bool) -> Iterable[cp_model.IntVar]:
        """State every row; those that may be missed give the variable of how far they are."""
        asking = {rule.name for rule in self.case.setting.hard if _asks(rule)} if elastic else set()
        for row in self.encoding.rows:
            if row.rule in asking:
                yield self._missable(row)
            else:
                self._state(row)

    def _state(self, row: Row) -> None:
        """State a row; of one that looks at one person's shifts alone, what it says before a call and after.

        Without a call these shifts are as they were, so that room to move comes with the call only. The
        linear relaxation, which knows of half calls, is much nearer to the truth by that.
        """
        owners = {self.encoding.owner[variable] for variable in row.variables}
        if len(owners) > 1 or max(row.variables) >= self.encoding.cell_count:
            state_row(self.model, self.variables, row)
            return
        before = sum(
            coefficient
            for variable, coefficient in zip(row.variables, row.coefficients, strict=True)
            if self.encoding.cell_of(variable) in self.case.left
        )
        low = before if row.low is None else row.low
        high = before if row.high is None else row.high
        if not low <= before <= high:
            state_row(self.model, self.variables, row)
            return
        # With whole shifts only, what is left below the length of one is no room.
        step = gcd(*row.coefficients)
        low, high = before - (before - low) // step * step, before + (high - before) // step * step
        call = self.call[owners.pop()]
        total = Sum.weighted_sum([self.variables[one] for one in row.variables], list(row.coefficients))
        if row.high is not None:
            self.model.add(total <= before + (high - before) * call)
        if row.low is not None:
            self.model.add(total >= before + (low - before) * call)

    def _missable(self, row: Row) -> cp_model.IntVar:
        least, most = self.encoding.bounds(Linear(row.variables, row.coefficients))
        short = 0 if row.low is None else max(0, row.low - least)
        over = 0 if row.high is None else max(0, most - row.high)
        missed = self.model.new_int_var(0, max(short, over), "")
        terms = [self.variables[variable] for variable in row.variables]
        total = Sum.weighted_sum(terms, list(row.coefficients))
        if row.low is not None:
            self.model.add_linear_constraint(total + missed, row.low, INFINITY)
        if row.high is not None:
            self.model.add_linear_constraint(total - missed, -INFINITY, row.high)
        return missed

    def _priced(self, prices: Sequence[Price], scale: int = 1, constant: int = 0) -> Sum:
        variables = [self.variables[price.variable] for price in prices]
        weights = [scale * price.weight for price in prices]
        return Sum.weighted_sum(variables, weights) + constant

    def _heads(self, found: Sequence[tuple[Heads, tuple[list[Price], int]]]) -> Sum:
        """Each person whom a shift wants and no longer has counts as a call, or as its hours where more."""
        terms: list[cp_model.IntVar] = []
        weights: list[int] = []
        unit = unit_of(self.case)
        for heads, (prices, constant) in found:
            if not prices:
                continue
            each = max(price.weight for price in prices)
            most = sum(price.weight * self.encoding.high[price.variable] for price in prices) + constant
            missing = self.model.new_int_var(0, max(0, -(-(most - heads.before) // each)), "")
            self.model.add(missing * each >= self._priced(prices) + constant - heads.before)
            (shift,) = heads.problem.shifts
            terms.append(missing)
            weights.append(max(self.worth, shift.minutes * unit))
        return Sum.weighted_sum(terms, weights)

    def _people(self) -> tuple[Sum, Sum]:
        """How many people are called, and the points of all that changes."""
        case, pain = self.case, Pain(self.case)
        variable_of = self._variables()
        called: list[cp_model.IntVar] = []
        changes: list[Sum | int] = []
        points: list[int] = []
        for agent, call in zip(case.setting.problem.agents, self.call, strict=True):
            mine = [(agent.id, shift.id) for shift in case.free_shifts]
            mine = [cell for cell in mine if cell not in case.fixed]
            for cell in mine:
                works = cell in case.left
                if cell not in self.fixed:
                    variable = variable_of[cell]
                    self.model.add_implication(~variable if works else variable, call)
                    changes.append(1 - variable if works else variable)
                elif self.fixed[cell] != works:
                    self.model.add(call == 1)
                    changes.append(1)
                else:
                    continue
                points.append(pain.points(cell))
            called += [call] if mine else []
        self.most_pain = sum(points)
        return Sum.sum(called), Sum.weighted_sum(changes, points)

    def _variables(self) -> Mapping[Cell, cp_model.IntVar]:
        """The variable of each cell."""
        cells = (self.encoding.cell_of(number) for number in range(self.encoding.cell_count))
        return {cell: self.variables[number] for number, cell in enumerate(cells) if cell}

    def free_cells(self) -> Iterable[tuple[Cell, cp_model.IntVar]]:
        """The cells that may change, with their variables."""
        return ((cell, one) for cell, one in self._variables().items() if cell not in self.fixed)

    def begin(self, cells: frozenset[Cell]) -> None:
        """Let the search begin at a roster."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # untyped in ortools
        for number in range(self.encoding.cell_count):
            cell = self.encoding.cell_of(number)
            self.model.add_hint(self.variables[number], cell in cells)

    def hint(self, solver: cp_model.CpSolver) -> None:
        """Let the next search begin where this one has ended."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # untyped in ortools
        for variable in self.variables:
            self.model.add_hint(variable, solver.value(variable))

    def cells(self, solver: cp_model.CpSolver) -> frozenset[Cell]:
        """The roster that was found."""
        values = solver.values(self.variables)
        return self.encoding.cells_of({number: int(value) for number, value in enumerate(values)})


def _asks(rule: Constraint) -> bool:
    return rule.weight is None and rule.kind in ASKING
