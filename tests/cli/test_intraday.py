"""`rota intraday` as its user sees it: a small team, one queue, a day busier or calmer than planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

QUEUE = '{id: phone, channel: phone, handle_seconds: 300, open: [{from: "06:00", to: "22:00"}]}'
SHIFTS = ('{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}')
RULES = ("{kind: coverage, weight: 4, over: 1}", "{kind: one_at_a_time}", "{kind: min_rest, hours: 11}")
AGENTS = (
    "{id: ana, name: Ana Kola, contract: full}",
    "{id: bo, name: Bo Lind, contract: full}",
    "{id: cy, name: Cy Meyer, contract: full}",
)


def forecast(contacts: int) -> str:
    rows = "".join(
        f"2027-03-0{day}T{hour:02}:00,phone,{contacts if 6 <= hour < 22 else 0},0.2,0.2\n"
        for day in (8, 9)
        for hour in range(24)
    )
    return f"start,queue,contacts,spread,day_spread\n{rows}"


def today(path: Path, contacts: int, *, until: int = 12, day: int = 8) -> Path:
    rows = "".join(f"2027-03-0{day}T{hour:02}:00,{contacts if hour >= 6 else 0}\n" for hour in range(until))
    path.write_text(f"ds,y\n{rows}", "utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Ana works early and Bo late on Monday; Cy late on Monday and Ana early on Tuesday."""
    text = team_text(agents=AGENTS, queues=[QUEUE], shifts=SHIFTS, rules=RULES)
    folder = write_workspace(tmp_path / "desk", {"team.yaml": text, "forecast.csv": forecast(8)})
    write_roster(folder, ("ana", "early@2027-03-08"), ("bo", "late@2027-03-08"), ("cy", "early@2027-03-09"))
    return folder


def test_a_day_as_forecast_changes_nothing(rota: Command, desk: Path, tmp_path: Path) -> None:
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 8))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Mon 08 Mar 12:00 (Europe/Berlin)\n")
    assert "phone     48       48.0    1.00" in told.out


def test_a_busy_day_asks_those_on_duty_first_and_says_what_it_brings(
    rota: Command, desk: Path, tmp_path: Path
) -> None:
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 40))
    assert told.code == 0
    lines = told.out.splitlines()
    begin = lines.index("what to do now, in order of effect")
    assert lines[begin + 1].startswith(
        "  1. ask Ana Kola to stay 2 h longer, until 16:00 (early, 06:00-14:00): 2 h less"
    )
    assert any(line.startswith("  2. ask Bo Lind to begin 1 h early, at 13:00") for line in lines)


def test_who_may_not_lawfully_come_is_named_with_the_reason(
    rota: Command, desk: Path, tmp_path: Path
) -> None:
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 40))
    (line,) = [line for line in told.out.splitlines() if "Cy Meyer" in line]
    assert told.out.index("not lawful\n") < told.out.index(line)
    assert line.startswith("  ask Cy Meyer to come in (late, 14:00-22:00): ")
    assert "11 h" in line


def test_a_calm_day_lets_people_go(rota: Command, desk: Path, tmp_path: Path) -> None:
    (desk / "forecast.csv").write_text(forecast(1), "utf-8")
    write_roster(desk, ("ana", "early@2027-03-08"), ("bo", "late@2027-03-08"), ("cy", "late@2027-03-08"))
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 0))
    assert told.code == 0
    assert told.out.endswith(
        "the rest of the day: 0 h missing, 8 h too many\n"
        "what to do now, in order of effect\n"
        "  1. tell Bo Lind to stay at home (late, 14:00-22:00): 8 h less too many\n"
    )


def test_only_what_is_before_the_given_time_is_looked_at(rota: Command, desk: Path, tmp_path: Path) -> None:
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 8), "--at", "2027-03-08T09:30")
    assert told.out.startswith("Mon 08 Mar 09:30 (Europe/Berlin)\n")
    assert "phone     24       24.0    1.00" in told.out


def test_a_day_outside_the_horizon_is_refused(rota: Command, desk: Path, tmp_path: Path) -> None:
    told = rota("intraday", desk, "--actual", today(tmp_path / "t.csv", 8, day=1))
    assert told.code == 2
    assert told.err.startswith("error: 2027-03-01 is not in the horizon of the workspace\n")


def test_without_a_rule_of_coverage_it_is_refused(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(
        tmp_path / "desk", {"team.yaml": team_text(queues=[QUEUE]), "forecast.csv": forecast(8)}
    )
    write_roster(folder)
    told = rota("intraday", folder, "--actual", today(tmp_path / "t.csv", 8))
    assert told.code == 2
    assert told.err.startswith(
        "error: without a rule `coverage` nothing says how bad it is that agents are missing\n"
    )


def test_a_break_moves_to_where_it_is_missed_less(rota: Command, tmp_path: Path) -> None:
    lunch_rule = "{id: lunch, minutes: 30, from_hours: 2, to_hours: 6, paid: true}"
    more = f"breaks: {{step_minutes: 30, rules: [{lunch_rule}]}}\n"
    text = team_text(agents=AGENTS, queues=[QUEUE], shifts=SHIFTS, rules=RULES, more=more)
    rows = "".join(
        f"2027-03-08T{hour:02}:00,phone,{2 if 6 <= hour < 22 and hour not in (16, 17) else 0}\n"
        for hour in range(24)
    )
    folder = write_workspace(
        tmp_path / "desk", {"team.yaml": text, "forecast.csv": "start,queue,contacts\n" + rows}
    )
    write_roster(folder, ("ana", "early@2027-03-08"), ("bo", "late@2027-03-08"))
    lunch = "2027-03-08T18:00:00Z,2027-03-08T18:30:00Z,bo,late@2027-03-08,lunch,yes\n"
    early = "2027-03-08T08:00:00Z,2027-03-08T08:30:00Z,ana,early@2027-03-08,lunch,yes\n"
    (folder / "out" / "breaks.csv").write_text(f"start,end,agent,shift,about,paid\n{early}{lunch}", "utf-8")
    told = rota("intraday", folder, "--actual", today(tmp_path / "t.csv", 2))
    assert told.code == 0
    assert told.out.endswith(
        "breaks to move, in order of effect\n"
        "  1. Bo Lind, lunch: 16:00-16:30 instead of 19:00-19:30: 30 min less missing\n"
    )
