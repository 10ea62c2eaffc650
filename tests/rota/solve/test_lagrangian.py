"""What dual values prove: true at any of them, and no better in the direction that the slope rules out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from law import objective, problems
from small import MONDAY, daily, person, team

from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.one_at_a_time import OneAtATime
from constraints.requests import Requests
from rota.encoding import encode
from rota.solve.columns import Generation
from rota.solve.hold import Hold
from rota.solve.lagrangian import FAR, SCALE, Lagrangian
from rota.solve.master import Master
from rota.solve.split import split

RULES = (
    OneAtATime(),
    MaxConsecutiveDays(days=2),
    Headcount(least=1, most=2, weight=7),
    Requests(weight=3),
    FairShare(burden="shifts", weight=2),
)
SOME = settings(max_examples=25)


@SOME
@given(problems(most_agents=3, most_days=3), st.integers(0, 1000))
def test_any_dual_values_prove_no_more_than_the_optimum_nor_than_the_slope_elsewhere_allows(problem, seed):
    encoding = encode(problem, RULES)
    optimum = objective(encoding)
    parts = split(encoding)
    lagrangian = Lagrangian(parts)
    random = np.random.default_rng(seed)
    here, there = (lagrangian.scaled(random.normal(0, 8, len(parts.rows))) for _ in range(2))

    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = Generation(parts, Master(parts, slack_price=1000), executor)
        bounds, slopes = [], []
        for scaled in (here, there):
            costs = {n: block.reduced(scaled, SCALE).tolist() for n, block in enumerate(parts.blocks)}
            answers = columns.ask(costs, Hold(monotonic() + 60))
            bounds.append(lagrangian.bound(scaled, [answer.bound for answer in answers]))
            slopes.append(lagrangian.slope(scaled, [answer.months[0] for answer in answers]))

    assert max(bounds) <= optimum
    assert SCALE * (bounds[1] - 1) <= SCALE * bounds[0] + slopes[0] @ (there - here)
    assert SCALE * (bounds[0] - 1) <= SCALE * bounds[1] + slopes[1] @ (here - there)


def test_a_dual_value_pays_at_no_bound_that_its_row_has_not():
    problem = team((person("Ana"), person("Bo")), daily("early", MONDAY, 2))
    parts = split(encode(problem, (Headcount(least=1, weight=7),)))
    lagrangian = Lagrangian(parts)
    only_low = [row.high is None for row in parts.rows]

    assert any(only_low)
    scaled = lagrangian.scaled(np.full(len(parts.rows), -2.5))
    assert [value == 0 for value in scaled] == only_low
    assert set(lagrangian.scaled(np.full(len(parts.rows), 2.5)).tolist()) == {int(2.5 * SCALE)}


def test_dual_values_beyond_all_measure_prove_something_true_all_the_same():
    problem = team((person("Ana"), person("Bo")), daily("early", MONDAY, 2))
    parts = split(encode(problem, (Headcount(least=1, weight=7),)))
    lagrangian = Lagrangian(parts)

    scaled = lagrangian.scaled(np.full(len(parts.rows), 1e300))

    assert set(scaled.tolist()) == {FAR * 7 * SCALE}
