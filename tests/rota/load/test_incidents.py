"""incidents.csv as alerts, and what shifts of a workspace expect by it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from duties import AGENTS, RULES, SHIFTS
from teams import team_text, write_workspace

from rota.load.incidents import read_incidents
from rota.load.workspace import load_workspace
from rota.pages import ExpectedPages
from rota.paging.expectation import Incident

if TYPE_CHECKING:
    from pathlib import Path

QUEUES = (
    "{id: phone, channel: phone, handle_seconds: 240, escalates_to: l2, escalation_share: 0.5, "
    "escalation_lag_minutes: 60}",
    "{id: l2, channel: ticket, handle_seconds: 600}",
)


def test_times_are_the_wall_clock_of_the_team_or_have_an_offset() -> None:
    text = b"severity,at\nhigh,2027-03-01T12:00\n,2027-03-01 10:30Z\n"
    assert read_incidents("incidents.csv", text, zone="Europe/Berlin", queues=()) == (
        Incident(datetime(2027, 3, 1, 10, 30, tzinfo=UTC)),
        Incident(datetime(2027, 3, 1, 11, tzinfo=UTC), "", "high"),
    )


def test_a_workspace_expects_pages_of_its_shifts_also_by_what_a_queue_hands_over(tmp_path: Path) -> None:
    rows = [f"2027-03-0{day}T12:00,phone" for day in range(1, 6)]
    files = {
        "team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, queues=QUEUES, more=RULES),
        "incidents.csv": "\n".join(["at,queue", *rows]) + "\n",
        "history.csv": "agent,shift,day\nbo,night1,2027-03-07\nana,day1,2027-03-05\n",
    }
    problem = load_workspace(write_workspace(tmp_path, files)).problem
    working = [f"day1@2027-03-{day:02}" for day in (5, *range(8, 13))]
    assert problem.pages == tuple(ExpectedPages(shift, 150) for shift in working)
    assert problem.pages_spread == 1.0
    assert problem.pages_of["day1@2027-03-08"] == 150


def test_the_file_is_an_input_whose_change_is_noticed(tmp_path: Path) -> None:
    files = {"team.yaml": team_text(agents=AGENTS, shifts=SHIFTS, more=RULES), "incidents.csv": "at\n"}
    workspace = load_workspace(write_workspace(tmp_path, files))
    assert [name for name, _ in workspace.inputs] == ["incidents.csv", "team.yaml"]
    assert workspace.problem.pages == ()
