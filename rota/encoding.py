"""The rules as linear rows over integer variables: what every solving method starts from.

`works(agent, shift)` is a variable where the cell is free and a constant where it is fixed, and rules
cannot tell the difference. A row that has become constant is judged at once and kept nowhere, so the
same rules encode a month, one agent's month, or a small neighbourhood of a roster at the cost of its
free cells. Every row knows the rule that asked for it and, through its variables, the agents it touches.

A formulation needs no more than linear rows: a clause over literals is `sum >= 1`, a forbidden pair
is `sum <= 1`, an implication a difference; a solver finds these again (see `rota/solve/lower.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rota.cliques import Cliques
from rota.constraint import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Cell, Problem
    from rota.shift import Shift

NOWHERE = Place()
SHARED = -1
"""The owner of a variable that belongs to no single agent."""


class Linear:
    """A sum of integer multiples of variables, and a constant. Treat as a value: never changed."""

    __slots__ = ("coefficients", "constant", "variables")

    def __init__(
        self, variables: tuple[int, ...] = (), coefficients: tuple[int, ...] = (), constant: int = 0
    ) -> None:
        self.variables = variables
        self.coefficients = coefficients
        self.constant = constant

    @property
    def zero(self) -> bool:
        """Whether it is 0 whatever the roster, as is the cell of who is away."""
        return not self.variables and not self.constant

    def __add__(self, other: Linear | int) -> Linear:
        if isinstance(other, int):
            return Linear(self.variables, self.coefficients, self.constant + other)
        return Linear(
            self.variables + other.variables,
            self.coefficients + other.coefficients,
            self.constant + other.constant,
        )

    def __mul__(self, factor: int) -> Linear:
        scaled = tuple([factor * coefficient for coefficient in self.coefficients])
        return Linear(self.variables, scaled, factor * self.constant)

    def __neg__(self) -> Linear:
        return Linear(self.variables, tuple([-factor for factor in self.coefficients]), -self.constant)

    def __sub__(self, other: Linear | int) -> Linear:
        return self + (-other)

    __radd__ = __add__
    __rmul__ = __mul__


def total(expressions: Iterable[Linear]) -> Linear:
    """The sum of many expressions, in time linear in their length."""
    variables: list[int] = []
    coefficients: list[int] = []
    constant = 0
    for expression in expressions:
        variables.extend(expression.variables)
        coefficients.extend(expression.coefficients)
        constant += expression.constant
    return Linear(tuple(variables), tuple(coefficients), constant)


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficients times variables <= high, asked for by `rule` ("" for a definition)."""

    rule: str
    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    low: int | None
    high: int | None
    place: Place

    def over(self, place: Mapping[int, int]) -> Row:
        """The same row with its variables renumbered."""
        return replace(self, variables=tuple(place[variable] for variable in self.variables))


@dataclass(frozen=True, slots=True)
class Price:
    """A term of the objective: `weight` a unit of `variable`, charged by `rule`."""

    rule: str
    variable: int
    weight: int


class Encoding:
    """Variables, rows and prices of a problem; `fixed` turns cells into constants.

    Variables below `len(agents) * len(shifts)` are cells, agent by agent; the others are auxiliary.
    `broken` names the hard rows that are false whatever the variables do. A `tight` encoding turns rows
    that leave a variable one value into that value, and builds on what excludes each other: fewer rows
    and a stronger relaxation, but a row turned into a value no longer tells which rule asked for it.
    """

    def __init__(
        self, problem: Problem, *, fixed: Mapping[Cell, bool] | None = None, tight: bool = False
    ) -> None:
        self.problem = problem
        self.tight = tight
        self.fixed: dict[Cell, bool] = dict(fixed or {})
        self._agent_index = {agent.id: index for index, agent in enumerate(problem.agents)}
        self._shift_index = {shift.id: index for index, shift in enumerate(problem.shifts)}
        self.cell_count = len(problem.agents) * len(problem.shifts)
        self.low: list[int] = [0] * self.cell_count
        self.high: list[int] = [1] * self.cell_count
        self.owner: list[int] = [
            index for index in range(len(problem.agents)) for _ in range(len(problem.shifts))
        ]
        self.rows: list[Row] = []
        self.prices: list[Price] = []
        self.broken: list[tuple[str, Place]] = []
        self.offset = 0
        self._any: dict[tuple[int, ...], Linear] = {}
        self._cliques = Cliques()
        self._excluding: list[int] = []

    def number_of(self, agent: Agent) -> int:
        """The agent's number among all, by which `owner` says whose a variable is."""
        return self._agent_index[agent.id]

    def works(self, agent: Agent, shift: Shift) -> Linear:
        """Whether the agent is on the shift: 0 or 1, a constant for a past or a fixed cell."""
        cell = (agent.id, shift.id)
        column = self._shift_index.get(shift.id)
        if column is None:
            return Linear(constant=int(cell in self.problem.past))
        if cell in self.fixed:
            return Linear(constant=int(self.fixed[cell]))
        variable = self._agent_index[agent.id] * len(self._shift_index) + column
        if self.low[variable] == self.high[variable]:
            return Linear(constant=self.low[variable])
        return Linear((variable,), (1,))

    def count(self, agent: Agent, shifts: Iterable[Shift]) -> Linear:
        """How many of the shifts the agent works."""
        variables, constant = self._cells(agent, shifts)
        return Linear(tuple(variables), (1,) * len(variables), constant)

    def weigh(self, agent: Agent, weights: Iterable[tuple[Shift, int]]) -> Linear:
        """The sum of the weights of the shifts that the agent works."""
        variables: list[int] = []
        coefficients: list[int] = []
        constant = 0
        for shift, weight in weights:
            cell = self.works(agent, shift)
            variables += cell.variables
            coefficients += (weight,) * len(cell.variables)
            constant += weight * cell.constant
        return Linear(tuple(variables), tuple(coefficients), constant)

    def works_any(self, agent: Agent, shifts: Iterable[Shift]) -> Linear:
        """Whether the agent works at least one of the shifts: `define_any` of cells, at less effort."""
        variables, constant = self._cells(agent, shifts)
        return Linear(constant=1) if constant else self._define_any_of(variables)

    def _cells(self, agent: Agent, shifts: Iterable[Shift]) -> tuple[list[int], int]:
        """The free cells of an agent on these shifts, as variables, and how many others are worked."""
        base, columns = self._agent_index[agent.id] * len(self._shift_index), self._shift_index
        low, high, fixed, past = self.low, self.high, self.fixed, self.problem.past
        variables: list[int] = []
        constant = 0
        for shift in shifts:
            column = columns.get(shift.id)
            if column is None:
                constant += (agent.id, shift.id) in past
            elif fixed and (agent.id, shift.id) in fixed:
                constant += fixed[agent.id, shift.id]
            elif low[base + column] == high[base + column]:
                constant += low[base + column]
            else:
                variables.append(base + column)
        return variables, constant

    def define_integer(self, low: int, high: int, *, owner: int = SHARED) -> Linear:
        """A new variable between two bounds, both included."""
        self.low.append(low)
        self.high.append(high)
        self.owner.append(owner)
        return Linear((len(self.low) - 1,), (1,))

    def define_sum(self, expressions: Iterable[Linear]) -> Linear:
        """A variable that equals a sum, for sums that many rows look at; a constant where the sum is one."""
        everything = total(expressions)
        if len(everything.variables) < 2:
            return everything
        low, high = self._reach(everything) if self.tight else self.bounds(everything)
        found = self.define_integer(low, high, owner=self._owner_of(everything.variables))
        self._add("", found - everything, 0, 0, NOWHERE)
        return found

    def _reach(self, expression: Linear) -> tuple[int, int]:
        """Its bounds, given that no two literals of a clique are 1 together."""
        expression = _merged(expression)
        terms = dict(zip(expression.variables, expression.coefficients, strict=True))
        literals = [one for one in terms if (self.low[one], self.high[one]) == (0, 1)]
        others = [one for one in terms if (self.low[one], self.high[one]) != (0, 1)]
        low, high = self.bounds(
            Linear(tuple(others), tuple(terms[one] for one in others), expression.constant)
        )
        for group in self._cliques.groups(literals):
            low += min(0, *(terms[one] for one in group))
            high += max(0, *(terms[one] for one in group))
        return low, high

    def define_any(self, literals: Iterable[Linear]) -> Linear:
        """Whether at least one of these 0-or-1 expressions is 1. Equal questions share one variable."""
        free = self._free(literals)
        if free is None:
            return Linear(constant=1)
        if _plain(free):
            return self._define_any_of([variables[0] for variables in free])
        if len(free) < 2:
            return next(iter(free.values()))
        return self._new_any(total(free.values()), list(free.values()))

    def _define_any_of(self, variables: Sequence[int]) -> Linear:
        """Whether any of these variables is 1; each is named once."""
        if len(variables) < 2:
            return Linear(tuple(variables), (1,) * len(variables))
        key = tuple(sorted(variables))
        if key not in self._any:
            everything = Linear(tuple(variables), (1,) * len(variables))
            self._any[key] = self._new_any(everything, self._cover(variables))
        return self._any[key]

    def _new_any(self, everything: Linear, groups: Sequence[Linear]) -> Linear:
        """A literal that is 1 where the sum of groups, each at most 1, is above 0."""
        found = self.define_integer(0, 1, owner=self._owner_of(everything.variables))
        if len(groups) == 1:
            self._add("", found - everything, 0, 0, NOWHERE)
            return found
        for group in groups:
            self.relate(found - group, at_least=0)
        self.relate(everything - found, at_least=0)
        return found

    def any_of(self, agent: Agent, shifts: Iterable[Shift]) -> Linear:
        """As `works_any`, but as a plain sum where at most one can be 1: for what is asked only once."""
        variables, constant = self._cells(agent, shifts)
        if not constant and len(variables) > 1 and self._cliques.joins(variables):
            return Linear(tuple(variables), (1,) * len(variables))
        return Linear(constant=1) if constant else self._define_any_of(variables)

    @staticmethod
    def _free(literals: Iterable[Linear]) -> dict[tuple[int, ...], Linear] | None:
        """Those that are no constant, each once; None where one of them is the constant 1."""
        free: dict[tuple[int, ...], Linear] = {}
        for literal in literals:
            if not literal.variables and literal.constant == 1:
                return None
            if literal.variables:
                free[literal.variables] = literal
        return free

    def _cover(self, variables: Sequence[int]) -> list[Linear]:
        """Sums of the variables, each at most 1."""
        return [Linear(tuple(group), (1,) * len(group)) for group in self._cliques.cover(variables)]

    def relate(self, expression: Linear, *, at_least: int | None = None, at_most: int | None = None) -> None:
        """A row that gives an auxiliary variable its meaning; no rule owns it and none may give it up."""
        self._add("", expression, at_least, at_most, NOWHERE)

    def require(
        self,
        rule: Constraint,
        expression: Linear,
        *,
        at_least: int | None = None,
        at_most: int | None = None,
        place: Place = NOWHERE,
    ) -> None:
        """A row that a lawful roster fulfils."""
        self._add(rule.name, expression, at_least, at_most, place)

    def penalize(self, rule: Constraint, expression: Linear, *, weight: int) -> None:
        """Charge `weight` for each unit by which the expression is above zero."""
        lower, upper = self.bounds(expression)
        if not expression.variables or upper <= 0:
            self.offset += weight * max(0, expression.constant if not expression.variables else 0)
            return
        if len(expression.variables) == 1 and expression.coefficients[0] > 0 and lower >= 0:
            self.prices.append(Price(rule.name, expression.variables[0], weight * expression.coefficients[0]))
            self.offset += weight * expression.constant
            return
        excess = self.define_integer(0, upper, owner=self._owner_of(expression.variables))
        self._add("", excess - expression, 0, None, NOWHERE)
        self.prices.append(Price(rule.name, excess.variables[0], weight))

    def charge(self, rule: Constraint, expression: Linear, *, weight: int) -> None:
        """Add `weight` times the whole expression to the cost, whatever its sign."""
        self.offset += weight * expression.constant
        for variable, coefficient in zip(expression.variables, expression.coefficients, strict=True):
            self.prices.append(Price(rule.name, variable, weight * coefficient))

    def limit(
        self,
        rule: Constraint,
        expression: Linear,
        *,
        at_least: int | None = None,
        at_most: int | None = None,
        place: Place = NOWHERE,
    ) -> None:
        """Require the bounds where the rule is hard; charge each unit beyond them where it has a weight."""
        if rule.weight is None:
            self.require(rule, expression, at_least=at_least, at_most=at_most, place=place)
            return
        if at_most is not None:
            self.penalize(rule, expression - at_most, weight=rule.weight)
        if at_least is not None:
            self.penalize(rule, -expression + at_least, weight=rule.weight)

    def fix(self, agent: Agent, shift: Shift, *, works: bool) -> None:
        """Hold a cell that rules have already seen as free."""
        cell = self.works(agent, shift)
        self._add("", cell, int(works), int(works), NOWHERE)

    @property
    def dearest(self) -> int:
        """The highest price of a unit, 1 where nothing has a price."""
        return max((abs(price.weight) for price in self.prices), default=1)

    def costs(self) -> list[int]:
        """What a unit of each variable costs."""
        found = [0] * len(self.low)
        for price in self.prices:
            found[price.variable] += price.weight
        return found

    def cell_of(self, variable: int) -> Cell | None:
        """The cell that a variable stands for; None for an auxiliary one."""
        if variable >= self.cell_count:
            return None
        agent, shift = divmod(variable, len(self._shift_index))
        return (self.problem.agents[agent].id, self.problem.shifts[shift].id)

    def numbers_of(self, cells: Iterable[Cell]) -> list[int]:
        """The variables that stand for these cells, free or not; a shift before the horizon has none."""
        columns, width = self._shift_index, len(self._shift_index)
        return [
            self._agent_index[agent] * width + columns[shift] for agent, shift in cells if shift in columns
        ]

    def cells_of(self, values: Mapping[int, int]) -> frozenset[Cell]:
        """The cells worked where free variables have these values; fixed cells included."""
        worked = {cell for cell, works in self.fixed.items() if works}
        for variable, value in values.items():
            cell = self.cell_of(variable)
            if cell is not None and value and cell not in self.fixed:
                worked.add(cell)
        return frozenset(worked)

    def _owner_of(self, variables: Iterable[int]) -> int:
        owners = {self.owner[variable] for variable in variables}
        return owners.pop() if len(owners) == 1 else SHARED

    def bounds(self, expression: Linear) -> tuple[int, int]:
        """The least and the greatest value that the expression could take, from its variables' bounds."""
        low = high = expression.constant
        lowest, highest = self.low, self.high
        for variable, coefficient in zip(expression.variables, expression.coefficients, strict=True):
            if coefficient > 0:
                low += coefficient * lowest[variable]
                high += coefficient * highest[variable]
            else:
                low += coefficient * highest[variable]
                high += coefficient * lowest[variable]
        return low, high

    def _add(
        self, rule: str, expression: Linear, at_least: int | None, at_most: int | None, place: Place
    ) -> None:
        expression = _merged(expression)
        variables, coefficients = expression.variables, expression.coefficients
        low = None if at_least is None else at_least - expression.constant
        high = None if at_most is None else at_most - expression.constant
        least, most = self.bounds(Linear(variables, coefficients))
        if (low is None or least >= low) and (high is None or most <= high):
            return
        if not variables or (
            self.tight and ((high is not None and least > high) or (low is not None and most < low))
        ):
            self.broken.append((rule, place))
            return
        if self.tight and self._settled(expression, low == most, high == least):
            return
        self.rows.append(Row(rule, variables, coefficients, low, high, place))
        if self.tight and high == 1 and set(coefficients) == {1} and self._literals(variables):
            self._cliques.add(variables)
            self._excluding.append(len(self.rows) - 1)

    def drop_repeated(self) -> None:
        """Leave out rows of literals that exclude each other where a larger one says so already."""
        kept = Cliques()
        repeated: set[int] = set()
        for number in sorted(self._excluding, key=lambda number: -len(self.rows[number].variables)):
            row = self.rows[number]
            if kept.joins(row.variables) and (row.low is None or row.low <= 0):
                repeated.add(number)
            else:
                kept.add(row.variables)
        self.rows = [row for number, row in enumerate(self.rows) if number not in repeated]
        self._excluding = []

    def _settled(self, expression: Linear, upwards: bool, downwards: bool) -> bool:
        """Whether the row leaves each variable but one value, which it then has from here on."""
        if not upwards and not downwards:
            return False
        for variable, coefficient in zip(expression.variables, expression.coefficients, strict=True):
            if (coefficient > 0) == upwards:
                self.low[variable] = self.high[variable]
            else:
                self.high[variable] = self.low[variable]
        return True

    def _literals(self, variables: tuple[int, ...]) -> bool:
        return all(self.low[variable] >= 0 and self.high[variable] <= 1 for variable in variables)


def _merged(expression: Linear) -> Linear:
    """The same with each variable once, and none that counts nothing."""
    variables, coefficients = expression.variables, expression.coefficients
    if len(set(variables)) == len(variables) and 0 not in coefficients:
        return expression
    merged: dict[int, int] = {}
    for variable, coefficient in zip(variables, coefficients, strict=True):
        merged[variable] = merged.get(variable, 0) + coefficient
    kept = {variable: coefficient for variable, coefficient in merged.items() if coefficient}
    return Linear(tuple(kept), tuple(kept.values()), expression.constant)


def _plain(literals: Mapping[tuple[int, ...], Linear]) -> bool:
    """Whether each is a variable itself."""
    return all(len(one.variables) == 1 and one.coefficients == (1,) for one in literals.values())


def encode(
    problem: Problem,
    rules: Iterable[Constraint],
    *,
    fixed: Mapping[Cell, bool] | None = None,
    tight: bool = False,
) -> Encoding:
    """All rules over one problem; where `tight`, what narrows cells and what excludes shifts comes first."""
    encoding = Encoding(problem, fixed=fixed, tight=tight)
    for rule in sorted(rules, key=lambda rule: rule.stage if tight else 0):
        rule.encode(problem, encoding)
    if tight:
        encoding.drop_repeated()
    return encoding
