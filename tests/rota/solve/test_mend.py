"""The fewest calls, held against every roster that there is of a team small enough to try them all."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MONDAY, daily, leave, on, person, shift, team

from constraints.availability import Availability
from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from rota.explain.change import Setting
from rota.repair.case import Case
from rota.repair.repaired import Repaired
from rota.solve import mend_model
from rota.solve.hold import interruptible
from rota.solve.mend import mend
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.problem import Cell

PEOPLE = (person("Ana"), person("Bo"), person("Cy"))
SHIFTS = (*daily("early", MONDAY, 2), *daily("late", MONDAY, 2))
RULES = (Availability(), OneAtATime(), MinRest(hours=11), Headcount(least=1, most=2))
CELLS = [(agent.id, shift.id) for agent in PEOPLE for shift in SHIFTS]
WHOLE = team(PEOPLE, SHIFTS)


def rosters() -> Iterator[frozenset[Cell]]:
    """Every set of cells."""
    every = (combinations(CELLS, size) for size in range(len(CELLS) + 1))
    return map(frozenset, chain.from_iterable(every))


LAWFUL = [cells for cells in rosters() if verify(WHOLE, RULES, cells).lawful]


@pytest.mark.parametrize("large", [mend_model.LARGE, 0])
@settings(max_examples=12)
@given(base=st.sampled_from(LAWFUL), ill=st.sampled_from(PEOPLE), first=st.integers(0, 1))
def test_no_roster_at_all_calls_fewer_people(
    large: int, base: frozenset[Cell], ill: object, first: int
) -> None:
    absence = leave(ill, MONDAY + timedelta(days=first), 1)
    problem = team(PEOPLE, SHIFTS, absences=(absence,))
    away = frozenset(
        (ill.id, shift.id) for shift in SHIFTS if shift.start < absence.end and absence.start < shift.end
    )
    case = Case(
        Setting(problem, RULES),
        base,
        problem.start - timedelta(hours=1),
        away=away,
        unasked=frozenset({ill.id}),
    )
    with pytest.MonkeyPatch.context() as patched, interruptible(20) as hold:
        # With 0, every search is led by the linear relaxation.
        patched.setattr(mend_model, "LARGE", large)
        found = mend(case, hold)

    fewest = min(
        (
            len({agent for agent, _ in cells ^ case.left})
            for cells in LAWFUL
            if verify(problem, RULES, cells).lawful
            and not any(agent == ill.id for agent, _ in cells ^ case.left)
        ),
        default=None,
    )
    assert isinstance(found, Repaired)
    assert (found.calls, found.proved, bool(found.short)) == (
        (fewest, True, False) if fewest is not None else (found.calls, found.proved, True)
    )


@pytest.mark.parametrize("large", [mend_model.LARGE, 0])
def test_a_change_on_a_day_far_away_saves_a_call(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # With 0, every search is led by the linear relaxation.
    monkeypatch.setattr(mend_model, "LARGE", large)
    ana, bo, cy, di = (person(name) for name in ("Ana", "Bo", "Cy", "Di"))
    tuesday, friday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
    early, late = shift("early", tuesday), shift("late", tuesday)
    first, last = shift("early", MONDAY), shift("early", friday)
    problem = team((ana, bo, cy, di), (first, early, late, last))
    rules = (OneAtATime(), MinRest(hours=11), MaxHours(hours=16, per="horizon"), Headcount(least=1))
    base = on(ana, early) | on(bo, first, last) | on(cy, late, last)
    case = Case(
        Setting(problem, rules),
        base,
        problem.start - timedelta(hours=1),
        away=on(ana, early),
        unasked=frozenset({"ana"}),
        refused=on(di, early),
    )
    with interruptible(20) as hold:
        found = mend(case, hold)

    # Around Tuesday, Cy would go early and Di late: 2 calls. Bo's hours are full, but Friday has Cy too.
    assert isinstance(found, Repaired)
    assert (found.calls, found.proved, found.nearby) == (1, True, False)
    assert found.cells == on(bo, first, early) | on(cy, late, last)
