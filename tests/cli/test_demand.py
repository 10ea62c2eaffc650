from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_workspace

from exports import demand_csv
from rota.queue import Demand

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

PHONE = (
    "{id: phone, channel: phone, handle_seconds: 900, minimum: 1, "
    'open: [{days: [mon], from: "08:00", to: "09:00"}]}'
)
FORECAST = "start,queue,contacts\n2027-03-01T08:00,phone,99\n2027-03-01T08:30,phone,99\n"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_demand_is_shown_and_written(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[PHONE])})
    told = rota("demand", folder)
    assert (told.code, told.err) == (0, "")
    assert "\n Mon 08 Mar   0/1 0/1   1.0\n" in told.out
    assert told.out.endswith(f"\nwritten: {folder}/out/demand.csv\n")
    assert demand_csv.read((folder / "out" / "demand.csv").read_bytes()) == (
        Demand(utc("2027-03-08T07:00"), utc("2027-03-08T07:30"), "phone", 1),
        Demand(utc("2027-03-08T07:30"), utc("2027-03-08T08:00"), "phone", 1),
    )


def test_what_came_before_the_horizon_is_not_shown(rota: Command, tmp_path: Path) -> None:
    files = {"team.yaml": team_text(queues=[PHONE]), "forecast.csv": FORECAST}
    told = rota("demand", write_workspace(tmp_path, files))
    assert (told.code, "01 Mar" in told.out, "08 Mar" in told.out) == (0, False, True)


def test_the_demand_can_be_shown_by_the_hour(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[PHONE])})
    told = rota("demand", folder, "--per", "hour")
    assert (told.code, "\n Mon 08:00" in told.out) == (0, True)


def test_without_queues_there_is_no_demand(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text()})
    told = rota("demand", folder)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"no queue is open in the horizon, so none needs agents\nwritten: {folder}/out/demand.csv\n"
    )
    assert (folder / "out" / "demand.csv").read_bytes() == b"start,end,queue,agents\n"


def test_where_nothing_can_be_written_nothing_is_shown(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[PHONE]), "out": ""})
    told = rota("demand", folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: a file is in the place of a folder\n --> {folder}/out\n")


def test_a_number_of_agents_is_explained(rota: Command, tmp_path: Path) -> None:
    files = {"team.yaml": team_text(queues=[PHONE]), "forecast.csv": FORECAST.replace("-01T", "-08T")}
    folder = write_workspace(tmp_path, files)
    told = rota("demand", folder, "--explain", "phone", "2027-03-08T08:10")
    lines = [line.rstrip() for line in told.out.splitlines()]
    assert (told.code, told.err) == (0, "")
    assert lines == [
        "phone, Mon 08 Mar 08:00 to 08:30 (Europe/Berlin)",
        "contacts  99.00 expected in 30 min, by the forecast",
        "risk      staffed on the mean; `staff_on` would ask for a quantile of the rate",
        "load      99.00 x 900 s / 1,800 s = 49.500 erlang",
        "formula   Erlang C: nobody hangs up",
        "target    80% of all contacts answered within 20 s, agents busy at most 85%",
        "          58 agents: 85.9% in time, mean wait 18.0 s, busy 85.3%: not enough",
        "          59 agents: 89.3% in time, mean wait 12.5 s, busy 83.9%",
        "minimum   1 in every open interval",
        "demand    59 agents",
        "enough    for up to 103.4 contacts; no more come in 67.9% of such intervals (chance alone: the",
        "          forecast tells no spread)",
    ]
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("queue", "moment", "message"),
    [
        ("phon", "2027-03-08T08:10", "error: unknown queue `phon`\nhelp: did you mean `phone`?\n"),
        ("phone", "soon", "error: `soon` is not a timestamp\nhelp: write `2027-03-08T22:00` or"),
        (
            "phone",
            "2027-03-18T08:10",
            "error: queue `phone` has no demand at Thu 18 Mar 08:10\n"
            "help: the horizon is Mon 08 Mar 00:00 to Mon 15 Mar 00:00\n",
        ),
    ],
)
def test_what_has_no_demand_is_not_explained(
    rota: Command, tmp_path: Path, queue: str, moment: str, message: str
) -> None:
    folder = write_workspace(tmp_path, {"team.yaml": team_text(queues=[PHONE])})
    told = rota("demand", folder, "--explain", queue, moment)
    assert (told.code, told.out, told.err.startswith(message)) == (2, "", True)


def test_work_left_to_whoever_is_spare_is_told_apart(rota: Command, tmp_path: Path) -> None:
    mail = "{id: mail, channel: mail, handle_seconds: 1530}"
    text = team_text(queues=[PHONE, mail], rules=["{kind: coverage, deferred: {late: 2}}"])
    rows = "start,queue,contacts\n2027-03-08T08:00,mail,3\n2027-03-08T08:30,mail,0\n"
    folder = write_workspace(tmp_path, {"team.yaml": text, "forecast.csv": rows})
    told = rota("demand", folder)
    assert (told.code, told.err) == (0, "")
    assert "\nno demand, done by whoever is spare: mail 1.5 agent hours\n" in told.out
    told = rota("demand", folder, "--explain", "mail", "2027-03-08T08:00")
    assert (told.code, told.err) == (0, "")
    assert "demand    nobody at a fixed time: done by whoever is spare" in told.out
