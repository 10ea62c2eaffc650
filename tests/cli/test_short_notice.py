"""What is given at short notice, shared out: published, planned when somebody is ill, published again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = tuple(f"{{id: {name.lower()}, name: {name}, contract: full}}" for name in ("Ana", "Bo", "Cy"))
SHIFTS = ('{id: early, start: "06:00", end: "14:00", days: [mon, tue, wed]}',)
RULES = (
    "{kind: availability}",
    "{kind: headcount, least: 1, most: 1}",
    "{kind: max_changes, weight: 1}",
    "{kind: fair_share, burden: short_notice, weight: 50}",
)
WEEK = ("early@2027-03-08", "early@2027-03-09", "early@2027-03-10")
LONG_BEFORE, SATURDAY = "2027-02-01T10:00Z", "2027-03-06T10:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ana was published on all three earlies of the week, and falls ill for the first two."""
    text = team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES, more="publishing: {notice_days: 14}\n")
    write_workspace(tmp_path, {"team.yaml": text, "availability/ana.csv": "first_day,last_day\n"})
    write_roster(tmp_path, *(("ana", shift) for shift in WEEK))
    return tmp_path


def ill(rota: Command, folder: Path) -> None:
    assert rota("publish", folder, "--yes", "--now", LONG_BEFORE).code == 0
    (folder / "availability" / "ana.csv").write_text("first_day,last_day\n2027-03-08,2027-03-09\n")


def worked(folder: Path) -> list[str]:
    document = json.loads((folder / "out" / "roster.json").read_text())
    return [entry["agent"] for entry in document["assignments"]]


def carried(rota: Command, folder: Path) -> dict[str, float]:
    document = json.loads(rota("fairness", folder, "--json").out)
    agents = document["burdens"][0]["agents"]
    assert document["burdens"][0]["burden"] == "short_notice"
    return {one["id"]: one["units"] for one in agents}


def test_two_shifts_given_at_short_notice_go_to_two_people(rota: Command, folder: Path) -> None:
    ill(rota, folder)
    assert rota("plan", folder, "--now", SATURDAY).code == 0
    assert sorted(worked(folder)[:2]) == ["bo", "cy"]
    assert worked(folder)[2] == "ana"
    assert carried(rota, folder) == {"ana": 0, "bo": 1, "cy": 1}
    assert rota("verify", folder).out.startswith("all 2 hard rules kept, cost 4\n")


def test_the_roster_keeps_when_it_was_told_and_what_was_given_counts_once_published(
    rota: Command, folder: Path
) -> None:
    """Bo has both: two whole shifts where two thirds are fair cost 50, before and after it is published."""
    ill(rota, folder)
    text = (folder / "team.yaml").read_text()
    (folder / "team.yaml").write_text(text.replace(f"  - {RULES[2]}\n", ""))
    write_roster(folder, ("bo", WEEK[0]), ("bo", WEEK[1]), ("ana", WEEK[2]))
    path = folder / "out" / "roster.json"
    made_at = '"made_at": "2027-03-07T23:00:00Z"'
    assert made_at in path.read_text()
    path.write_text(path.read_text().replace(made_at, '"made_at": "2027-03-06T10:00:00Z"'))
    told = rota("verify", folder)
    assert "Bo carries 2 of 2 shifts given at short notice, 0.7 would be fair (cost 50)" in told.out
    assert rota("publish", folder, "--yes", "--now", SATURDAY).code == 0
    assert rota("verify", folder).out == told.out
    assert carried(rota, folder) == {"ana": 0, "bo": 2, "cy": 0}


def test_who_was_given_a_shift_late_in_this_horizon_is_not_the_next_to_be(
    rota: Command, folder: Path
) -> None:
    ill(rota, folder)
    write_roster(folder, ("bo", WEEK[0]), ("ana", WEEK[1]), ("ana", WEEK[2]))
    (folder / "availability" / "ana.csv").write_text("first_day,last_day\n2027-03-08,2027-03-08\n")
    assert rota("publish", folder, "--yes", "--now", SATURDAY).code == 0
    (folder / "availability" / "ana.csv").write_text("first_day,last_day\n2027-03-08,2027-03-09\n")
    assert rota("plan", folder, "--now", "2027-03-08T10:00Z").code == 0
    assert worked(folder) == ["bo", "cy", "ana"]


def test_long_before_nothing_is_short_notice(rota: Command, folder: Path) -> None:
    ill(rota, folder)
    assert rota("plan", folder, "--now", LONG_BEFORE).code == 0
    assert carried(rota, folder) == {"ana": 0, "bo": 0, "cy": 0}


def test_sharing_short_notice_without_a_notice_period_is_told(rota: Command, folder: Path) -> None:
    (folder / "team.yaml").write_text(team_text(agents=AGENTS, shifts=SHIFTS, rules=RULES))
    told = rota("check", folder)
    assert told.code == 2
    assert told.err.startswith(
        "error: rule `fair_share` shares short notice, and the team has no notice period\n"
    )
    assert "help: give the team one with `publishing: {notice_days: 14}`" in told.err
