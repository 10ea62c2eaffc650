from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small import person, team
from teams import team_text, write_workspace

from constraints.headcount import Headcount
from constraints.max_hours import MaxHours
from constraints.min_rest import MinRest
from rota.cli.hiring import Found, Step, fewest_more, full_timer
from rota.load.seat import seat_of
from rota.load.workspace import load_workspace
from rota.localtime import hours_text

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

REST, WEEK = MinRest(hours=11), MaxHours(hours=48)
ANA = person("Ana", skills={"german": 1})
PROBLEM = team((ANA,), (), days=7)


@pytest.mark.parametrize(
    ("hours", "shifts"), [(12, ["6 h", "6 h"]), (16, ["8 h", "8 h"]), (24, ["8 h", "8 h", "8 h"])]
)
def test_a_seat_is_taken_by_shifts_that_follow_each_other(hours: int, shifts: list[str]) -> None:
    seat = seat_of(PROBLEM, (), (ANA,), hours)
    first = seat.problem.shifts[: len(shifts)]
    assert [hours_text(one.minutes) for one in first] == shifts
    assert [one.end for one in first[:-1]] == [one.start for one in first[1:]]
    assert len(seat.problem.shifts) == 7 * len(shifts)


def test_of_the_rules_those_about_people_hold() -> None:
    desk = (Headcount(least=3), MinRest(hours=20, shifts=("night",)), MinRest(hours=9, weight=5))
    kinds = [rule.kind for rule in seat_of(PROBLEM, (REST, WEEK, *desk), (ANA,), 24).rules]
    assert kinds == ["min_rest", "max_hours", "one_at_a_time", "headcount", "max_hours"]


def test_around_the_clock_takes_five_of_forty_hours() -> None:
    seat = seat_of(PROBLEM, (REST, WEEK), (), 24)
    assert fewest_more(seat, full_timer(PROBLEM), 5, 5.0) == Found(5, least=True)


def test_rules_can_ask_for_more_than_hours_do() -> None:
    seat = seat_of(PROBLEM, (MinRest(hours=60),), (), 24)
    assert fewest_more(seat, full_timer(PROBLEM), 5, 5.0) == Found(9, least=True)


def test_those_who_are_there_are_counted_first() -> None:
    seat = seat_of(PROBLEM, (REST, WEEK), (ANA,), 12)
    assert fewest_more(seat, full_timer(PROBLEM), 2, 5.0) == Found(2, least=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two people of 40 h, of whom one has the german that eight hours a day of one week want."""
    agents = (
        "{id: ana, name: Ana Kola, contract: full, skills: {german: 2}}",
        "{id: bo, name: Bo Lind, contract: full}",
    )
    queues = (
        "{id: phone, channel: phone, skills: {german: 1}, handle_seconds: 300, minimum: 1, "
        'open: [{from: "06:00", to: "14:00"}]}',
    )
    rules = ("{kind: one_at_a_time}", "{kind: max_hours, hours: 40}", "{kind: coverage, weight: 4}")
    return write_workspace(tmp_path, {"team.yaml": team_text(agents=agents, queues=queues, rules=rules)})


def test_every_line_says_how_it_was_found(rota: Command, folder: Path) -> None:
    told = rota("size", folder, "--time-limit", 20)
    assert told.code == 0
    lines = [line.rstrip() for line in told.out.splitlines()]
    assert lines[:7] == [
        "one seat, every day; a full-timer is on contract `full`, 40 h a week",
        "  12 h a day, 7 days: 3 full-timers (2.1 by hours): planned, and 2 are proved too few",
        "    the team as it is (2 agents): not lawful today, 1 full-timer more: planned, and one fewer is "
        "proved too few",
        "  16 h a day, 7 days: 3 full-timers (2.8 by hours): planned, and 2 are proved too few",
        "    the team as it is (2 agents): not lawful today, 1 full-timer more: planned, and one fewer is "
        "proved too few",
        "  24 h a day, 7 days: 5 full-timers (4.2 by hours): planned, and 4 are proved too few",
        "    the team as it is (2 agents): not lawful today, 3 full-timers more: planned, and one fewer is "
        "proved too few",
    ]
    assert [line.split() for line in lines if line.startswith("phone")] == [["phone", "56", "1", "40", "1"]]
    assert lines[-2:] == [
        "  the team as it is: the best plan found lacks 16 agent-hours",
        "  + 1, the last of contract `full`, 40 h a week, with `german` 2: all is covered",
    ]


def test_agents_more_who_bring_back_little_of_what_lacks_end_the_list(
    rota: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = load_workspace(folder).problem.agents[0]
    # A week has 40 h of each: with 2 more, less than 8 h of the 16 h that lack are brought back.
    found = [Step(None, 0, 960), Step(ana, 1, 900), Step(ana, 2, 482), Step(ana, 3, 0)]
    monkeypatch.setattr("rota.cli.hiring.steps", lambda *_, **__: iter(found))
    assert rota("size", folder, "--time-limit", 20).out.splitlines()[-3:] == [
        "  + 2, the last of contract `full`, 40 h a week, with `german` 2: the best plan found lacks "
        "8 agent-hours",
        "  more agents hardly change that: what lacks lies where no shift for it pays; look at",
        "  when shifts begin, or at what `coverage` charges for load missing and for surplus",
    ]
    found[2] = Step(ana, 2, 480)
    assert rota("size", folder, "--time-limit", 20).out.splitlines()[-1].endswith("all is covered")


def test_a_seat_can_be_one_for_a_queue(rota: Command, folder: Path) -> None:
    told = rota("size", folder, "--time-limit", 20, "--queue", "phone")
    assert told.out.splitlines()[2].startswith(
        "    the team as it is (1 agent): not lawful today, 2 full-timers"
    )
    told = rota("size", folder, "--queue", "fone")
    assert (told.code, told.err.splitlines()[:2]) == (
        2,
        ["error: there is no queue `fone`", "help: did you mean `phone`?"],
    )
