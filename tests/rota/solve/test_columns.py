"""Column generation: its bounds are true, and what is built from its columns is lawful."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law import objective, problems
from small import MONDAY, daily, on, person, team

from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from constraints.requests import Requests
from rota.encoding import encode
from rota.solve import engine
from rota.solve.columns import Generation
from rota.solve.hold import Hold
from rota.solve.limits import Limits, Progress
from rota.solve.master import Master
from rota.solve.outcome import Solved
from rota.solve.polish import complete, polish
from rota.solve.region import Terrain
from rota.solve.rounding import Rounding
from rota.solve.split import split
from rota.solve.unite import unite
from rota.verify import verify

RULES = (
    OneAtATime(),
    MinRest(hours=11),
    MaxConsecutiveDays(days=2),
    Headcount(least=1, most=2, weight=7),
    Requests(weight=3),
    FairShare(burden="shifts", weight=2),
)
SOME = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def generation(problem, executor) -> Generation:
    encoding = encode(problem, RULES)
    parts = split(encoding)
    return Generation(parts, Master(parts, slack_price=1000), executor)


@SOME
@given(problems(most_agents=3, most_days=3))
def test_the_bound_is_never_above_the_optimum_and_a_rounding_never_below(problem):
    optimum = objective(encode(problem, RULES))
    hold = Hold(monotonic() + 60)
    told: list[int] = []

    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = generation(problem, executor)
        columns.run(hold=hold, told=told.append)
        cells = Rounding(columns, columns.leaning(), columns.centre).run(hold, once=True)

    assert columns.bound is not None
    assert max(told, default=0) <= columns.bound <= optimum
    relaxed = columns.master.solve()
    assert relaxed is not None
    assert columns.bound >= relaxed.objective - 1
    assert cells is not None
    verdict = verify(problem, RULES, cells)
    assert verdict.lawful
    assert verdict.cost >= optimum


@SOME
@given(problems(most_agents=3, most_days=3), st.integers(0, 100))
def test_polishing_ends_at_the_optimum_of_a_small_problem_and_is_never_worse(problem, seed):
    terrain = Terrain(encode(problem, RULES))
    optimum = objective(terrain.encoding)
    start = complete(terrain, frozenset(), Hold(monotonic() + 10))
    assert start is not None
    costs = [terrain.cost_of(start)]

    def told(values) -> bool:
        costs.append(terrain.cost_of(values))
        return costs[-1] > optimum

    if costs[0] > optimum:
        polish(terrain, start, Hold(monotonic() + 10), seed=seed, leaning=None, told=told)

    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == optimum


@SOME
@given(problems(most_agents=3, most_days=3))
def test_what_is_split_is_the_encoding_again(problem):
    encoding = encode(problem, RULES)
    parts = split(encoding)

    rows = [row for block in parts.blocks for row in block.rows] + list(parts.rows)
    variables = [variable for block in parts.blocks for variable in block.variables] + list(parts.shared)

    assert sorted(map(repr, rows)) == sorted(map(repr, encoding.rows))
    assert sorted(variables) == list(range(len(encoding.low)))
    for block in parts.blocks:
        owners = {encoding.owner[variable] for row in block.rows for variable in row.variables}
        assert owners <= {block.owner}


@settings(max_examples=8, deadline=None)
@given(problems(most_agents=3, most_days=4))
def test_the_engine_by_columns_agrees_with_the_whole_model(problem):
    optimum = objective(encode(problem, RULES))
    before = engine.thinly_coupled, engine.FIRST_SECONDS
    engine.thinly_coupled, engine.FIRST_SECONDS = (lambda parts: True), 0.01
    try:
        outcome = engine.solve(problem, RULES, limits=Limits(seconds=6, workers=1))
    finally:
        engine.thinly_coupled, engine.FIRST_SECONDS = before

    assert isinstance(outcome, Solved)
    assert outcome.bound <= optimum == outcome.cost


@settings(max_examples=8, deadline=None)
@given(problems(most_agents=3, most_days=4), st.booleans())
def test_the_engine_on_what_counts_as_large_agrees_with_the_whole_model(problem, thin):
    optimum = objective(encode(problem, RULES))
    before = engine.thinly_coupled, engine.LARGE
    engine.thinly_coupled, engine.LARGE = (lambda parts: thin), -1
    heard: list[Progress] = []
    try:
        outcome = engine.solve(problem, RULES, limits=Limits(seconds=4, workers=1), listen=heard.append)
    finally:
        engine.thinly_coupled, engine.LARGE = before

    assert isinstance(outcome, Solved)
    assert outcome.bound <= optimum == outcome.cost
    stages = list(dict.fromkeys(one.stage for one in heard))
    assert stages[:3] == ["linear relaxation", "rounding", "bound"]


def test_months_that_are_lawful_each_become_a_roster_that_is_lawful_as_a_whole():
    """All four take the same shifts, where each shift wants one of them and nobody works two days running."""
    days = daily("early", MONDAY, 8)
    people = tuple(person(name) for name in ("Ana", "Bo", "Cy", "Di"))
    problem = team(people, days)
    rules = (OneAtATime(), MaxConsecutiveDays(days=1), Headcount(least=1, most=1), Requests(weight=3))
    everybody = frozenset().union(*(on(one, *days[::2]) for one in people))

    united = unite(problem, rules, everybody, Hold(monotonic() + 60), seed=1)

    assert united is not None
    assert verify(problem, rules, united).lawful


def test_no_roster_comes_of_months_where_no_lawful_one_exists():
    days = daily("early", MONDAY, 2)
    people = (person("Ana"), person("Bo"))
    rules = (MaxConsecutiveDays(days=1), Headcount(least=2))
    assert unite(team(people, days), rules, frozenset(), Hold(monotonic() + 2), seed=1) is None
