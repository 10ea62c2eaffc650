from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

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
    assert "\n Mon 08 Mar   0/1 0/1   1.0 \n" in told.out
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
    told = rota("demand", folder, "--by", "hour")
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
