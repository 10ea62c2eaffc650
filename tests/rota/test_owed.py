"""What is owed when people are on leave, counted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small import MONDAY, leave, person, team

from rota.localtime import DAY
from rota.owed import owed_weeks
from rota.problem import Absence

ANA = person("Ana")


def owed(*absences: Absence, first: int = 0, last: int = 6, days: int = 14) -> Fraction:
    problem = team((ANA,), (), days=days, absences=tuple(sorted(absences)))
    return owed_weeks(problem, ANA, MONDAY + first * DAY, MONDAY + last * DAY)


def never(first: int, days: int) -> Absence:
    """Days on which no hour is ever worked."""
    spell = leave(ANA, MONDAY + first * DAY, days)
    return Absence("ana", spell.start, spell.end, leave=False)


@pytest.mark.parametrize(("days", "fifths"), [(0, 5), (1, 4), (4, 1), (5, 0), (7, 0)])
def test_each_day_of_leave_takes_a_fifth_off_the_week_and_five_take_all(days: int, fifths: int) -> None:
    absences = (leave(ANA, MONDAY, days),) if days else ()
    assert owed(*absences) == Fraction(fifths, 5)


def test_leave_of_one_week_takes_nothing_off_the_next() -> None:
    # Thursday to Tuesday: four days of the first week, two of the second.
    assert owed(leave(ANA, MONDAY + 3 * DAY, 6), last=13) == Fraction(1, 5) + Fraction(3, 5)


def test_who_works_at_weekends_only_has_weeks_of_two_days() -> None:
    closed = (never(0, 5), never(7, 5))
    assert owed(*closed) == 1
    assert owed(*closed, leave(ANA, MONDAY + 5 * DAY, 1)) == Fraction(1, 2)
    assert owed(*closed, leave(ANA, MONDAY, 5)) == 1
    assert owed(*closed, leave(ANA, MONDAY, 14), last=13) == 0


def test_four_open_days_are_a_quarter_each_and_six_a_fifth() -> None:
    assert owed(never(4, 3), leave(ANA, MONDAY, 1)) == Fraction(3, 4)
    assert owed(never(6, 1), leave(ANA, MONDAY, 1)) == Fraction(4, 5)


def test_a_part_of_a_week_owes_sevenths_and_no_less_than_nothing() -> None:
    assert owed(first=2, last=4) == Fraction(3, 7)
    assert owed(first=0, last=0) == Fraction(1, 7)
    assert owed(last=7) == 1 + Fraction(1, 7)
    assert owed(leave(ANA, MONDAY + 2 * DAY, 1), first=2, last=4) == Fraction(3, 7) - Fraction(1, 5)
    assert owed(leave(ANA, MONDAY + 2 * DAY, 3), first=2, last=4) == 0
