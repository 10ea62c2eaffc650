from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from teams import team_text, write_workspace

from rota.demand.target import LiveTarget
from rota.load.build import escalations_of
from rota.load.workspace import load_workspace
from rota.localtime import resolve
from rota.simulate.scenario import Expected, HandOver, Scenario, Server, Stream
from rota.simulate.stage import Stage, handle_seconds

if TYPE_CHECKING:
    from pathlib import Path

HOUR = 3600.0
QUEUES = (
    "{id: phone, channel: phone, handle_seconds: 200, patience_seconds: 90, skills: {german: 1}, "
    "dispersion: 0.2, escalates_to: deep, escalation_share: 0.1, escalation_lag_minutes: 5, shrinkage: 0.1, "
    'open: [{days: [mon], from: "08:00", to: "10:00"}]}',
    "{id: deep, channel: ticket, handle_seconds: 900, tier: 2, deadline_hours: 4}",
)
AGENTS = (
    "{id: ana, name: Ana, contract: full, skills: {german: 2}}",
    "{id: bo, name: Bo, contract: full, tier: 2, skills: {german: 1}}",
    "{id: idle, name: Idle, contract: full, skills: {german: 1}}",
)
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00"}',
    '{id: call, start: "14:00", end: "22:00", kind: on_call}',
)
FORECAST = (
    "start,queue,contacts\n2027-03-07T23:30,phone,7\n2027-03-08T00:00,phone,4\n2027-03-08T00:30,phone,5\n"
)


def stage_of(folder: Path) -> Stage:
    files = {
        "team.yaml": team_text(queues=QUEUES, agents=AGENTS, shifts=SHIFTS),
        "forecast.csv": FORECAST,
    }
    workspace = load_workspace(write_workspace(folder, files))
    return Stage(
        workspace.problem,
        [one for one in workspace.volumes if one.contacts],
        workspace.targets,
        workspace.opening,
        escalations_of(workspace.team),
    )


def test_queues_and_agents_on_work_shifts_are_played(tmp_path: Path) -> None:
    stage = stage_of(tmp_path)
    monday = date(2027, 3, 8)
    lunch = resolve(monday, stage.problem.shifts[0].start.time().replace(hour=10), "Europe/Berlin")
    cells = frozenset(
        {
            ("ana", "early@2027-03-08"),
            ("ana", "early@2027-03-09"),
            ("bo", "early@2027-03-08"),
            ("bo", "call@2027-03-08"),
        }
    )
    away = replace(stage, breaks=[("ana", (lunch, lunch + timedelta(minutes=30)))])
    assert away.scenario(cells) == Scenario(
        seconds=7 * 24 * HOUR,
        step_seconds=1800.0,
        streams=(
            Stream("deep", 2, False, (900,), (), deadline_seconds=4 * HOUR, clock="open"),
            Stream(
                "phone",
                1,
                True,
                (200,),
                (
                    Expected(0, 1800, 4, 0.2, 0.0, monday.toordinal()),
                    Expected(1800, 3600, 5, 0.2, 0.0, monday.toordinal()),
                ),
                answer_seconds=20,
                patience_seconds=90,
                opening=((8 * HOUR, 10 * HOUR),),
                hand_over=HandOver(0, 0.1, 300),
            ),
        ),
        servers=(
            Server(
                "ana",
                1,
                (1,),
                ((6 * HOUR, 10 * HOUR), (10.5 * HOUR, 14 * HOUR), (30 * HOUR, 38 * HOUR)),
                0.1,
            ),
            Server("bo", 2, (0, 1), ((6 * HOUR, 14 * HOUR),), 0.05),
        ),
    )


def test_a_factor_of_concurrency_is_so_many_chats_at_once() -> None:
    assert handle_seconds(LiveTarget(handle_seconds=480)) == (480,)
    assert handle_seconds(LiveTarget(handle_seconds=480, concurrency_factor=1.6)) == (480, 600)
    assert handle_seconds(LiveTarget(handle_seconds=480, concurrency_factor=2)) == (480, 480)
    assert handle_seconds(LiveTarget(handle_seconds=600, handle_seconds_by_open=(600, 800))) == (600, 800)


def test_results_are_told_by_the_intervals_of_the_forecast(tmp_path: Path) -> None:
    stage = stage_of(tmp_path)
    hours = [replace(one, end=one.start + timedelta(hours=1)) for one in stage.forecast[:1]]
    assert replace(stage, forecast=hours).scenario(frozenset()).step_seconds == 3600
    assert replace(stage, forecast=()).scenario(frozenset()).step_seconds == 1800
