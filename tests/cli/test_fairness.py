from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from rota.cli.views.fairness_view import bar

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

SHIFTS = ('{id: night, start: "22:00", end: "06:00"}',)
RULES = ("{kind: fair_share, id: fair-nights, burden: nights}",)
LEDGER = "agent,burden,units,share\nana,nights,3,2.5\nbo,nights,2,2.5\n"
"""Ana worked half a night too many before."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A week in which Ana has five nights and Bo has one."""
    files = {"team.yaml": team_text(shifts=SHIFTS, rules=RULES), "ledger.csv": LEDGER}
    days = [f"night@2027-03-{day:02}" for day in range(8, 14)]
    worked = [("ana", one) for one in days[:5]] + [("bo", days[5])]
    write_roster(write_workspace(tmp_path, files), *worked)
    return tmp_path


def lines(text: str) -> list[str]:
    """What a terminal shows, without the spaces at the ends of lines."""
    return [line.rstrip() for line in text.splitlines()]


def test_burdens_are_shown_with_the_ledger_and_the_distance(rota: Command, folder: Path) -> None:
    told = rota("fairness", folder)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "Help desk, Mon 08 Mar to Sun 14 Mar 2027",
        "",
        "fair-nights (nights): 6 in all, a sign for 0.5",
        "agent     now  fair  before  fair   off",
        "Ana Kola    5   3.0       3   2.5  +2.5              │█████",
        "Bo Lind     1   3.0       2   2.5  -2.5         ░░░░░│",
        "",
        "weekends: 1 in all, a sign for 0.5",
        "agent     now  fair   off",
        "Ana Kola    0   0.5  -0.5             ░│",
        "Bo Lind     1   0.5  +0.5              │█",
        "",
        "░ less than fair, █ more; fair: by contract and days present",
    ]


def test_the_same_is_told_to_tools(rota: Command, folder: Path) -> None:
    told = rota("fairness", folder, "--json")
    assert (told.code, told.err) == (0, "")
    document = json.loads(told.out)
    assert {name: document[name] for name in ("format", "team", "start", "end")} == {
        "format": "rota-fairness/1",
        "team": "Help desk",
        "start": "2027-03-07T23:00:00Z",
        "end": "2027-03-14T23:00:00Z",
    }
    assert [(one["name"], one["burden"]) for one in document["burdens"]] == [
        ("fair-nights", "nights"),
        ("weekends", "weekends"),
    ]
    assert document["burdens"][0]["agents"][0] == {
        "id": "ana",
        "name": "Ana Kola",
        "units": 5.0,
        "fair": 3.0,
        "before_units": 3.0,
        "before_fair": 2.5,
        "distance": 2.5,
    }


def test_without_a_roster_it_says_how_to_make_one(rota: Command, tmp_path: Path) -> None:
    told = rota("fairness", write_workspace(tmp_path, {"team.yaml": team_text()}))
    assert (told.code, told.out) == (2, "")
    assert "error: there is no roster yet" in told.err


@pytest.mark.parametrize(
    ("distance", "scale", "signs"),
    [
        (Fraction(0), Fraction(1, 2), "            │"),
        (Fraction(1), Fraction(1, 2), "            │██"),
        (Fraction(-6), Fraction(1, 2), "░░░░░░░░░░░░│"),
        (Fraction(-5, 2), Fraction(2), "           ░│"),
    ],
)
def test_a_bar_points_to_the_right_for_too_much(distance: Fraction, scale: Fraction, signs: str) -> None:
    assert bar(distance, scale) == signs


def test_a_long_distance_makes_each_sign_worth_more(rota: Command, tmp_path: Path) -> None:
    ledger = "agent,burden,units,share\nana,nights,30,0\n"
    files = {"team.yaml": team_text(shifts=SHIFTS, rules=RULES), "ledger.csv": ledger}
    write_roster(write_workspace(tmp_path, files))
    told = rota("fairness", tmp_path)
    assert "fair-nights (nights): 0 in all, a sign for 3" in lines(told.out)
    assert "Ana Kola    0   0.0      30   0.0  +30.0              │██████████" in lines(told.out)


def test_changes_told_at_short_notice_are_shown(rota: Command, folder: Path) -> None:
    more = "publishing: {notice_days: 14}\n"
    text = team_text(shifts=SHIFTS, rules=RULES, more=more)
    write_workspace(folder, {"team.yaml": text})
    assert rota("publish", folder, "--yes", "--now", "2027-01-08T10:00:00Z").code == 0
    write_roster(folder, ("bo", "night@2027-03-08"))
    assert rota("publish", folder, "--yes", "--now", "2027-03-01T10:00:00Z").code == 0
    told = rota("fairness", folder)
    assert lines(told.out)[-6:-2] == [
        "short notice (shifts given at short notice): 1 in all, a sign for 0.5",
        "agent     now  fair   off",
        "Ana Kola    0   0.5  -0.5             ░│",
        "Bo Lind     1   0.5  +0.5              │█",
    ]


def test_how_small_the_largest_gap_can_be_is_proved(rota: Command, folder: Path) -> None:
    """Five nights and half a one before against one: 2.5 off, two whole nights; four and two is one off."""
    told = rota("fairness", folder, "--prove")
    assert told.code == 0
    assert lines(told.out)[-1] == (
        "fair-nights: nobody is more than 2 whole units off; a lawful roster with 0 exists, and no fewer, "
        "which costs more elsewhere"
    )
    gaps = json.loads(rota("fairness", folder, "--prove", "--json").out)["largest_gaps"]
    assert gaps == [{"name": "fair-nights", "present": 2, "smallest": 0, "proved": True}]


def test_a_largest_gap_that_no_lawful_roster_betters_is_said(rota: Command, folder: Path) -> None:
    """Every night is Ana's: of seven hers are seven where 3.5 are fair."""
    rules = (
        *RULES,
        "{kind: headcount, least: 1}",
        "{kind: headcount, id: not-bo, who: {ids: [bo]}, most: 0}",
    )
    write_workspace(folder, {"team.yaml": team_text(shifts=SHIFTS, rules=rules)})
    (folder / "ledger.csv").unlink()
    write_roster(folder, *(("ana", f"night@2027-03-{day:02}") for day in range(8, 15)))
    told = rota("fairness", folder, "--prove")
    assert lines(told.out)[-1] == (
        "fair-nights: nobody is more than 3 whole units off; no lawful roster does better"
    )
