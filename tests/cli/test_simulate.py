from __future__ import annotations

import json
from typing import TYPE_CHECKING

from teams import team_text, write_roster, write_workspace
from typer.testing import CliRunner

from rota.cli.main import app

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

PHONE = "{id: phone, channel: phone, handle_seconds: 300, patience_seconds: 120, service_definition: served}"
MAIL = "{id: mail, channel: mail, handle_seconds: 600, deadline_hours: 1, deadline_clock: always}"
FORECAST = "start,queue,contacts\n" + "".join(
    f"2027-03-{day:02}T{hour:02}:{minute},{queue},{contacts}\n"
    for queue, contacts in (("mail", 1), ("phone", 5))
    for day in range(8, 15)
    for hour in range(24)
    for minute in ("00", "30")
)


def desk(folder: Path, *agents: str) -> Path:
    write_workspace(folder, {"team.yaml": team_text(queues=[PHONE, MAIL]), "forecast.csv": FORECAST})
    write_roster(folder, *((agent, f"early@2027-03-{day:02}") for agent in agents for day in range(8, 15)))
    return folder


def test_the_desk_is_played_and_told(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path, "ana", "bo")
    told = rota("simulate", folder, "--replications", 6, "--seed", 4, "--out", folder / "played.json")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "6 times 7 days, seed 4; bands hold the mean in 95 of 100 cases"
    # by day the callers who are served are served in time; mail of the night is late
    told_of = {line.split()[0]: line.split() for line in lines[4:7] if line.strip()}
    assert told_of["phone"][2:4] == ["80%", "82.4%"]
    assert told_of["mail"][2:4] == ["100%", "100.0%"]
    assert ("!" in " ".join(told_of["phone"]), "!" in " ".join(told_of["mail"])) == (False, True)
    assert "  phone: in time is answered within 20 s, of those served; patience 120 s" in lines
    assert "  mail: in time is done within 1 hours" in lines
    assert "where most is late" in lines
    assert lines[-1] == f"written: {folder}/played.json"
    written = (folder / "played.json").read_bytes()
    assert rota("simulate", folder, "--replications", 6, "--seed", 4, "--json").out == written.decode()
    document = json.loads(written)
    assert [(queue["queue"], queue["definition"], queue["asked"]) for queue in document["queues"]] == [
        ("mail", None, 1.0),
        ("phone", "served", 0.8),
    ]
    first = document["queues"][1]["intervals"][0]
    # nobody is there at midnight: whoever calls hangs up
    assert first["start"] == "2027-03-07T23:00:00Z"
    assert first["in_time"] is None
    assert first["abandoned"] == {"mean": 1.0, "low": 1.0, "high": 1.0}
    assert first["promised"]["agents"] == 1


def test_the_table_is_whole_on_a_terminal_of_80_columns(tmp_path: Path) -> None:
    told = CliRunner(env={"COLUMNS": "80"}).invoke(app, ["simulate", str(desk(tmp_path, "ana"))])
    lines = told.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[3].split()[-3:] == ["left", "busy", "oldest"]


def test_equal_seeds_are_told_equally(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path, "ana")
    one, two, other = (
        rota("simulate", folder, "--replications", 5, "--seed", seed).out for seed in (1, 1, 2)
    )
    assert one == two != other


def test_without_queues_nobody_calls(rota: Command, tmp_path: Path) -> None:
    write_workspace(tmp_path, {"team.yaml": team_text()})
    write_roster(tmp_path)
    told = rota("simulate", tmp_path)
    assert (told.code, told.out, told.err) == (0, "there are no queues, so nobody calls\n", "")
    told = rota("simulate", tmp_path, "--json")
    assert (told.code, told.out) == (2, "")


def test_without_a_roster_or_a_place_for_the_file_nothing_is_played(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path, "ana")
    told = rota("simulate", folder, "--out", folder / "team.yaml" / "x.json")
    assert (told.code, told.out) == (2, "")
    (folder / "out" / "roster.json").unlink()
    told = rota("simulate", folder)
    assert (told.code, told.out, "there is no roster yet" in told.err) == (2, "", True)


def test_a_roster_of_another_forecast_is_told(rota: Command, tmp_path: Path) -> None:
    folder = desk(tmp_path, "ana")
    (folder / "forecast.csv").write_text(FORECAST + "\n", "utf-8")
    told = rota("simulate", folder, "--replications", 5)
    assert told.out.endswith("changed since the roster was made: forecast.csv\n")
