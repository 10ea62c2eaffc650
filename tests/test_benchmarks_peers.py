"""What `rota` is measured against states the same problem: same optimum, same cost, no rule broken."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import peer_desk
import peer_sample
import peer_timefold
import pytest
from ortools.sat.python import cp_model
from plain_grid import Grid
from plain_rules import STATED, fairness_prices

from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Solved
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALL = {
    "sample": partial(peer_sample.write, times=1, weeks=1),
    "desk": partial(peer_desk.write, agents=8, weeks=1),
}


@pytest.mark.parametrize("write", SMALL.values(), ids=SMALL.keys())
def test_the_plain_model_has_the_optimum_that_rota_proves(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    workspace = load_workspace(write(tmp_path))
    grid = Grid(workspace.problem, workspace.rules)
    for rule in workspace.rules:
        STATED[rule.kind](grid, rule)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.subsolvers.extend(["max_lp", "default_lp"])

    status = solver.solve(grid.finish())
    outcome = solve(workspace.problem, workspace.rules, limits=Limits(seconds=60))

    cells = frozenset(cell for cell, literal in grid.works.items() if solver.value(literal))
    verdict = verify(workspace.problem, workspace.rules, cells)
    assert status == cp_model.OPTIMAL
    assert isinstance(outcome, Solved)
    assert outcome.optimal
    assert (verdict.hard, verdict.cost) == ((), outcome.cost)
    assert solver.objective_value == outcome.cost


def test_timefold_is_given_every_place_on_every_shift(tmp_path: Path) -> None:
    workspace = load_workspace(peer_desk.write(tmp_path, agents=8, weeks=1))

    lines, wished = peer_timefold.lines(workspace)

    kinds = [line.split(" ")[0] for line in lines]
    assert kinds.count("duty") == sum(wanted.agents for wanted in workspace.problem.wanted)
    assert kinds.count("agent") == 8
    assert kinds.count("price") == len(workspace.problem.requests)
    assert wished == 10 * sum(wish.wish == "on" for wish in workspace.problem.requests)


def test_timefold_refuses_a_workspace_whose_rules_it_lacks(tmp_path: Path) -> None:
    workspace = load_workspace(peer_sample.write(tmp_path, times=1, weeks=1))

    with pytest.raises(SystemExit, match="Timefold: the model has no rule"):
        peer_timefold.lines(workspace)


def test_a_shift_off_fair_costs_triangular_numbers_of_whole_shifts() -> None:
    assert fairness_prices(Fraction(5, 2), 2, 6) == [6, 2, 0, 0, 2, 6, 12]
