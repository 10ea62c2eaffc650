"""Who has the pager where shifts of a role meet, overlap and leave holes."""

from __future__ import annotations

from datetime import timedelta

from duties import duty, roster_of
from hypothesis import given
from hypothesis import strategies as st
from small import MONDAY, at, shift

from rota.paging.turn import Turn
from rota.paging.turns import carried, turns_of

EARLY = duty("primary", MONDAY, "08:00", "20:00")


def turn(person: str, begins: str, ends: str, role: str = "primary") -> Turn:
    return Turn(role, at(MONDAY, begins), at(MONDAY, ends), person, f"{role}@{person}")


def test_shifts_with_a_role_are_turns_and_others_are_none() -> None:
    worked = shift("early", MONDAY)
    nameless = shift("call", MONDAY, "20:00", "23:00", kind="on_call")
    roster = roster_of(("ana", EARLY), ("bo", worked), ("cem", nameless))
    assert turns_of(roster) == (
        Turn("on_call", at(MONDAY, "20:00"), at(MONDAY, "23:00"), "cem", nameless.id),
        Turn("primary", at(MONDAY, "08:00"), at(MONDAY, "20:00"), "ana", EARLY.id),
    )


def test_who_began_last_has_the_pager() -> None:
    assert carried([turn("ana", "08:00", "17:00"), turn("bo", "16:00", "23:00")]) == (
        turn("ana", "08:00", "16:00"),
        turn("bo", "16:00", "23:00"),
    )


def test_who_is_on_longer_has_it_again_afterwards() -> None:
    assert carried([turn("ana", "08:00", "20:00"), turn("bo", "10:00", "12:00")]) == (
        turn("ana", "08:00", "10:00"),
        turn("bo", "10:00", "12:00"),
        turn("ana", "12:00", "20:00"),
    )


def test_two_who_begin_together_both_keep_it() -> None:
    both = (turn("ana", "08:00", "12:00"), turn("bo", "08:00", "14:00"))
    assert carried(both) == both


def test_other_roles_do_not_matter() -> None:
    both = (turn("ana", "08:00", "12:00"), turn("bo", "09:00", "14:00", "secondary"))
    assert carried(both) == both


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("abc")), max_size=6))
def test_hour_by_hour_the_latest_beginner_of_a_role_has_it(drawn: list[tuple[int, int, str]]) -> None:
    start = at(MONDAY, "00:00")
    turns = [
        Turn(
            "primary", start + timedelta(hours=begin), start + timedelta(hours=begin + length), person, str(n)
        )
        for n, (begin, length, person) in enumerate(drawn)
    ]
    cut = carried(turns)
    for hour in range(20):
        instant = start + timedelta(hours=hour)
        there = [one for one in turns if one.start <= instant < one.end]
        latest = max((one.start for one in there), default=None)
        assert {(one.person, one.shift) for one in cut if one.start <= instant < one.end} == {
            (one.person, one.shift) for one in there if one.start == latest
        }
