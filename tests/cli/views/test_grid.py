from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.text import Text

from rota.cli.views.grid import grid
from rota.cli.views.showing import Showing, totals
from rota.roster import Assignment

SPRING_WIDE = """\
weeks 12 to 13, Mon 22 Mar to Sun 04 Apr 2027
                                   Mo Tu We Th Fr Sa Su | Mo Tu We Th Fr Sa Su
                                   22 23 24 25 26 27 28 | 29 30 31 01 02 03 04   hours  N  W
tier 1
ana    Ana Kola             Tirane E  E  E  E  E  -* -  | L  L  L  L  L  -  -    75/80  0  0
bo     Bo Lind                     L  L  L  L  L! -  -  | E  E  E  E  E  -  -    75/80  0  0
cem    Cem Öz                      N  N  .  .  .  N  N  | N  N  .  .  .  -  -    44/80  6  1
dev    देव 山田太郎          Manila .  .  N  N  N  -  -  | .  .  N  N  N  N  -  52.5/80  0  2
eve    Eve Maria Schneider…        .  .  .  .  .  E  E  | .  .  .  .  .  E  E    30/40  0  2
fay    Fay                         .  .  .  .  .  L  L* | .  .  .  .  .  L  L    30/40  0  2
tier 2
gus    Gus Ek                      E  E  E  E  E  -  -  | lv lv lv lv lv -  -  37.5/40  0  0
hana   Hana 👩‍💻                     L  .  L  .  L  -  -  | E  .  E  .  E  -  N  52.5/40  1  1

E early 06:00-14:00   L late 14:00-22:00   N night 22:00-06:00   times and days of Europe/Berlin
lv on leave   ' a night where the agent lives   * as the agent asked   ! not as asked
hours worked/owed by contract less leave   N nights at home   W weekends with a shift
clocks go forward on Sun 28 Mar (Europe/Berlin, Europe/Tirane)
"""


def stripped(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def test_a_wide_terminal_shows_all_weeks_in_one_table(spring: Showing, text_of) -> None:
    assert stripped(text_of(grid(spring, width=100), columns=100)) == SPRING_WIDE


def test_at_80_columns_a_week_is_a_block_and_totals_are_the_last(spring: Showing, text_of) -> None:
    lines = stripped(text_of(grid(spring, width=80), columns=80)).splitlines()
    assert [line for line in lines if line.startswith(("week", "all", "cem", "gus"))] == [
        "week 12, Mon 22 Mar to Sun 28 Mar 2027",
        "cem    Cem Öz                      N  N  .  .  .  N  N    29/40  4  1",
        "gus    Gus Ek                      E  E  E  E  E  -  -  37.5/40  0  0",
        "week 13, Mon 29 Mar to Sun 04 Apr 2027",
        "cem    Cem Öz                      N  N  .  .  .  -  -    15/40  2  0",
        "gus    Gus Ek                      lv lv lv lv lv -  -      0/0  0  0",
        "all 14 days",
        "cem    Cem Öz                        44/80  6  1",
        "gus    Gus Ek                      37.5/40  0  0",
    ]


def test_a_month_of_24_agents_is_four_blocks_at_80_columns_and_one_at_200(month: Showing, text_of) -> None:
    narrow = text_of(grid(month, width=80), columns=80).splitlines()
    wide = stripped(text_of(grid(month, width=200), columns=200)).splitlines()
    assert [line for line in narrow if line.startswith("week")] == [
        "week 10, Mon 08 Mar to Sun 14 Mar 2027",
        "week 11, Mon 15 Mar to Sun 21 Mar 2027",
        "week 12, Mon 22 Mar to Sun 28 Mar 2027",
        "week 13, Mon 29 Mar to Sun 04 Apr 2027",
    ]
    assert [line for line in wide if line.startswith(("weeks", "agent05"))] == [
        "weeks 10 to 13, Mon 08 Mar to Sun 04 Apr 2027",
        "agent05 Agent Number 5  New York .  .  L  L  L  L  -  | lv lv N  N  N  N  -  "
        "| .  .  E' E' E' L  L  | .  .  E' E' E' E' E' 135/128  8  4",
    ]
    assert sum(line.startswith("agent") for line in narrow) == 24 * 5
    assert sum(line.startswith("agent") for line in wide) == 24


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_no_day_is_cut(month: Showing, text_of, columns: int) -> None:
    text = text_of(grid(month, width=columns), columns=columns)
    assert max(cell_len(line) for line in text.splitlines()) <= columns
    days = [word for line in text.splitlines() if line.startswith("agent00") for word in line.split()]
    assert days.count("E") + days.count("L") + days.count("N") == 18


def test_wide_names_do_not_move_the_columns(spring: Showing, text_of) -> None:
    lines = text_of(grid(spring, width=100), columns=100).splitlines()
    rows = [line for line in lines if line.startswith(("ana", "dev", "eve", "hana"))]
    assert {cell_len(line[: line.index("|")]) for line in rows} == {56}


def test_colour_adds_nothing_that_letters_do_not_say(spring: Showing, text_of) -> None:
    plain = text_of(grid(spring, width=80), columns=80)
    coloured = text_of(grid(spring, width=80), columns=80, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert Text.from_ansi(coloured).plain.split() == plain.split()


def test_two_shifts_on_a_day_stand_together(spring: Showing, text_of) -> None:
    more = (*spring.roster.assignments, Assignment("night@2027-03-23", "ana"))
    both = replace(spring, roster=replace(spring.roster, assignments=tuple(sorted(more))))
    lines = stripped(text_of(grid(both, width=80), columns=80)).splitlines()
    assert lines[4] == "ana    Ana Kola             Tirane E  E+N' E  E  E  -* -    45/40  1  0"


def test_standing_by_is_no_work_and_has_its_own_column(spring: Showing, text_of) -> None:
    on_call = {"kind": "on_call", "role": "primary", "break_minutes": 0}
    shifts = tuple(
        replace(shift, **on_call) if shift.template == "night" else shift for shift in spring.problem.shifts
    )
    standby = replace(spring, problem=replace(spring.problem, shifts=shifts))
    lines = stripped(text_of(grid(standby, width=120), columns=120)).splitlines()
    assert [line[line.index("|") :] for line in lines if line.startswith(("cem", "hana"))] == [
        "| N  N  .  .  .  -  -     0/80  6  1   47",
        "| E  .  E  .  E  -  N    45/40  1  1    8",
    ]
    assert "N night 22:00-06:00 (primary, on call)" in "\n".join(lines)


def test_totals_of_days_take_leave_off_what_is_owed(spring: Showing) -> None:
    gus = spring.problem.agent_of["gus"]
    found = totals(spring, gus, spring.days[7], spring.days[-1])
    assert (found.minutes, found.owed_minutes, found.shifts) == (0, 0, 0)
