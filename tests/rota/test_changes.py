from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rosters import roster
from small import MONDAY, shift

from rota.changes import Change, changes
from rota.roster import Member

ANA, BO = Member("ana", "Ana", "Europe/Berlin"), Member("bo", "Bo", "Europe/Berlin")
EARLY, LATE = shift("early", MONDAY), shift("late", MONDAY)


def test_equal_rosters_have_no_changes() -> None:
    assert changes(roster("ana early mo"), roster("ana early mo")) == ()


def test_a_swap_is_told_to_both() -> None:
    assert changes(roster("ana early mo"), roster("bo early mo")) == (
        Change(ANA, "removed", EARLY, None),
        Change(BO, "added", None, EARLY),
    )


def test_another_shift_on_the_same_day_is_a_move() -> None:
    found = changes(roster("ana early mo"), roster("ana late mo"))
    assert found == (Change(ANA, "moved", EARLY, LATE),)
    assert (found[0].start, found[0].shift) == (EARLY.start, LATE)


def test_of_two_new_shifts_on_a_day_one_takes_the_place_of_the_old() -> None:
    night = shift("night", MONDAY)
    before = roster("ana early mo", shifts=(EARLY, LATE, night))
    after = roster("ana late mo", "ana night mo", shifts=(EARLY, LATE, night))
    assert changes(before, after) == (
        Change(ANA, "moved", EARLY, LATE),
        Change(ANA, "added", None, night),
    )


def test_a_shift_with_other_times_is_a_move() -> None:
    longer = replace(EARLY, end=EARLY.end + timedelta(hours=1))
    after = roster("ana early mo", shifts=(longer,))
    assert changes(roster("ana early mo"), after) == (Change(ANA, "moved", EARLY, longer),)


@pytest.mark.parametrize("other", [{"role": "primary"}, {"kind": "training"}, {"break_minutes": 30}])
def test_another_role_kind_or_break_is_a_change(other: dict[str, object]) -> None:
    changed = replace(EARLY, **other)
    after = roster("ana early mo", shifts=(changed,))
    assert changes(roster("ana early mo"), after) == (Change(ANA, "changed", EARLY, changed),)


def test_what_a_shift_asks_of_people_is_no_change_to_them() -> None:
    after = roster("ana early mo", shifts=(replace(EARLY, tier=2, skills=(("german", 3),)),))
    assert changes(roster("ana early mo"), after) == ()


def test_without_a_roster_nobody_works() -> None:
    assert changes(None, roster("ana early mo")) == (Change(ANA, "added", None, EARLY),)
    assert changes(roster("ana early mo"), None) == (Change(ANA, "removed", EARLY, None),)
    assert changes(None, None) == ()


def test_changes_are_told_by_agent_and_start() -> None:
    found = changes(None, roster("bo late mo", "bo early tu", "ana early we", "bo early mo"))
    assert [(one.member.id, one.shift.id) for one in found] == [
        ("ana", "early@2027-03-10"),
        ("bo", "early@2027-03-08"),
        ("bo", "late@2027-03-08"),
        ("bo", "early@2027-03-09"),
    ]
