from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import OWN_IDS, at, by_minute, example, plans, said_by_minute

from exports.inert import bare
from exports.paging_csv import STEPS, TURNS, read, write
from exports.paging_json import read as read_json
from exports.paging_json import write as write_json
from rota.errors import InputError
from rota.paging.escalation import Escalation, Step, Target
from rota.paging.proof import prove

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@given(plan=plans("paging-csv"))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says_by_the_chains_of_the_json(
    plan: PagingPlan,
) -> None:
    files = write(plan)

    assert said_by_minute(read(files), plan) == by_minute(plan, OWN_IDS)
    assert read(files).chains == read_json(write_json(plan)).chains


@given(plan=plans("email"))
@settings(max_examples=60)
def test_names_and_addresses_are_inert_and_read_back_equal(plan: PagingPlan) -> None:
    emails = {agent: id for agent, _, id in plan.contacts}

    for row in rows(write(plan)[TURNS]):
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in row.values())
        assert bare(row["name"]) == plan.name_of[row["person"]]
        assert bare(row["email"]) == emails[row["person"]]


def test_the_export_is_proved_to_page_whom_the_roster_says() -> None:
    plan = example(contacts=())

    assert prove(read(write(plan)), plan) == ()


def test_a_row_says_when_in_utc_and_on_the_wall_with_the_hours_that_pass() -> None:
    plan = example(contacts=(("bo", "email", "bo@bank.example"),))

    (row,) = [row for row in rows(write(plan)[TURNS]) if row["turn_id"] == "primary.20270327T1900Z.bo"]

    assert row == {
        "turn_id": "primary.20270327T1900Z.bo",
        "shift_id": "primary-shift@2027-03-27",
        "role": "primary",
        "person": "bo",
        "name": "Bo O'Brien",
        "email": "bo@bank.example",
        "start_utc": "2027-03-27T19:00:00Z",
        "end_utc": "2027-03-28T06:00:00Z",
        "start_local": "2027-03-27T20:00:00+01:00",
        "end_local": "2027-03-28T08:00:00+02:00",
        "zone": "Europe/Berlin",
        "hours": "11",
        "weekend": "true",
        "stand_in": "false",
    }


def test_a_hole_is_a_row_of_the_fallback() -> None:
    assert [
        (row["turn_id"], row["end_utc"]) for row in rows(write(example())[TURNS]) if row["stand_in"] == "true"
    ] == [("primary.20270328T0600Z.dev", "2027-03-28T08:00:00Z")]


def test_a_hole_under_way_keeps_its_id() -> None:
    (row,) = [row for row in rows(write(example(since=at(28, 7)))[TURNS]) if row["stand_in"] == "true"]

    assert (row["turn_id"], row["start_utc"]) == ("primary.20270328T0600Z.dev", "2027-03-28T07:00:00Z")


def test_two_steps_alike_stay_two() -> None:
    step = Step((Target("role", "primary"), Target("agent", "ana")), 5)
    plan = example(escalations=(Escalation("twice", (step, step)), Escalation("again", (step,))))

    assert [(chain.id, len(chain.steps)) for chain in read(write(plan)).chains] == [
        ("twice", 2),
        ("again", 1),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"2027-03-27T19:00:00Z,2027-03-27T08", b"noon,2027-03-27T08", "`end_utc` should be an instant"),
        (
            b"2027-03-27T19:00:00Z,2027-03-27T08",
            b"2027-03-27T06:00:00Z,2027-03-27T08",
            "is the end, but the start",
        ),
        (b"turn_id", b"turn", "unknown columns"),
        (
            b",true,false\r\n",
            b",true\r\n",
            "13 cells, 14 are required",
        ),
        (b"Ana Kola", b'"Ana" Kola', "broken row"),
        (b"Ana Kola", b"\xff", "not UTF-8 text"),
    ],
)
def test_a_broken_table_of_turns_is_told(old: bytes, new: bytes, message: str) -> None:
    files = write(example())
    assert old in files[TURNS]

    with pytest.raises(InputError, match=message):
        read({**files, TURNS: files[TURNS].replace(old, new)})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"standard,2,1,5", b"standard,2,1,five", "`wait_minutes` should be a whole number, not `five`"),
        (b"role,secondary", b"rule,secondary", "`rule` is neither `role` nor `person`"),
    ],
)
def test_a_broken_table_of_steps_is_told(old: bytes, new: bytes, message: str) -> None:
    files = write(example())
    assert old in files[STEPS]

    with pytest.raises(InputError, match=message):
        read({**files, STEPS: files[STEPS].replace(old, new)})
