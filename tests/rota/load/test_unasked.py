from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_workspace

from rota.load.unasked import unasked
from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from pathlib import Path

EARLY, LATE = '{id: early, start: "06:00", end: "14:00"}', '{id: late, start: "14:00", end: "22:00"}'
COACHING = '{id: coaching, start: "09:00", end: "10:00", kind: training}'
NOBODY = (
    "no rule asks for anybody to be on duty, so an empty roster is as good as any: "
    "`headcount`, `presence` or `coverage` ask for people"
)
TWO = ("early", "late")
PHONE = '{id: phone, channel: phone, handle_seconds: 240, minimum: 1, open: [{from: "08:00", to: "20:00"}]}'
ANYTIME = "{id: phone, channel: phone, handle_seconds: 240, minimum: 1}"


def found(folder: Path, **sections: object) -> list[str]:
    files = sections.pop("files", {})
    write_workspace(folder, {"team.yaml": team_text(**sections), **files})
    workspace = load_workspace(folder)
    return list(unasked(workspace.problem, workspace.rules))


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: requests}",
        "{kind: min_rest}",
        "{kind: headcount, most: 1}",
        "{kind: fair_share, burden: nights}",
        "{kind: coverage}",
    ],
)
def test_where_an_empty_roster_would_do_it_is_said(tmp_path: Path, rule: str) -> None:
    agents = ["{id: ana, name: Ana, contract: full, requests: [{on: 2027-03-09}]}"]
    assert found(tmp_path, agents=agents, rules=[rule]) == [NOBODY]


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: headcount, least: 1}",
        "{kind: headcount, least: 1, weight: 1}",
        "{kind: presence}",
        "{kind: min_hours, hours: 8}",
        "{kind: shift_count, least: 1, weight: 1}",
        "{kind: fixed, entries: [{agent: ana, shift: early, day: 2027-03-09}]}",
    ],
)
def test_a_rule_that_asks_for_people_is_enough(tmp_path: Path, rule: str) -> None:
    assert found(tmp_path, rules=[rule]) == []


def test_a_template_left_out_by_every_headcount_is_named(tmp_path: Path) -> None:
    left_out = ["no rule asks for anybody on shift `late`"]
    both, shifts = "{kind: headcount, least: 1}", [EARLY, LATE, COACHING]
    early, late = (f"{{kind: headcount, id: {one}, shifts: [{one}], least: 1}}" for one in TWO)
    at_most = "{kind: headcount, id: few, shifts: [late], most: 2}"
    assert found(tmp_path, shifts=shifts, rules=[early]) == left_out
    assert found(tmp_path, shifts=shifts, rules=[early, at_most]) == left_out
    assert found(tmp_path, shifts=shifts, rules=[early, late]) == []
    assert found(tmp_path, shifts=shifts, rules=[both]) == []
    assert found(tmp_path, shifts=shifts, rules=[early, "{kind: presence}"]) == []


def test_a_template_that_headcount_csv_never_wants_is_named(tmp_path: Path) -> None:
    rows = "shift,day,agents\nearly,2027-03-09,1\nlate,2027-03-09,{}\n"
    for agents, said in ((0, ["no rule asks for anybody on shift `late`"]), (1, [])):
        files = {"headcount.csv": rows.format(agents)}
        assert found(tmp_path, shifts=[EARLY, LATE], rules=["{kind: staffing}"], files=files) == said


def test_hours_at_which_a_queue_is_open_and_no_shift_is_on_are_counted(tmp_path: Path) -> None:
    """Open 08:00-20:00, worked 06:00-14:00: six hours on each of seven days."""
    assert found(tmp_path, queues=[PHONE], rules=["{kind: coverage}"]) == [
        "queue `phone` needs agents for 42 h while no shift is on, "
        "first from Mon 08 Mar 14:00 to Mon 08 Mar 20:00"
    ]
    covered = {"shifts": [EARLY, LATE], "rules": ["{kind: coverage}"]}
    assert found(tmp_path, queues=[PHONE], **covered) == []
    assert found(tmp_path, queues=[PHONE], rules=["{kind: headcount, least: 1}"]) == []


def test_the_night_before_the_horizon_is_no_gap_unless_history_knows_it(tmp_path: Path) -> None:
    night = '{id: night, start: "22:00", end: "06:00"}'
    asked = {"queues": [ANYTIME], "shifts": [EARLY, LATE, night], "rules": ["{kind: coverage}"]}
    assert found(tmp_path, **asked) == []
    files = {"history.csv": "agent,shift,day\nana,late,2027-03-07\n"}
    assert found(tmp_path, **asked, files=files) == [
        "queue `phone` needs agents for 6 h while no shift is on, "
        "first from Mon 08 Mar 00:00 to Mon 08 Mar 06:00"
    ]
