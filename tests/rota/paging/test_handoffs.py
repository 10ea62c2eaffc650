"""Handoffs: who gives and takes, who is next, what falls to the fallback, and notes with odd names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from small import MONDAY, SPRING, at

from rota.localtime import DAY
from rota.paging.handoffs import Handoff, handoffs_of, note_text
from rota.paging.rules import HandoffRules
from rota.paging.turn import Turn

RULES = HandoffRules(15, ("open incidents",), "{giver} tells {taker}", (1440, 60), "stay")


def turn(person: str, day: int, begins: str, ends: str, role: str = "primary") -> Turn:
    start, end = MONDAY + day * DAY, MONDAY + day * DAY
    return Turn(role, at(start, begins), at(end + DAY * (ends <= begins), ends), person, f"{role}@{day}")


def parties(*turns: Turn) -> list[tuple[str, str, str]]:
    return [(one.giver, one.taker, one.next_up) for one in handoffs_of(turns, RULES)]


def test_a_handoff_says_all_there_is_to_it() -> None:
    first, second = turn("ana", 0, "08:00", "20:00"), turn("bo", 0, "20:00", "08:00")
    taken = handoffs_of([first, second], RULES)[1]
    assert taken == Handoff(
        at=at(MONDAY, "20:00"),
        role="primary",
        giver="ana",
        taker="bo",
        until=at(MONDAY + DAY, "08:00"),
        next_up="",
        overlap_minutes=15,
        checklist=("open incidents",),
        note="{giver} tells {taker}",
        reminders=(at(MONDAY - DAY, "20:00"), at(MONDAY, "19:00")),
        open_alerts="stay",
    )


def test_the_first_who_is_known_takes_from_nobody_without_overlap() -> None:
    taken = handoffs_of([turn("ana", 0, "08:00", "20:00")], RULES)[0]
    assert (taken.giver, taken.taker, taken.overlap_minutes) == ("", "ana", 0)


def test_who_follows_themself_hands_nothing_over() -> None:
    turns = (
        turn("ana", 0, "08:00", "20:00"),
        turn("ana", 0, "20:00", "08:00"),
        turn("bo", 1, "08:00", "20:00"),
    )
    assert parties(*turns) == [("", "ana", "bo"), ("ana", "bo", "")]
    assert handoffs_of(turns, RULES)[0].until == at(MONDAY + DAY, "08:00")


def test_a_hole_goes_to_the_fallback_and_comes_back_from_nobody() -> None:
    turns = (turn("ana", 0, "08:00", "17:00"), turn("bo", 0, "18:00", "20:00"))
    assert parties(*turns) == [("", "ana", "bo"), ("ana", "", "bo"), ("", "bo", "")]
    hole = handoffs_of(turns, RULES)[1]
    assert (hole.at, hole.until, hole.reminders, hole.overlap_minutes) == (
        at(MONDAY, "17:00"),
        at(MONDAY, "18:00"),
        (),
        0,
    )


def test_roles_are_handed_over_each_for_itself_in_time_order() -> None:
    turns = (
        turn("ana", 0, "08:00", "20:00"),
        turn("bo", 0, "20:00", "08:00"),
        turn("cem", 0, "00:00", "00:00", "secondary"),
        turn("dea", 1, "00:00", "00:00", "secondary"),
    )
    assert [(one.role, one.taker) for one in handoffs_of(turns, RULES)] == [
        ("secondary", "cem"),
        ("primary", "ana"),
        ("primary", "bo"),
        ("secondary", "dea"),
    ]


def test_a_site_that_starts_early_takes_over_when_it_starts() -> None:
    turns = (turn("aiko", 0, "08:00", "17:00"), turn("lena", 0, "16:00", "23:00"))
    assert [(one.at, one.taker) for one in handoffs_of(turns, RULES)][1] == (at(MONDAY, "16:00"), "lena")


def test_a_reminder_a_day_before_a_change_of_clocks_is_24_hours_before() -> None:
    start = at(SPRING, "20:00")
    taken = handoffs_of([Turn("primary", start, start + timedelta(hours=1), "ana")], RULES)[0]
    assert taken.reminders[0] == at(SPRING - DAY, "19:00")


def test_notes_are_filled_in_and_names_are_never_patterns() -> None:
    turns = (turn("ana", 0, "08:00", "20:00"), turn("bo", 0, "20:00", "08:00"))
    taken = handoffs_of(turns, RULES)[1]
    names = {"ana": "{taker} ${x} {{ y }}", "bo": "=cmd|' /C calc'!A0"}
    note = replace(taken, note="{giver} to {taker}, then {next}; {role} {unknown} { }} {")
    assert note_text(note, names) == (
        "{taker} ${x} {{ y }} to =cmd|' /C calc'!A0, then ; primary {unknown} { }} {"
    )
