"""Several teams planned side by side, on this machine or on a cluster, and a search from a given roster."""

from __future__ import annotations

import shutil
import signal
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from commands import REPOSITORY, started
from teams import team_text, write_workspace

from exports import json

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

AGENTS = [f"{{id: {name}, name: {name.title()}, contract: full}}" for name in ("ana", "bo", "cy")]
SHIFTS = ['{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}']
RULES = [
    "{kind: one_at_a_time}",
    "{kind: headcount, least: 1}",
    "{kind: headcount, most: 0, weight: 2, id: thrift}",
]
CHEAPEST = 28
"""Two shifts a day over seven days at 2 each."""


@pytest.fixture
def teams(tmp_path: Path) -> list[Path]:
    """Two teams that can be served, and one that cannot."""
    rules = {"north": RULES, "south": RULES, "nobody": [*RULES, "{kind: headcount, least: 4, id: crowd}"]}
    return [
        write_workspace(tmp_path / name, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, rules=wanted)})
        for name, wanted in rules.items()
    ]


def unnoted(err: str) -> list[str]:
    """What is said of teams, but for notes on what their rules leave open."""
    return [line for line in err.splitlines() if ": note: " not in line]


def test_teams_are_planned_side_by_side_and_each_is_reported(rota: Command, teams: list[Path]) -> None:
    north, south, nobody = teams

    told = rota("plan", *teams, "--time-limit", "20", "--jobs", "2")

    assert told.code == 1
    lines = sorted(line.rsplit(",", 1)[0] for line in told.out.splitlines())
    what = f"cost {CHEAPEST}, bound {CHEAPEST}, gap 0.00%"
    assert lines == [f"{north}: {what}", f"{south}: {what}"]
    assert unnoted(told.err) == [
        f"{nobody}: no roster keeps every hard rule; `rota why-not {nobody}` says why"
    ]
    assert [(team / "out" / "roster.json").exists() for team in teams] == [True, True, False]


def test_ctrl_c_keeps_the_best_roster_of_those_begun(tmp_path: Path) -> None:
    desks = [
        shutil.copytree(REPOSITORY / "examples" / "helpdesk-24x7", tmp_path / name, ignore=lambda *_: ["out"])
        for name in ("one", "two", "three")
    ]
    process = started("plan", *desks, "--time-limit", "300", "--jobs", "1")
    # Nothing is said before a team is through: long enough to begin, far shorter than the search.
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=25)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)

    assert "Traceback" not in err
    told = dict(line.split(": ", 1) for line in (out + err).splitlines())
    assert (process.returncode, sorted(told)) == (3, sorted(map(str, desks)))
    assert told[str(desks[2])] == "stopped before its search began"
    planned = [str(desk) for desk in desks if (desk / "out" / "roster.json").is_file()]
    assert sorted(line.partition(": ")[0] for line in out.splitlines()) == sorted(planned)


def test_what_is_noted_names_its_team(rota: Command, teams: list[Path]) -> None:
    north, south, _ = teams
    held = [
        *RULES,
        "{kind: min_rest, hours: 8}",
        "{kind: max_hours, hours: 48}",
        "{kind: min_hours, hours: 8}",
    ]
    for team, rules in ((north, held), (south, [*held[:4], held[5]])):
        write_workspace(team, {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, rules=rules)})

    told = rota("plan", north, south, "--time-limit", "20", "--jobs", "2")

    assert (told.code, told.err) == (
        0,
        f"{south}: note: without a rule `max_hours`, agents may get more than the hours of their contracts\n",
    )


def test_a_fault_in_one_team_stops_all_before_the_search(rota: Command, teams: list[Path]) -> None:
    (teams[1] / "team.yaml").write_text("team: [", "utf-8")

    told = rota("plan", *teams)

    assert told.code == 2
    assert str(teams[1] / "team.yaml") in told.err
    assert not any((team / "out").exists() for team in teams)


def test_a_cluster_plans_teams_like_the_machine_itself(rota: Command, teams: list[Path]) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        told = rota("plan", *teams[:2], "--time-limit", "20", "--cluster", cluster.scheduler_address)
        alone = rota("plan", teams[0], "--time-limit", "20", "--cluster", cluster.scheduler_address)

    assert (told.code, unnoted(told.err)) == (0, [])
    assert told.out.count(f"cost {CHEAPEST}, bound {CHEAPEST}") == 2
    assert alone.code == 0


def test_nobody_at_the_address_of_a_cluster_is_said(rota: Command, teams: list[Path], monkeypatch) -> None:
    monkeypatch.setattr("rota.cli.executors.CONNECT_SECONDS", "1s")

    told = rota("plan", teams[0], "--cluster", "tcp://127.0.0.1:9")

    assert told.code == 2
    assert told.err.startswith("error: no cluster answers at `tcp://127.0.0.1:9`: ")


def test_what_comes_of_a_given_roster_costs_no_more_than_it(rota: Command, teams: list[Path]) -> None:
    rota("plan", teams[0], "--time-limit", "20")
    best = teams[0] / "out" / "roster.json"
    kept = best.with_name("kept.json")
    kept.write_bytes(best.read_bytes())

    told = rota("plan", teams[0], "--start", kept, "--time-limit", "0.1", "--verbose")

    assert told.code == 0
    assert "the roster given" in told.err
    assert json.read(best.read_bytes()).proof.cost == CHEAPEST


def test_an_unlawful_roster_is_nothing_to_start_from(rota: Command, teams: list[Path]) -> None:
    rota("plan", teams[0], "--time-limit", "20")
    made = teams[0] / "out" / "roster.json"
    roster = json.read(made.read_bytes())
    broken = made.with_name("broken.json")
    broken.write_bytes(json.write(replace(roster, assignments=roster.assignments[1:])))

    told = rota("plan", teams[0], "--start", broken)

    assert told.code == 2
    assert "the roster to start from breaks a hard rule: early" in told.err


def test_several_teams_have_no_roster_to_start_from(rota: Command, teams: list[Path]) -> None:
    told = rota("plan", *teams, "--start", "roster.json")
    assert told.code == 2
    assert "a roster to start from is one team's" in told.err
