"""What the search chooses by itself: ways by what couples agents, and how much of a roster to set free."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sharing import shared_out, two_by_turns
from small import MONDAY, daily, person, team

from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.one_at_a_time import OneAtATime
from rota.encoding import encode
from rota.solve import engine
from rota.solve.columns import Generation
from rota.solve.dive import dive
from rota.solve.hold import Hold
from rota.solve.incumbent import Incumbent
from rota.solve.limits import Limits
from rota.solve.master import Master, Optimum
from rota.solve.neighbourhoods import FIRST_DAYS, MOST_CELLS, Neighbourhoods
from rota.solve.outcome import Solved
from rota.solve.polish import complete
from rota.solve.region import Terrain
from rota.solve.relaxed import Relaxation
from rota.solve.split import split
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from rota.constraint import Constraint
    from rota.problem import Problem
    from rota.shift import Shift


def crowd(people: int, shifts: tuple[Shift, ...], *, days: int) -> Problem:
    return team(tuple(person(f"P{number:03}") for number in range(people)), shifts, days=days)


def by_minutes(begins: int, days: int) -> tuple[Shift, ...]:
    """So many shifts a day, twenty minutes apart."""
    clocks = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 20 * begins + 20, 20)]
    return tuple(
        shift
        for number, (start, end) in enumerate(pairwise(clocks))
        for shift in daily(f"s{number:02}", MONDAY, days, start, end)
    )


@pytest.mark.parametrize(
    ("people", "begins", "days", "own", "cells", "thin"),
    [
        (12, 20, 7, False, engine.LARGE, False),  # nothing but 140 rows of the whole team, 12 an agent
        (12, 20, 7, False, engine.LARGE + 1, True),  # which a master bears where the whole is too large
        (6, 20, 7, False, engine.LARGE + 1, False),  # 23 rows an agent
        (12, 1, 7, True, 1, True),  # 7 rows of the team among 79
        (3, 1, 7, True, engine.LARGE + 1, False),  # too few agents to be worth it
        (14, 60, 14, True, engine.HUGE, False),  # 60 rows an agent, of 15 times as many
        (14, 60, 14, True, engine.HUGE + 1, True),
    ],
)
def test_columns_are_made_where_few_rows_couple_the_agents(
    people: int, begins: int, days: int, own: bool, cells: int, thin: bool
) -> None:
    problem = crowd(people, by_minutes(begins, days), days=days)
    rules: tuple[Constraint, ...] = (Headcount(least=1, weight=5),)
    if own:
        rules = (*rules, MaxConsecutiveDays(days=1))
    assert engine.thinly_coupled(split(encode(problem, rules, tight=True)), cells) is thin


@pytest.mark.parametrize("begins", [1, 4])
def test_a_part_begins_with_as_many_days_of_agents_whatever_the_shifts_of_a_day(begins: int) -> None:
    problem = crowd(40, by_minutes(begins, 28), days=28)
    encoding = encode(problem, (OneAtATime(), Headcount(least=1)))
    nothing = np.zeros(len(encoding.low), dtype=np.int64)
    for kind in Neighbourhoods(Terrain(encoding), Random(1)).kinds:
        free = np.mean([kind.pick(kind.share, nothing).sum() for _ in range(200)])
        assert 0.5 * FIRST_DAYS < free / begins < 1.5 * FIRST_DAYS, kind.name


def test_a_part_begins_with_no_more_cells_than_are_searched_at_once() -> None:
    problem = crowd(100, by_minutes(23, 14), days=14)
    encoding = encode(problem, (OneAtATime(), Headcount(least=1)))
    for kind in Neighbourhoods(Terrain(encoding), Random(1)).kinds:
        assert kind.share * encoding.cell_count == pytest.approx(MOST_CELLS)


@pytest.fixture
def by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: True)


@pytest.mark.usefixtures("by_columns")
def test_neighbourhoods_lean_on_the_first_columns_before_all_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What costs agents their time comes last, and a roster is bettered by what is known before it."""
    problem, rules = shared_out()
    done: list[str] = []

    def watched(name: str, method: Callable[..., object]) -> None:
        def call(*given: object, **named: object) -> object:
            done.append(name)
            return method(*given, **named)

        monkeypatch.setattr(Relaxation, name, call)

    def idle(terrain: Terrain, values: np.ndarray, hold: object, **named: object) -> np.ndarray:
        done.append("neighbourhoods" if named["leaning"] is None else "neighbourhoods, leaning")
        return values

    for name in ("approach", "generate", "dived"):
        watched(name, getattr(Relaxation, name))
    monkeypatch.setattr(engine, "polish", idle)
    found = engine.solve(problem, rules, limits=Limits(seconds=4, gap=-1.0))
    assert isinstance(found, Solved)
    assert done[:5] == ["neighbourhoods", "approach", "neighbourhoods, leaning", "generate", "dived"]


@pytest.mark.usefixtures("by_columns")
def test_months_of_the_rosters_that_neighbourhoods_meet_become_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, rules = shared_out()
    others = [
        frozenset(
            (problem.agents[(day * step + first) % 6].id, one.id) for day, one in enumerate(problem.shifts)
        )
        for step, first in ((1, 0), (5, 1))
    ]
    rosters: list[np.ndarray] = []

    def met(
        terrain: Terrain, values: np.ndarray, hold: Hold, *, told: Callable[[np.ndarray], bool], **_: object
    ) -> np.ndarray:
        rosters.append(values)
        for cells in others:
            roster = complete(terrain, cells, hold)
            assert roster is not None
            rosters.append(roster)
            told(roster)
        return values

    def begun(relaxation: Relaxation) -> None:
        columns = {(column.block, column.values.tobytes()) for column in relaxation.generation.master.columns}
        blocks = list(enumerate(relaxation.parts.blocks))
        for roster in rosters[:3]:
            assert {(number, roster[list(block.variables)].tobytes()) for number, block in blocks} <= columns
        raise Known

    monkeypatch.setattr(engine, "polish", met)
    monkeypatch.setattr(Relaxation, "approach", begun)
    with pytest.raises(Known):
        engine.solve(problem, rules, limits=Limits(seconds=4, gap=-1.0))


class Known(Exception):
    """All months were among the columns."""


def test_columns_are_approached_until_two_passes_in_a_row_do_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where known rosters are among the columns the first pass may well do little, and the next one much."""
    problem, rules = shared_out()
    parts = split(encode(problem, rules, tight=True))
    nothing = np.zeros(len(parts.rows))
    objectives = iter([100, 99, 99, 60, 50, 50, 49, 49, 49, 10, 10])
    asked: list[object] = []
    monkeypatch.setattr(Master, "solve", lambda _: Optimum(next(objectives), nothing, nothing))
    monkeypatch.setattr(
        Generation, "round", lambda _, duals, hold, *, blocks=None, gap=0.0: asked.append(blocks)
    )
    generation = Generation(parts, Master(parts, slack_price=1000), ThreadPoolExecutor(max_workers=1))
    generation.centre = nothing
    generation.approach(Hold(monotonic() + 60))
    # Six agents, at least four at a time, are two turns a pass: the third and the fourth pass do little.
    assert len(asked) == 8
    assert next(objectives) == 10


@pytest.mark.usefixtures("by_columns")
def test_no_other_dive_is_made_once_the_gap_is_small_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, rules = shared_out()
    dives: list[bool] = []

    def watched(generation: Generation, hold: Hold, *, random: Random | None) -> object:
        dives.append(random is not None)
        return dive(generation, hold, random=random)

    def better(terrain: Terrain, values: np.ndarray, hold: object, **named: object) -> np.ndarray:
        if dives and named["floor"] is not None:
            reached.append(True)
        return values

    reached: list[bool] = []
    monkeypatch.setattr("rota.solve.relaxed.dive", watched)
    monkeypatch.setattr(engine, "polish", better)
    monkeypatch.setattr(Incumbent, "good_enough", lambda _: bool(reached))
    found = engine.solve(problem, rules, limits=Limits(seconds=6))
    assert isinstance(found, Solved)
    assert reached
    assert dives == [False]


@pytest.mark.parametrize(
    ("huge", "ways"), [(30_000, ["neighbourhoods", "the whole model"]), (-1, ["neighbourhoods"])]
)
def test_the_whole_model_goes_on_from_a_roster_whose_gap_stays_wide(
    monkeypatch: pytest.MonkeyPatch, huge: int, ways: list[str]
) -> None:
    """Neighbourhoods gain nothing here, and the bound of the relaxation is of little use."""
    problem, rules = shared_out()
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "HUGE", huge)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: False)
    monkeypatch.setattr(engine, "polish", lambda terrain, values, hold, **_: values)
    monkeypatch.setattr(Relaxation, "rounded", lambda *_, **__: two_by_turns(problem))
    stages: list[str] = []
    found = engine.solve(
        problem, rules, limits=Limits(seconds=8), listen=lambda progress: stages.append(progress.stage)
    )
    assert isinstance(found, Solved)
    assert list(dict.fromkeys(stages))[-len(ways) :] == ways
    assert (found.cost < verify(problem, rules, two_by_turns(problem)).cost) == (len(ways) > 1)
