"""Demand on a terminal, character by character."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from rota.cli.demand_view import demand_table, week_picture
from rota.forecast.volume import Volume
from rota.queue import Demand

if TYPE_CHECKING:
    from rich.console import RenderableType

MONDAY = datetime(2027, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = "Europe/Berlin"


def shown(renderable: RenderableType) -> list[str]:
    """What a pipe of 80 columns gets, without the spaces at the ends of lines."""
    console = Console(file=StringIO(), width=80)
    console.print(renderable)
    assert isinstance(console.file, StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def at(hour: int) -> datetime:
    """Hours after Monday 00:00 in Berlin, which is an hour ahead of UTC."""
    return MONDAY + HOUR * (hour - 1)


def demand(queue: str, agents: dict[int, int]) -> list[Demand]:
    return [Demand(at(hour), at(hour + 1), queue, count) for hour, count in agents.items()]


def test_a_day_is_a_row_with_contacts_and_the_most_agents_of_each_queue() -> None:
    volumes = [
        Volume(at(8), at(9), "phone", 12.0),
        Volume(at(9), at(10), "phone", 0.5),
        Volume(at(8), at(9), "mail", 3.0),
        Volume(at(32), at(33), "phone", 4.2),
    ]
    wanted = [*demand("phone", {8: 3, 9: 1}), *demand("mail", {9: 4}), *demand("phone", {32: 2})]
    assert shown(demand_table(volumes, wanted, zone=ZONE)) == [
        "",
        " day         mail phone   all hours",
        " ──────────────────────────────────",
        " Mon 08 Mar 3.0/4  12/3  16/5   8.0",
        " Tue 09 Mar   0/- 4.2/2 4.2/2   2.0",
        "",
        "    contacts/most agents at once",
    ]


def test_an_hour_of_the_week_is_a_mean_over_the_weeks() -> None:
    volumes = [Volume(at(8), at(9), "phone", 12.0), Volume(at(8 + 168), at(9 + 168), "phone", 14.0)]
    wanted = demand("phone", {8: 3, 8 + 168: 4})
    assert shown(demand_table(volumes, wanted, zone=ZONE, by="hour"))[3:4] == [" Mon 08:00  13/4 13/4   3.5"]


def test_the_picture_shows_the_mean_week_within_80_columns() -> None:
    always = demand("phone", dict.fromkeys(range(168), 1))
    wanted = [*always, *demand("a-very-long-queue", dict.fromkeys(range(9, 15), 3))]
    assert shown(week_picture(wanted, zone=ZONE)) == [
        "agents in the mean week, 3 h a column, Europe/Berlin; right: most at once",
        "           Mon      Tue      Wed      Thu      Fri      Sat      Sun",
        "         4    ██",
        "         3    ██",
        "         2    ██",
        "         1 ████████ ████████ ████████ ████████ ████████ ████████ ████████",
        "a-very-lo… ···██··· ········ ········ ········ ········ ········ ········   3",
        "     phone ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃ ▃▃▃▃▃▃▃▃   1",
    ]


def test_half_of_the_weeks_is_half_an_agent_in_the_mean() -> None:
    two_weeks = demand("phone", {0: 0, 335: 0})
    once = demand("phone", {9: 2, 10: 2, 11: 2})
    picture = shown(week_picture([*two_weeks, *once], zone=ZONE))
    assert picture[2:] == [
        "         1    █",
        "     phone ···█···· ········ ········ ········ ········ ········ ········   2",
    ]


def test_many_agents_share_a_line_of_the_axis() -> None:
    picture = shown(week_picture(demand("phone", dict.fromkeys(range(168), 20)), zone=ZONE))
    assert [line.split()[0] for line in picture[2:-1]] == ["21", "18", "15", "12", "9", "6", "3"]


def test_a_demand_of_nobody_is_an_empty_picture_and_no_demand_is_said() -> None:
    assert shown(week_picture(demand("phone", {0: 0}), zone=ZONE))[2:] == [
        "     phone ········ ········ ········ ········ ········ ········ ········   0"
    ]
    assert shown(week_picture([], zone=ZONE)) == ["no demand"]
