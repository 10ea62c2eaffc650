from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from teams import SHIFTS, team_text, write_workspace

from constraints.headcount import Headcount
from rota.errors import InputError
from rota.forecast.volume import Volume
from rota.load.workspace import Workspace, load_times, load_workspace
from rota.problem import Request
from rota.queue import Demand, Work

if TYPE_CHECKING:
    from pathlib import Path

PHONE = "{id: phone, channel: phone, handle_seconds: 240, minimum: 1}"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def load(folder: Path, files: dict[str, str]) -> Workspace:
    return load_workspace(write_workspace(folder, files))


def faults(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        load(folder, files)
    return [
        (fault.path.removeprefix(f"{folder}").lstrip("/\\"), fault.message) for fault in caught.value.faults
    ]


def forecast(*rows: str) -> str:
    return "\n".join(["start,queue,contacts", *rows, ""])


def test_a_whole_folder_becomes_one_problem(tmp_path: Path) -> None:
    agents = [
        "{id: bo, name: Bo Lind, contract: full, zone: America/New_York, requests: [{off: 2027-03-09}]}",
        '{id: ana, name: Ana, contract: full, available: [{days: [mon], from: "00:00", to: "24:00"}]}',
    ]
    workspace = load(
        tmp_path,
        {
            "team.yaml": team_text(agents=agents, queues=[PHONE], rules=["{kind: headcount, least: 1}"]),
            "forecast.csv": forecast("2027-03-08T08:00,phone,0", "2027-03-08T08:30,phone,6"),
            "history.csv": "agent,shift,day\nana,early,2027-03-07\n",
            "availability/bo.csv": "first_day,last_day\n2027-03-10,2027-03-10\n",
        },
    )
    problem = workspace.problem
    assert [problem.team, problem.zone] == ["Help desk", "Europe/Berlin"]
    assert [problem.start, problem.end] == [utc("2027-03-07T23:00"), utc("2027-03-14T23:00")]
    assert [agent.id for agent in problem.agents] == ["ana", "bo"]
    assert [shift.id for shift in problem.shifts] == [f"early@2027-03-{day:02}" for day in range(8, 15)]
    assert [queue.id for queue in problem.queues] == ["phone"]
    assert problem.requests == (Request("bo", utc("2027-03-09T00:00").date(), "off"),)
    assert [shift.id for shift in problem.past_shifts] == ["early@2027-03-07"]
    assert problem.past == {("ana", "early@2027-03-07")}
    # Leave of a day in New York is from 05:00 to 05:00 in UTC; from Tuesday on Ana has no hours.
    assert [(one.agent, one.start, one.end, one.leave) for one in problem.absences] == [
        ("ana", utc("2027-03-08T23:00"), utc("2027-03-14T23:00"), False),
        ("bo", utc("2027-03-10T05:00"), utc("2027-03-11T05:00"), True),
    ]
    assert workspace.rules == (Headcount(least=1),)
    assert workspace.folder == tmp_path


def test_inputs_are_named_with_the_hash_of_what_was_read(tmp_path: Path) -> None:
    files = {
        "team.yaml": team_text(queues=[PHONE]),
        "history.csv": "agent,shift,day\n",
        "availability/bo.csv": "first_day,last_day\n",
    }
    assert load(tmp_path, files).inputs == tuple(
        sorted((name, sha256(content.encode()).hexdigest()) for name, content in files.items())
    )


def test_one_other_byte_is_another_hash(tmp_path: Path) -> None:
    before = load(tmp_path, {"team.yaml": team_text()})
    after = load(tmp_path, {"team.yaml": team_text() + "# a remark\n"})
    assert after.problem == before.problem
    assert after.inputs != before.inputs


def test_what_is_not_part_of_a_workspace_is_not_read(tmp_path: Path) -> None:
    others = {"notes.txt": "no", "out/roster.json": "no", "availability/.ana.csv.swp": "no"}
    assert [name for name, _ in load(tmp_path, {"team.yaml": team_text(), **others}).inputs] == ["team.yaml"]


def test_marks_and_line_ends_of_windows_are_read_as_any_others(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    files = {
        "team.yaml": team_text(queues=[PHONE]),
        "forecast.csv": forecast("2027-03-08T08:00,phone,6", "2027-03-08T08:30,phone,3"),
        "history.csv": "agent,shift,day\nana,early,2027-03-07\n",
        "availability/bo.csv": "first_day,last_day\n2027-03-10,2027-03-10\n",
    }
    other = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in files.items()}
    assert load(here, files).problem == load(there, other).problem


def test_demand_is_within_the_horizon(tmp_path: Path) -> None:
    queue = PHONE.replace("}", ', open: [{from: "23:00", to: "01:00"}]}')
    rows = [f"2027-03-{day:02}T{hour:02}:00,phone,0" for day in range(7, 16) for hour in range(24)]
    problem = load(
        tmp_path, {"team.yaml": team_text(queues=[queue]), "forecast.csv": forecast(*rows)}
    ).problem
    starts = [entry.start for entry in problem.demand]
    # From 23:00 to 01:00: an hour of the first day, an hour of the last, two of each between them.
    assert [starts[0], starts[-1], len(starts)] == [utc("2027-03-07T23:00"), utc("2027-03-14T22:00"), 14]
    assert {(entry.queue, entry.agents) for entry in problem.demand} == {("phone", 1)}


def test_an_hour_that_the_horizon_cuts_is_cut(tmp_path: Path) -> None:
    # Midnight in Kolkata is 18:30 in UTC, in the middle of an hour of this forecast.
    rows = [f"2027-03-{day:02}T{hour:02}:00Z,phone,0" for day in range(7, 16) for hour in range(24)]
    files = {"team.yaml": team_text(zone="Asia/Kolkata", queues=[PHONE]), "forecast.csv": forecast(*rows)}
    demand = load(tmp_path, files).problem.demand
    assert [demand[0], demand[-1]] == [
        Demand(utc("2027-03-07T18:30"), utc("2027-03-07T19:00"), "phone", 1),
        Demand(utc("2027-03-14T18:00"), utc("2027-03-14T18:30"), "phone", 1),
    ]
    assert sum((entry.end - entry.start).total_seconds() for entry in demand) == 7 * 24 * 3600


def test_mail_that_came_before_the_horizon_is_still_to_be_worked_off(tmp_path: Path) -> None:
    queue = "{id: mail, channel: mail, handle_seconds: 1800, deadline_hours: 1, max_occupancy: 1}"
    rows = ["2027-03-07T23:00,mail,4", "2027-03-08T00:00,mail,0", "2027-03-08T01:00,mail,0"]
    files = {"team.yaml": team_text(queues=[queue]), "forecast.csv": forecast(*rows)}
    # Two hours of work come from 23:00 on and are due within the hour: half of them after midnight.
    working = [entry for entry in load(tmp_path, files).problem.demand if entry.agents]
    assert working == [Demand(utc("2027-03-07T23:00"), utc("2027-03-08T00:00"), "mail", 1)]


MAIL = "{id: mail, channel: mail, handle_seconds: 1530, deadline_hours: 1, deadline_clock: always}"


def test_mail_asks_for_agents_at_fixed_times_unless_the_rule_leaves_it_to_the_spare(tmp_path: Path) -> None:
    rows = forecast("2027-03-08T08:00,mail,1", "2027-03-08T08:30,mail,0")
    files = {"team.yaml": team_text(queues=[PHONE, MAIL], rules=["{kind: coverage}"]), "forecast.csv": rows}
    before = load(tmp_path / "before", files).problem
    assert (before.work, {one.queue for one in before.demand if one.agents}) == ((), {"mail", "phone"})
    spare = team_text(queues=[PHONE, MAIL], rules=["{kind: coverage, deferred: {late: 2}}"])
    after = load(tmp_path / "after", files | {"team.yaml": spare}).problem
    assert {one.queue for one in after.demand} == {"phone"}
    # 1,530 s at 85 % busy are half an hour on duty.
    assert [one for one in after.work if one.minutes] == [
        Work(utc("2027-03-08T07:00"), utc("2027-03-08T07:30"), "mail", 30, utc("2027-03-08T08:30"))
    ]


def test_a_rule_defers_the_queues_that_it_names(tmp_path: Path) -> None:
    rule = "{kind: coverage, queues: [mail], deferred: {late: 2}}"
    queues = [MAIL, MAIL.replace("id: mail", "id: tickets")]
    problem = load(tmp_path, {"team.yaml": team_text(queues=queues, rules=[rule])}).problem
    assert {one.queue for one in problem.work} == {"mail"}
    assert {one.queue for one in problem.demand} == {"tickets"}


def test_a_floor_needs_no_forecast(tmp_path: Path) -> None:
    queue = PHONE.replace("}", ', open: [{days: [mon], from: "08:00", to: "09:00"}]}')
    workspace = load(tmp_path, {"team.yaml": team_text(queues=[queue])})
    assert workspace.problem.demand == (
        Demand(utc("2027-03-08T07:00"), utc("2027-03-08T07:30"), "phone", 1),
        Demand(utc("2027-03-08T07:30"), utc("2027-03-08T08:00"), "phone", 1),
    )
    assert len(workspace.volumes) == 7 * 48
    assert workspace.volumes[0] == Volume(utc("2027-03-07T23:00"), utc("2027-03-07T23:30"), "phone", 0)


def test_the_week_of_the_spring_change_has_334_half_hours(tmp_path: Path) -> None:
    workspace = load(tmp_path, {"team.yaml": team_text(start="2027-03-22", queues=[PHONE])})
    assert len(workspace.problem.demand) == 334


def test_absences_reach_as_far_as_the_last_shift_may(tmp_path: Path) -> None:
    files = {"team.yaml": team_text(), "availability/ana.csv": "first_day,last_day\n2027-03-01,2027-04-30\n"}
    (absence,) = load(tmp_path, files).problem.absences
    assert (absence.start, absence.end) == (utc("2027-03-06T23:00"), utc("2027-03-15T23:00"))


def test_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            "team.yaml": team_text(
                agents=["{id: ana, name: Ana, contract: ful}", "{id: bo, name: Bo, contract: full}"],
                queues=[PHONE],
                rules=["{kind: headcount, least: 1, shifts: [erly]}"],
            ),
            "forecast.csv": forecast("2027-03-08T08:00,phne,1", "2027-03-08T08:30,phone,x"),
            "history.csv": "agent,shift,day\nanna,early,2027-03-07\n",
            "availability/ana.csv": "first_day,last_day\n2027-03-09,2027-03-08\n",
            "availability/cy.csv": "first_day,last_day\n",
        },
    )
    assert found == [
        ("availability/ana.csv", "`last_day` 2027-03-08 is before `first_day` 2027-03-09"),
        ("availability/cy.csv", "file `cy.csv` is named for no agent"),
        ("forecast.csv", "a single interval for each queue does not show how long an interval is"),
        ("forecast.csv", "unknown queue `phne`"),
        ("forecast.csv", "contacts are `x`, a number is expected"),
        ("history.csv", "unknown agent `anna`"),
        ("team.yaml", "agent `ana` has unknown contract `ful`"),
        ("team.yaml", "rule `headcount` has unknown shift `erly`"),
    ]


@pytest.mark.parametrize("files", [{}, {"forecast.csv": forecast()}])
def test_a_folder_without_a_team_is_no_workspace(tmp_path: Path, files: dict[str, str]) -> None:
    assert faults(tmp_path, files) == [("team.yaml", f"there is no team.yaml in {tmp_path}")]


def test_how_to_make_a_workspace_is_said_for_any_shell(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_workspace(tmp_path / "Büro eins")
    help_text = f"make a workspace with `rota init '{tmp_path / 'Büro eins'}'`"
    assert [fault.help for fault in caught.value.faults] == [help_text]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Büro ☎ zwei"
    files = {"team.yaml": team_text(shifts=SHIFTS), "availability/ana.csv": "first_day,last_day\n"}
    assert [name for name, _ in load(folder, files).inputs] == ["availability/ana.csv", "team.yaml"]


def test_more_load_is_more_demand_and_more_work_that_waits(tmp_path: Path) -> None:
    phone = "{id: phone, channel: phone, handle_seconds: 900}"
    mail = "{id: mail, channel: mail, handle_seconds: 600, max_occupancy: 1.0, deadline_hours: 2}"
    files = {
        "team.yaml": team_text(queues=[phone, mail], rules=["{kind: coverage, deferred: {late: 2}}"]),
        "forecast.csv": "start,queue,contacts\n2027-03-08T08:00,phone,4\n2027-03-08T08:00,mail,6\n"
        "2027-03-08T08:30,phone,0\n2027-03-08T08:30,mail,0\n",
        "backlog.csv": "arrived,queue,contacts\n2027-03-07T20:00,mail,3\n",
    }
    workspace = load_workspace(write_workspace(tmp_path, files))
    problem = workspace.problem
    assert {one.queue for one in problem.demand} == {"phone"}
    assert [one.minutes for one in problem.work if one.minutes] == [30, 60]
    assert load_times(workspace, {}) == (problem.demand, problem.work)
    demand, work = load_times(workspace, {"phone": 2.0, "mail": 2.0})
    assert sum(one.agents for one in demand) > sum(one.agents for one in problem.demand)
    assert [one.minutes for one in work if one.minutes] == [30, 120]
