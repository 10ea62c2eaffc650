from __future__ import annotations

import json as standard_json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner

from exports import json
from rota.cli.show import show, views
from rota.cli.show_json import Asked
from rota.errors import InputError
from rota.load.workspace import load_workspace
from rota.localtime import DAY
from rota.roster import Assignment, Member, Proof, Roster

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from rota.cli.views.showing import Showing

TEAM = """\
team: Bank help desk
zone: Europe/Berlin
horizon: {start: 2027-03-22, weeks: 1}
contracts:
  - {id: full, hours_per_week: 40}
skills: [german]
agents:
  - {id: ana, name: Ana Kola, zone: Europe/Tirane, contract: full, skills: {german: 3}}
  - {id: bo, name: Bo Lind, contract: full, skills: {german: 3}}
shifts:
  - {id: early, start: "06:00", end: "14:00", break_minutes: 30, kind: work}
  - {id: night, start: "22:00", end: "06:00"}
rules:
  - {kind: min_rest, hours: 11}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a roster: Ana early on the first day, Bo by night on the second."""
    (tmp_path / "team.yaml").write_text(TEAM)
    workspace = load_workspace(tmp_path)
    problem = workspace.problem
    roster = Roster(
        team=problem.team,
        zone=problem.zone,
        start=problem.start,
        end=problem.end,
        made_at=problem.start - DAY,
        members=tuple(Member(agent.id, agent.name, agent.zone) for agent in problem.agents),
        shifts=problem.shifts,
        assignments=(Assignment("early@2027-03-22", "ana"), Assignment("night@2027-03-23", "bo")),
        proof=Proof("optimal", 0, 0, 1, 8, 0.5, "0.1.0", workspace.inputs),
    )
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "roster.json").write_bytes(json.write(roster))
    return tmp_path


def invoke(*arguments: object) -> Result:
    app = typer.Typer()
    app.command()(show)
    told = CliRunner(env={"COLUMNS": "80"}).invoke(app, [str(argument) for argument in arguments])
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def run(*arguments: object) -> str:
    return "".join(f"{line.rstrip()}\n" for line in invoke(*arguments).stdout.splitlines())


def test_the_roster_is_shown_with_its_proof(folder: Path) -> None:
    assert run(folder) == (
        "╭─ Bank help desk ─────────────────────╮\n"
        "│ proved optimal                       │\n"
        "│ cost 0, bound 0, gap 0               │\n"
        "│ hard rules kept: 1 of 1              │\n"
        "│ seed 1, 8 workers, 0.5 s, rota 0.1.0 │\n"
        "╰──────────────────────────────────────╯\n"
        "\n"
        "week 12, Mon 22 Mar to Sun 28 Mar 2027\n"
        "                       Mo Tu We Th Fr Sa Su\n"
        "                       22 23 24 25 26 27 28  hours  N  W\n"
        "ana    Ana Kola Tirane E  .  .  .  .  -  -  7.5/40  0  0\n"
        "bo     Bo Lind         .  N  .  .  .  -  -    8/40  1  0\n"
        "\n"
        "E early 06:00-14:00   N night 22:00-06:00   times and days of Europe/Berlin\n"
        "' a night where the agent lives   hours worked/owed by contract less leave\n"
        "N nights at home   W weekends with a shift\n"
        "clocks go forward on Sun 28 Mar (Europe/Berlin, Europe/Tirane)\n"
    )


def test_an_agent_a_day_and_coverage_can_be_asked_for_together(folder: Path) -> None:
    lines = run(folder, "--agent", "bo", "--day", "2027-03-24", "--coverage").splitlines()
    assert [line for line in lines if line.startswith(("Bo", "Tue", "Wed", "night", "no cov"))] == [
        "Bo Lind (`bo`), tier 1, full 40 h a week, times of Europe/Berlin",
        "Tue 23 Mar  22:00-06:00     8 h  night  alone  night",
        "Wed 24 Mar 2027, times of Europe/Berlin",
        "night  Tue 22:00-06:00  1  Bo Lind",
        "night  22:00-06:00      0  nobody",
        "no coverage rule: what the load misses is not measured",
        "no coverage rule: what the load misses is not measured",
    ]


def test_where_load_is_given_its_coverage_is_the_last_word(spring: Showing, text_of) -> None:
    text = text_of(*views(spring, Asked(), width=100), columns=100)
    assert text.endswith("worst: Tue 23 Mar 14:00-15:00, phone-de has 0 of 3\n")


def test_json_is_for_tools(folder: Path) -> None:
    written = standard_json.loads(run(folder, "--agent", "bo", "--json"))
    assert [written["format"], written["proof"]["status"]] == ["rota-show/1", "optimal"]
    assert [shift["id"] for agent in written["agents"] for shift in agent["shifts"]] == ["night@2027-03-23"]


@pytest.mark.parametrize(
    ("arguments", "message", "help_text"),
    [
        (["--agent", "anna"], "there is no agent `anna`", "did you mean `ana`?"),
        (["--agent", "Bo Lindt"], "there is no agent `Bo Lindt`", "did you mean `bo`?"),
        (["--agent", "zoe"], "there is no agent `zoe`", "known are ana, bo"),
        (["--day", "tomorrow"], "`tomorrow` is not a date", "the roster runs from 2027-03-22 to 2027-03-28"),
        (
            ["--day", "2027-03-29"],
            "the roster has no day `2027-03-29`",
            "the roster runs from 2027-03-22 to 2027-03-28",
        ),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    folder: Path, arguments: list[str], message: str, help_text: str
) -> None:
    with pytest.raises(InputError) as caught:
        run(folder, *arguments)
    assert [(fault.message, fault.help) for fault in caught.value.faults] == [(message, help_text)]


def test_a_changed_input_is_told_beside_the_data(folder: Path) -> None:
    assert invoke(folder).stderr == ""
    (folder / "team.yaml").write_text(TEAM + "  - {kind: one_at_a_time}\n")
    told = invoke(folder, "--json")
    assert told.stderr == "changed since the roster was made: team.yaml\n"
    assert standard_json.loads(told.stdout)["verdict"]["hard_rules"] == 2


def test_a_roster_of_another_team_is_not_shown(folder: Path) -> None:
    path = folder / "out" / "roster.json"
    roster = json.read(path.read_bytes())
    stranger = replace(
        roster,
        members=(*roster.members, Member("zoe", "Zoe", "UTC")),
        assignments=(*roster.assignments, Assignment("night@2027-03-24", "zoe")),
    )
    path.write_bytes(json.write(stranger))
    with pytest.raises(InputError, match="the workspace has no agent `zoe`"):
        run(folder)
