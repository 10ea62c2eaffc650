"""Shortages in sum: refuted by a linear program, believed only where whole numbers agree."""

from __future__ import annotations

from small import MONDAY, person, shift, team

from constraints.availability import Availability
from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from rota.encoding import encode
from rota.localtime import DAY
from rota.solve import farkas
from rota.solve.farkas import refuted
from rota.solve.hard_rows import HardRows

TEAM = tuple(person(name) for name in ("Ana", "Bo", "Cy", "Di"))
WEEK = tuple(shift("early", MONDAY + DAY * day) for day in range(7))


def rules_refuted(*rules: Headcount | MaxHours | Availability) -> set[str] | None:
    """The rules that a refutation names."""
    rows = HardRows(encode(team(TEAM, WEEK), rules))
    found = refuted(rows.system(rows.reasons), seconds=10)
    return None if found is None else {reason.rule for reason in found}


def test_more_hours_than_contracts_hold_are_refuted() -> None:
    # Seven days of 3 people are 168 h; four people of 40 h have 160.
    assert rules_refuted(Availability(), Headcount(least=3), MaxHours(hours=40)) == {"headcount", "max_hours"}


def test_as_many_hours_as_contracts_hold_are_not() -> None:
    assert rules_refuted(Headcount(least=3), MaxHours(hours=42)) is None


def test_where_work_is_counted_a_refutation_ends_by_it_and_by_no_clock(monkeypatch) -> None:
    """The linear program is given a limit of work, and with none of it left nothing is shown."""
    limited: list[int] = []
    solver = type(farkas.pywraplp.Solver.CreateSolver("GLOP"))
    monkeypatch.setattr(solver, "SetTimeLimit", lambda _, milliseconds: limited.append(milliseconds))
    rows = HardRows(encode(team(TEAM, WEEK), (Availability(), Headcount(least=3), MaxHours(hours=40))))
    system = rows.system(rows.reasons)
    assert refuted(system, seconds=10, counted=True) is not None
    assert refuted(system, seconds=0, counted=True) is None
    assert not limited
    assert refuted(system, seconds=10) is not None
    assert limited == [10_000]


def test_a_refutation_that_is_false_in_whole_numbers_is_not_believed(monkeypatch) -> None:
    # Multiples of 1 of every row: rows that may be missed by far, where nothing is short.
    monkeypatch.setattr(farkas, "_duals", lambda system, _, numbers, __, counted: dict.fromkeys(numbers, 1.0))
    assert rules_refuted(Headcount(least=1), MaxHours(hours=40)) is None
