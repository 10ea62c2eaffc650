from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rota.cli.views.day_view import day_view

if TYPE_CHECKING:
    from rota.cli.views.showing import Showing


def lines_of(showing: Showing, day: date, text_of, columns: int = 80) -> list[str]:
    text = text_of(day_view(showing, day, width=columns), columns=columns)
    return [line.rstrip() for line in text.splitlines()]


def test_a_day_lists_its_shifts_the_night_before_included(spring: Showing, text_of) -> None:
    assert lines_of(spring, date(2027, 3, 28), text_of)[:8] == [
        "Sun 28 Mar 2027, times of Europe/Berlin, clocks go forward",
        "",
        "night  Sat 22:00-06:00  1  Cem Öz",
        "early  06:00-14:00      1  Eve Maria Schneider-Hoffmann",
        "late   14:00-22:00      1  Fay",
        "night  22:00-06:00      1  Cem Öz",
        "",
        "from  there/wanted load   mail phone-de",
    ]


def test_the_hour_that_clocks_skip_has_no_line(spring: Showing, text_of) -> None:
    lines = lines_of(spring, date(2027, 3, 28), text_of)
    assert [line for line in lines if line.startswith(("01:30", "02:", "03:00", "08:00"))] == [
        "01:30          1/1 █       1/1        .",
        "03:00          1/1 █       1/1        .",
        "08:00          1/2 █░      1/1     0/1!",
    ]
    assert sum(":00 " in line[:6] or ":30 " in line[:6] for line in lines) == 46


def test_who_lives_elsewhere_and_who_is_missing_is_said(spring: Showing, text_of) -> None:
    lines = lines_of(spring, date(2027, 3, 24), text_of)
    assert lines[2:6] == [
        "night  Tue 22:00-06:00  1  Cem Öz",
        "early  06:00-14:00      2  Ana Kola (Tirane), Gus Ek",
        "late   14:00-22:00      2  Bo Lind, Hana 👩‍💻",
        "night  22:00-06:00      1  देव 山田太郎 (Manila)",
    ]


def test_a_shift_without_people_says_nobody(spring: Showing, text_of) -> None:
    empty = replace(spring, roster=replace(spring.roster, assignments=()))
    assert lines_of(empty, date(2027, 3, 22), text_of)[2:5] == [
        "early  06:00-14:00  0  nobody",
        "late   14:00-22:00  0  nobody",
        "night  22:00-06:00  0  nobody",
    ]


def test_no_line_is_wider_than_the_terminal(month: Showing, text_of) -> None:
    for columns in (60, 80, 200):
        lines = lines_of(month, date(2027, 3, 10), text_of, columns)
        assert max(map(cell_len, lines)) <= columns


def test_without_a_coverage_rule_only_shifts_are_shown(spring: Showing, text_of) -> None:
    lines = lines_of(replace(spring, rules=()), date(2027, 3, 24), text_of)
    assert lines[6:] == ["", "no coverage rule: what the load misses is not measured"]
