"""The next best roster, its price and how little it changes: against every roster there is."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from law import problems

from constraints.availability import Availability
from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from rota.solve.next_best import NextBest, NotFound, next_best, start_at
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.problem import Cell, Problem

RULES = (
    Availability(),
    OneAtATime(),
    MinRest(hours=11, weight=1),
    Headcount(least=1, most=2, weight=90),
    MaxHours(hours=20, per="horizon"),
)


def every_roster(problem: Problem) -> Iterator[frozenset[Cell]]:
    cells = [(agent.id, one.id) for agent in problem.agents for one in problem.shifts]
    for size in range(len(cells) + 1):
        yield from map(frozenset, combinations(cells, size))


@settings(max_examples=40)
@given(problem=problems(most_agents=3, most_days=3), data=st.data())
def test_no_roster_of_all_with_the_wish_is_cheaper(problem: Problem, data: st.DataObject) -> None:
    assume(0 < len(problem.agents) * len(problem.shifts) <= 8)
    costs = {
        cells: verdict.cost
        for cells in every_roster(problem)
        if (verdict := verify(problem, RULES, cells)).lawful
    }
    assume(costs)
    cell = data.draw(st.sampled_from([(a.id, s.id) for a in problem.agents for s in problem.shifts]))
    works = data.draw(st.booleans())
    at_hand = data.draw(st.sampled_from(sorted(costs, key=sorted)))
    start = start_at(problem, RULES, at_hand, seconds=20)
    assert start is not None
    found = next_best(start, {cell: works}, seconds=20)
    wished = [cost for cells, cost in costs.items() if (cell in cells) == works]
    least = min(costs.values())
    if not wished:
        assert found == NotFound(impossible=True)
        return
    assert isinstance(found, NextBest)
    assert found.everywhere
    assert (found.price, found.gained) == (min(wished) - least, costs[at_hand] - least)
    assert (found.base, (cell in found.cells) == works) == (at_hand, True)
    bearable = [cells for cells, cost in costs.items() if cost <= costs[at_hand] + found.price]
    fewest = min(len(cells ^ at_hand) for cells in bearable if (cell in cells) == works)
    assert found.cells in bearable
    assert len(found.cells ^ at_hand) == fewest
