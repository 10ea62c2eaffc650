"""A linear program solved exactly, by an interior-point method (HiGHS).

Its values lie in the middle of the optimal ones rather than in a corner, which leaves a rounding room. It
has nothing to give before it has ended and cannot be stopped, so it runs in a thread beside whatever else
is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt.python import mathopt  # type: ignore[import-untyped]  # it ships no types
from ortools.math_opt.solvers import highs_pb2  # type: ignore[import-untyped]  # it ships no types

from rota.solve.stated import between, stated

if TYPE_CHECKING:
    from rota.encoding import Encoding
    from rota.solve.master import Floats


MOST_TERMS = 5_000_000
"""Beyond so many terms it is not begun: it would take long and much memory, some 700 bytes a term."""


@dataclass(frozen=True)
class Relaxed:
    """What each variable is, between its bounds, and the dual value of each row of the encoding."""

    values: Floats
    duals: Floats


class Interior(Thread):
    """The linear relaxation of an encoding, being solved; where seconds are given, for so many at the most.

    `found` is None until then, and for good where there is no optimum or no time for one.
    """

    def __init__(self, encoding: Encoding, *, seconds: float | None) -> None:
        super().__init__(daemon=True)
        self.encoding, self.seconds = encoding, seconds
        self.found: Relaxed | None = None
        if sum(len(row.variables) for row in encoding.rows) <= MOST_TERMS:
            self.start()

    def run(self) -> None:
        """What the thread does."""
        options = highs_pb2.HighsOptionsProto(string_options={"solver": "ipm", "run_crossover": "off"})
        time = None if self.seconds is None else timedelta(seconds=self.seconds)
        limits = mathopt.SolveParameters(time_limit=time, highs=options)
        model = _stated(self.encoding)
        try:
            result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits)
        except Exception:
            # It raises, of a class of its own, where it ends without the precision asked for.
            return
        if result.has_primal_feasible_solution() and result.has_dual_feasible_solution():
            self.found = Relaxed(
                np.array(result.variable_values(list(model.variables()))),
                np.array(result.dual_values(list(model.linear_constraints()))),
            )


def _stated(encoding: Encoding) -> mathopt.Model:
    rows = (
        (dict(zip(row.variables, row.coefficients, strict=True)), *between(row.low, row.high))
        for row in encoding.rows
    )
    bounds = list(zip(encoding.low, encoding.high, strict=True))
    return stated(bounds, dict(enumerate(encoding.costs())), encoding.offset, rows, whole=False)
