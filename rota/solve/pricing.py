"""The best month of one agent at given prices: the rules' own rows for that agent, solved by CP-SAT.

A task is a function of plain values, so that any executor of concurrent.futures can run it, here or
on another machine; whoever has built a block's model once keeps it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import floor, inf
from time import time
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from rota.solve.lower import new_variable, state_row
from rota.solve.strategies import FOUND, limit, spent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rota.encoding import Encoding, Row
    from rota.solve.split import Block, Integers

KEPT = 1024
OTHERS = 2
"""Solutions kept beside the best: on public instances they save a third of the rounds; four are no better."""
_models: dict[str, tuple[cp_model.CpModel, list[cp_model.IntVar]]] = {}


@dataclass(frozen=True, slots=True)
class BlockModel:
    """A block's variables, by their bounds, and its rows over their places; `key` names it everywhere."""

    key: str
    bounds: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """The cheapest values found for a block, and a proved lower bound of the scaled cost of any.

    `values` is None where nothing exists, or was found within the limit.
    `others` are the last few met on the way, which may well be of use too.
    """

    values: Integers | None
    bound: int
    others: tuple[Integers, ...] = ()
    seconds: float = 0.0

    @property
    def months(self) -> tuple[Integers, ...]:
        """All that were found, the best first."""
        return self.others if self.values is None else (self.values, *self.others)


def block_model(key: str, encoding: Encoding, block: Block) -> BlockModel:
    """The model of a block, its variables numbered by their places."""
    place = {variable: index for index, variable in enumerate(block.variables)}
    return BlockModel(
        key,
        tuple((encoding.low[variable], encoding.high[variable]) for variable in block.variables),
        tuple(row.over(place) for row in block.rows),
    )


def price(
    block: BlockModel,
    costs: tuple[int, ...],
    *,
    seconds: float,
    seed: int,
    gap: float = 0.0,
    counted: bool = False,
    until: float | None = None,
    first: bool = False,
) -> Priced:
    """Solve a block at these scaled costs, one a variable, with one worker; `gap` is a share of the cost.

    Where work is `counted`, seconds are units of it. `until` is when the answer is of no more use, in seconds
    since 1970, since whoever asks may be another machine. With `first` the first month found will do.
    """
    if until is not None:
        seconds = min(seconds, until - time())
        if seconds <= 0:
            return unanswered(block, costs)
    model, variables = _built(block)
    model.clear_objective()  # type: ignore[no-untyped-call]  # untyped in ortools
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, list(costs)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # With all rows in the LP, from the start, a block is solved some fifty times sooner than by default.
    solver.parameters.linearization_level = 2
    solver.parameters.add_lp_constraints_lazily = False
    # A block is small and asked often: what is looked for in it each time anew costs more than it brings.
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.random_seed = seed
    limit(solver, seconds, counted=counted)
    solver.parameters.relative_gap_limit = gap
    solver.parameters.stop_after_first_solution = first
    # The bound that the solver states in the end is 0 where it has none; only what is told here is proved.
    met, told = _Met(), [-inf]
    solver.best_bound_callback = told.append
    status = solver.solve(model, met)
    took = spent(solver, counted=counted)
    values = np.array(solver.values(variables), dtype=np.int64) if status in FOUND else None
    if values is not None and status == cp_model.OPTIMAL and not gap:
        bound = int(values @ np.array(costs, dtype=np.int64))
    else:
        bound = unanswered(block, costs).bound
        if status != cp_model.INFEASIBLE and told[-1] > -inf:
            # Integers reached by floating point: one unit of the scaled cost is given away.
            bound = max(bound, floor(told[-1]) - 1)
    return Priced(values, bound, others=tuple(met.found), seconds=took)


def unanswered(block: BlockModel, costs: Sequence[int]) -> Priced:
    """What is known of a block without a search: no month, and the bound by its variables alone."""
    weakest = sum(min(cost * low, cost * high) for cost, (low, high) in zip(costs, block.bounds, strict=True))
    return Priced(None, weakest)


class _Met(cp_model.CpSolverSolutionCallback):
    """Keeps the last few solutions but the last."""

    def __init__(self) -> None:
        super().__init__()
        self.found: deque[Integers] = deque(maxlen=OTHERS)
        self._last: Integers | None = None

    def on_solution_callback(self) -> None:
        """Called by the solver at each better solution."""
        if self._last is not None:
            self.found.append(self._last)
        self._last = np.array(self.response_proto.solution, dtype=np.int64)


def _built(block: BlockModel) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    if block.key not in _models:
        if len(_models) >= KEPT:
            _models.clear()
        model = cp_model.CpModel()
        variables = [new_variable(model, low, high) for low, high in block.bounds]
        for row in block.rows:
            state_row(model, variables, row)
        _models[block.key] = (model, variables)
    return _models[block.key]
