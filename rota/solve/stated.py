"""A linear or integer program as OR-Tools' MathOpt takes it, from whole numbers."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from ortools.math_opt import model_pb2  # type: ignore[import-untyped]  # it ships no types
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]  # it ships no types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Terms = Mapping[int, int]
    """A sum, by the number of each variable in it."""
    Stated = tuple[Terms, float, float]
    """A sum with its bounds, infinite where there is none."""


def stated(
    bounds: Collection[tuple[int, int]], costs: Terms, offset: float, rows: Iterable[Stated], *, whole: bool
) -> mathopt.Model:
    """The program that minimises these costs, in `whole` numbers or any between their bounds."""
    found = model_pb2.ModelProto()
    numbers, matrix = found.linear_constraints, found.linear_constraint_matrix
    found.variables.ids.extend(range(len(bounds)))
    found.variables.lower_bounds.extend(low for low, _ in bounds)
    found.variables.upper_bounds.extend(high for _, high in bounds)
    found.variables.integers.extend([whole] * len(bounds))
    priced = sorted(variable for variable, cost in costs.items() if cost)
    found.objective.offset = offset
    found.objective.linear_coefficients.ids.extend(priced)
    found.objective.linear_coefficients.values.extend(costs[variable] for variable in priced)
    for number, (terms, low, high) in enumerate(rows):
        numbers.ids.append(number)
        numbers.lower_bounds.append(low)
        numbers.upper_bounds.append(high)
        # By their numbers, which the format asks for.
        ordered = sorted(terms)
        matrix.row_ids.extend([number] * len(ordered))
        matrix.column_ids.extend(ordered)
        matrix.coefficients.extend(terms[variable] for variable in ordered)
    return mathopt.Model.from_model_proto(found)


def between(low: int | None, high: int | None) -> tuple[float, float]:
    """Bounds of which one or both may be missing."""
    return -inf if low is None else low, inf if high is None else high
