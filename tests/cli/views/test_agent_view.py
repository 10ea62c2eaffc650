from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rota.cli.views.agent_view import agent_view
from rota.roster import Assignment

if TYPE_CHECKING:
    from rota.cli.views.showing import Showing


def lines_of(showing: Showing, agent: str, text_of, columns: int = 80) -> list[str]:
    text = text_of(agent_view(showing, showing.problem.agent_of[agent]), columns=columns)
    return [line.rstrip() for line in text.splitlines()]


def test_a_short_night_says_why_it_is_short(spring: Showing, text_of) -> None:
    assert lines_of(spring, "cem", text_of) == [
        "Cem Öz (`cem`), tier 1, full 40 h a week, times of Europe/Berlin",
        "",
        "day         time         length  shift  with",
        "Mon 22 Mar  22:00-06:00     8 h  night  alone  night",
        "Tue 23 Mar  22:00-06:00     8 h  night  alone  night",
        "Sat 27 Mar  22:00-06:00     7 h  night  alone  night, clocks go forward",
        "Sun 28 Mar  22:00-06:00     8 h  night  alone  night",
        "",
        "Mon 29 Mar  22:00-06:00     8 h  night  alone  night",
        "Tue 30 Mar  22:00-06:00     8 h  night  alone  night",
        "",
        "6 shifts, 44 h worked of 80 h owed, 6 nights, 1 weekend",
        "with + 4: four more on other shifts for some of the time",
    ]


def test_shifts_are_told_on_the_wall_clock_at_home(spring: Showing, text_of) -> None:
    lines = lines_of(spring, "dev", text_of)
    assert lines[0] == "देव 山田太郎 (`dev`), tier 1, full 40 h a week, times of Asia/Manila"
    assert [line for line in lines if line.startswith(("Fri 26", "Fri 02"))] == [
        "Fri 26 Mar  05:00-13:00     8 h  night  alone",
        "Fri 02 Apr  04:00-12:00     8 h  night  alone",
    ]


def test_a_change_of_clocks_where_the_shift_is_planned_names_the_place(spring: Showing, text_of) -> None:
    more = (*spring.roster.assignments, Assignment("night@2027-03-27", "dev"))
    both = replace(spring, roster=replace(spring.roster, assignments=tuple(sorted(more))))
    assert [line for line in lines_of(both, "dev", text_of, columns=100) if " 7 h" in line] == [
        "Sun 28 Mar  05:00-12:00     7 h  night  cem    clocks go forward in Europe/Berlin",
    ]


def test_it_says_who_else_is_there_and_what_was_asked(spring: Showing, text_of) -> None:
    lines = lines_of(spring, "bo", text_of)
    assert "Mon 22 Mar  14:00-22:00     8 h  late   hana" in lines
    assert "Thu 01 Apr  06:00-14:00     8 h  early  alone" in lines
    assert lines[-3:] == [
        "asked to be off duty on Fri 26 Mar: not as asked",
        "10 shifts, 75 h worked of 80 h owed, 0 nights, 0 weekends",
        "with + 4: four more on other shifts for some of the time",
    ]
    assert lines_of(spring, "gus", text_of)[-2] == (
        "5 shifts, 37 h 30 min worked of 40 h owed, 0 nights, 0 weekends, 5 days of leave"
    )


def test_those_of_other_shifts_are_counted(month: Showing, text_of) -> None:
    lines = lines_of(month, "agent00", text_of, columns=200)
    assert lines[3] == (
        "Mon 08 Mar  06:00-14:00     8 h  early  "
        "agent01, agent02, agent03, agent04, agent21, agent22, agent23"
    )
