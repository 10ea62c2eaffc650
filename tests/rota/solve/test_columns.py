"""Column generation: its bounds are true, and what is built from its columns is lawful."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from time import monotonic, time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from law import objective, problems
from sharing import shared_out, two_by_turns
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
from rota.solve.dive import _asked_anew, dive
from rota.solve.hold import Hold
from rota.solve.limits import Limits, Progress
from rota.solve.master import Master
from rota.solve.neighbourhoods import Neighbourhoods
from rota.solve.outcome import Solved
from rota.solve.polish import _Attempt, _Polish, complete, polish
from rota.solve.pricing import block_model, price, unanswered
from rota.solve.region import Terrain
from rota.solve.relaxed import Relaxation
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
SOME = settings(max_examples=25)


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
        columns.approach(hold)
        columns.converge(hold, told.append)
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
@given(problems(most_agents=3, most_days=3), st.sampled_from((0.0, 60.0)), st.booleans())
def test_a_dive_fixes_a_month_for_everybody_also_where_time_is_up(problem, seconds, by_chance):
    optimum = objective(encode(problem, RULES))
    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = generation(problem, executor)
        hold = Hold(monotonic() + 60)
        columns.approach(hold)
        columns.converge(hold, lambda bound: None)
        before = columns.master.solve()
        cells = dive(columns, Hold(monotonic() + seconds), random=Random(1) if by_chance else None)
        after = columns.master.solve()

    assert after.objective <= before.objective + 1e-6
    assert cells is not None
    verdict = verify(problem, RULES, cells)
    assert verdict.lawful
    assert verdict.cost >= optimum


def test_a_dive_asks_those_left_for_months_that_fit_what_is_fixed():
    """The columns at hand are idle or for every other day; only who is asked anew has the days between."""
    problem, rules = shared_out()
    encoding = encode(problem, rules)
    parts = split(encoding)
    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = Generation(parts, Master(parts, slack_price=1000), executor)
        for number, block in enumerate(parts.blocks):
            idle = np.zeros(len(block.variables), dtype=np.int64)
            turns = idle.copy()
            turns[0 : len(problem.shifts) : 2] = 1
            for month in (idle, turns):
                columns.master.add(number, month)
        before = columns.master.solve()
        columns.master.fix(1)
        left = list(range(1, len(parts.blocks)))
        after = _asked_anew(columns, left, before, Hold(monotonic() + 60))
        ended = _asked_anew(columns, left, before, Hold(monotonic()))
    assert before.objective > 1000 > after.objective
    assert after.objective == ended.objective


@SOME
@given(problems(most_agents=3, most_days=3), st.integers(0, 1000), st.sampled_from((0.0, 0.02, 0.5)))
def test_a_month_near_the_best_proves_no_more_than_the_best_one(problem, seed, gap):
    random = Random(seed)
    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = generation(problem, executor)
    for model, block in zip(columns.models, columns.split.blocks, strict=True):
        costs = tuple(random.randint(-50, 50) for _ in block.variables)
        best = price(model, costs, seconds=10, seed=1)
        near = price(model, costs, seconds=10, seed=1, gap=gap)
        cost = int(near.values @ np.array(costs))
        assert near.bound <= best.bound <= cost
        assert cost <= best.bound + gap * abs(cost) + 1


def test_a_month_searched_for_too_short_a_time_proves_only_what_is_true():
    """A year of twelve shifts a day; with the time the search ends before it, in it and after it."""
    shifts = [
        shift
        for hour in range(12)
        for shift in daily(f"s{hour}", MONDAY, 364, f"{hour:02}:00", f"{hour + 8:02}:00")
    ]
    problem = team((person("Ann"),), tuple(shifts), days=364)
    encoding = encode(problem, (OneAtATime(), MinRest(hours=11), MaxConsecutiveDays(days=5)))
    block = split(encoding).blocks[0]
    model, random = block_model("a year", encoding, block), Random(1)
    costs = tuple(random.randint(-50, 5) for _ in block.variables)
    best = price(model, costs, seconds=60, seed=1)
    bounds = []
    for seconds in (0.0001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.8):
        found = price(model, costs, seconds=seconds, seed=1)
        assert found.bound <= int(best.values @ np.array(costs))
        bounds.append(found.bound)
    assert bounds[0] == unanswered(model, costs).bound
    assert len(set(bounds)) > 1

    assert price(model, costs, seconds=60, seed=1, until=time() - 1).values is None
    began = monotonic()
    assert price(model, costs, seconds=60, seed=1, until=time() + 0.01).seconds < 30 > monotonic() - began
    first = price(model, costs, seconds=60, seed=1, first=True)
    assert first.bound <= best.bound <= int(first.values @ np.array(costs))


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
    engine.thinly_coupled, engine.FIRST_SECONDS = (lambda parts, cells: True), 0.01
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
    engine.thinly_coupled, engine.LARGE = (lambda parts, cells: thin), -1
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


def test_uniting_leaves_what_is_lawful_as_it_is():
    problem, rules = shared_out()
    cells = two_by_turns(problem)
    assert unite(problem, rules, cells, Hold(monotonic() + 60), seed=1) == cells


def test_what_two_searches_gained_apart_is_put_together_with_the_sums_worked_out_again():
    problem, rules = shared_out()
    terrain = Terrain(encode(problem, rules, tight=True))
    unfair = two_by_turns(problem)
    hold = Hold(monotonic() + 60)

    def given_away(base, day, taker):
        """The values in which another agent has the day, the sums of all being right."""
        shift = problem.shifts[day].id
        kept = frozenset(cell for cell in terrain.cells_of(base) if cell[1] != shift)
        values = complete(terrain, kept | {(taker, shift)}, hold)
        assert values is not None
        return values

    base = complete(terrain, unfair, hold)
    search = _Polish(terrain, given_away(base, 0, "cy"), hold, 1, None)
    everything = np.ones(len(base), dtype=np.bool_)
    found = given_away(base, 3, "di")
    together = search._over(_Attempt(search.neighbourhoods.kinds[0], base, everything, 0.0, 4.0, 1), found)  # noqa: SLF001

    assert together is not None
    assert not terrain.broken(together, np.zeros(len(base), dtype=np.bool_))
    assert terrain.cells_of(together) == terrain.cells_of(given_away(given_away(base, 0, "cy"), 3, "di"))
    assert terrain.cost_of(together) < min(terrain.cost_of(search.values), terrain.cost_of(found))


def test_gains_that_break_a_row_together_are_not_put_together():
    problem, rules = shared_out()
    terrain = Terrain(encode(problem, rules, tight=True))
    base = complete(terrain, two_by_turns(problem), Hold(monotonic() + 60))
    search = _Polish(terrain, base, Hold(monotonic() + 60), 1, None)
    both = [base.copy(), base.copy()]
    for values, agent in zip(both, (2, 3), strict=True):
        shifts = len(problem.shifts)
        values[[0, agent * shifts]] = (0, 1)
    search.values = both[0]
    cells = np.zeros(len(base), dtype=np.bool_)
    assert search._over(_Attempt(search.neighbourhoods.kinds[0], base, cells, 0.0, 4.0, 1), both[1]) is None  # noqa: SLF001


def test_polishing_to_a_floor_ends_once_it_comes_no_nearer():
    problem, rules = shared_out()
    terrain = Terrain(encode(problem, rules, tight=True))
    cells = two_by_turns(problem)
    start = complete(terrain, cells, Hold(monotonic() + 60))
    began = monotonic()
    found = polish(
        terrain,
        start,
        Hold(began + 600),
        seed=1,
        leaning=None,
        told=lambda values: True,
        floor=-1,
        patience=0.5,
    )
    assert monotonic() < began + 300
    assert terrain.cost_of(found) < terrain.cost_of(start)


def test_an_agent_without_a_month_in_time_gets_the_cheapest_known_or_more_time(monkeypatch):
    problem, _ = shared_out()
    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = generation(problem, executor)
        rows, variables = len(columns.split.rows), len(columns.split.encoding.low)
        rounding = Rounding(columns, np.zeros(variables), np.zeros(rows))
        hold = Hold(monotonic() + 60)
        asked: list[tuple[list[int], float]] = []
        ask = columns.ask

        def slow(costs, hold, *, seconds, late, first=False):
            asked.append((list(costs), seconds))
            if not first:
                return [unanswered(columns.models[block], costs[block]) for block in costs]
            return ask(costs, hold, seconds=seconds, late=late, first=first)

        monkeypatch.setattr(columns, "ask", slow)
        first = rounding._ask([0, 1], hold)  # noqa: SLF001
        assert all(month is not None for month in first)
        assert [blocks for blocks, _ in asked] == [[0, 1], [0, 1]]

        asked.clear()
        columns.master.add(0, first[0])
        second = rounding._ask([0, 1], hold)  # noqa: SLF001
        assert (second[0] == first[0]).all()
        assert asked == [([0, 1], 4.0), ([1], 30.0)]


def test_the_cheapest_month_of_an_agent_is_by_the_prices_asked():
    problem, _ = shared_out()
    with ThreadPoolExecutor(max_workers=1) as executor:
        columns = generation(problem, executor)
        columns.round(np.zeros(len(columns.split.rows)), Hold(monotonic() + 60))
        size = len(columns.split.blocks[0].variables)
        idle, busy = np.zeros(size, dtype=np.int64), np.ones(size, dtype=np.int64)
        for month in (idle, busy):
            columns.master.add(0, month)
        assert (columns.master.cheapest(0, [1] * size) == idle).all()
        assert (columns.master.cheapest(0, [-1] * size) == busy).all()
        assert columns.master.cheapest(len(columns.split.blocks), [1] * size) is None


def test_agents_who_cost_are_set_free_before_others():
    problem, rules = shared_out()
    terrain = Terrain(encode(problem, rules, tight=True))
    cells = two_by_turns(problem)
    values = complete(terrain, cells, Hold(monotonic() + 60))
    neighbourhoods = Neighbourhoods(terrain, Random(1))
    drawn = np.zeros(len(problem.agents))
    for _ in range(200):
        pick = next(kind.pick for kind in neighbourhoods.kinds if kind.name == "dear agents")
        free = pick(0.1, values)[: terrain.encoding.cell_count]
        drawn += free.reshape(len(problem.agents), -1).all(axis=1)
    assert drawn.sum() == 400
    assert drawn[:2].min() > drawn[2:].max()


def test_of_two_kinds_that_gain_as_often_the_quicker_one_is_chosen_more():
    problem, rules = shared_out()
    neighbourhoods = Neighbourhoods(Terrain(encode(problem, rules, tight=True)), Random(1))
    quick, slow = neighbourhoods.kinds[:2]
    for _ in range(20):
        quick.learn(gained=True, finished=True, seconds=0.2)
        slow.learn(gained=True, finished=True, seconds=4.0)
    drawn = [neighbourhoods.choose().name for _ in range(500)]
    assert drawn.count(quick.name) > 10 * drawn.count(slow.name) > 0


def test_without_a_gain_steps_get_more_time():
    problem, rules = shared_out()
    terrain = Terrain(encode(problem, rules, tight=True))
    cells = two_by_turns(problem)
    start = complete(terrain, cells, Hold(monotonic() + 60))
    search = _Polish(terrain, start, Hold(monotonic() + 600), 1, None)
    given = [attempt.seconds for attempt in search._attempts(1)]  # noqa: SLF001
    search.gained -= 100
    given += [attempt.seconds for attempt in search._attempts(1)]  # noqa: SLF001
    assert 3 < given[0] <= 4
    assert 29 < given[1] <= 31


def test_a_dive_that_is_not_overtaken_is_left_for_the_best_roster(monkeypatch):
    """The dive gives a lawful roster that costs more, and nothing betters it."""
    problem, rules = shared_out()
    dear = two_by_turns(problem)
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: True)
    monkeypatch.setattr("rota.solve.relaxed.dive", lambda generation, hold, random: dear)
    begun: list[int] = []

    def idle(terrain, values, hold, **_):
        begun.append(terrain.cost_of(values))
        return values

    monkeypatch.setattr(engine, "polish", idle)
    monkeypatch.setattr(engine, "AGAIN_SHARE", 1.0)
    outcome = engine.solve(problem, rules, limits=Limits(seconds=6, gap=-1.0))

    assert isinstance(outcome, Solved)
    assert outcome.cost == begun[-1] < begun[-2] == verify(problem, rules, dear).cost


def test_where_neighbourhoods_are_stuck_another_dive_is_made_by_chance(monkeypatch):
    """The months of the roster at hand are beside the columns each time."""
    problem, rules = shared_out()
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: True)
    chances: list[bool] = []
    known: list[bool] = []
    rosters: list[np.ndarray] = []
    dived = Relaxation.dived

    def kept(relaxation, beside):
        rosters.append(beside)
        return dived(relaxation, beside)

    def watched(generation, hold, *, random):
        chances.append(random is not None)
        columns = {(column.block, column.values.tobytes()) for column in generation.master.columns}
        blocks = enumerate(generation.split.blocks)
        months = {(number, rosters[-1][list(block.variables)].tobytes()) for number, block in blocks}
        known.append(months <= columns)
        return dive(generation, hold, random=random)

    monkeypatch.setattr(Relaxation, "dived", kept)
    monkeypatch.setattr("rota.solve.relaxed.dive", watched)
    outcome = engine.solve(problem, rules, limits=Limits(seconds=6, gap=-1.0))

    assert isinstance(outcome, Solved)
    assert chances[:2] == [False, True]
    assert all(known)
