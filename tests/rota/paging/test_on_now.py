"""Who is on at an instant, since when, until when, and who is next."""

from __future__ import annotations

from datetime import timedelta

from small import MONDAY, at

from rota.localtime import DAY
from rota.paging.on_now import OnNow, on_at
from rota.paging.turn import Turn


def turn(person: str, begins: str, ends: str, role: str = "primary") -> Turn:
    end = at(MONDAY + DAY * (ends <= begins), ends)
    return Turn(role, at(MONDAY, begins), end, person)


DAY_TURNS = (turn("ana", "08:00", "12:00"), turn("ana", "12:00", "20:00"), turn("bo", "20:00", "08:00"))


def test_touching_turns_of_one_person_are_one_stretch() -> None:
    assert on_at(DAY_TURNS, at(MONDAY, "09:00")) == (
        OnNow("primary", "ana", at(MONDAY, "08:00"), at(MONDAY, "20:00"), "bo", at(MONDAY, "20:00")),
    )


def test_a_minute_decides_who_it_is() -> None:
    edge = at(MONDAY, "20:00")
    assert [one.person for at_ in (edge - timedelta(minutes=1), edge) for one in on_at(DAY_TURNS, at_)] == [
        "ana",
        "bo",
    ]


def test_after_the_last_turn_nothing_is_known() -> None:
    end = at(MONDAY + DAY, "08:00")
    assert on_at(DAY_TURNS, end) == (OnNow("primary", "", end, None, "", None),)


def test_before_the_first_turn_somebody_is_next() -> None:
    first = at(MONDAY, "08:00")
    assert on_at(DAY_TURNS, at(MONDAY, "07:00")) == (OnNow("primary", "", None, first, "ana", first),)


def test_in_a_hole_it_is_told_since_when_and_until_when() -> None:
    turns = (turn("ana", "08:00", "12:00"), turn("bo", "13:00", "20:00"))
    assert on_at(turns, at(MONDAY, "12:30")) == (
        OnNow("primary", "", at(MONDAY, "12:00"), at(MONDAY, "13:00"), "bo", at(MONDAY, "13:00")),
    )


def test_roles_are_told_one_by_one_and_two_in_one_role_both() -> None:
    turns = (turn("ana", "08:00", "20:00"), turn("bo", "08:00", "20:00"), turn("cem", "06:00", "10:00", "b"))
    assert [(one.role, one.person) for one in on_at(turns, at(MONDAY, "09:00"))] == [
        ("b", "cem"),
        ("primary", "ana"),
        ("primary", "bo"),
    ]


def test_two_who_run_side_by_side_for_days_are_two_stretches() -> None:
    turns = [
        Turn("primary", at(MONDAY + n * DAY, "08:00"), at(MONDAY + (n + 1) * DAY, "08:00"), person)
        for n in range(3)
        for person in ("ana", "bo")
    ]
    assert [(one.person, one.until) for one in on_at(turns, at(MONDAY, "09:00"))] == [
        ("ana", at(MONDAY + 3 * DAY, "08:00")),
        ("bo", at(MONDAY + 3 * DAY, "08:00")),
    ]
