from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.json import read, write
from rota.errors import InputError, render

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from rota.roster import Roster

GOLDEN = Path(__file__).parent / "golden"

LINES = [
    "{",
    '  "assignments": [',
    '    {"agent": "ana", "shift": "early@2027-03-08"}',
    "  ],",
    '  "end": "2027-03-09T23:00:00Z",',
    '  "format": "rota-roster-1",',
    '  "made_at": "2027-02-20T09:30:00Z",',
    '  "members": [',
    '    {"id": "ana", "name": "Ana Kola", "zone": "Europe/Tirane"}',
    "  ],",
    '  "proof": {',
    '    "bound": 0,',
    '    "cost": 3,',
    '    "inputs": [],',
    '    "seconds": 0.5,',
    '    "seed": 1,',
    '    "status": "feasible",',
    '    "version": "0.1.0",',
    '    "workers": 2',
    "  },",
    '  "shifts": [',
    '    {"break_minutes": 30, "day": "2027-03-08", "end": "2027-03-08T13:00:00Z", "id": "early@2027-03-08", '
    '"kind": "work", "role": "", "skills": {"german": 2}, "start": "2027-03-08T05:00:00Z", '
    '"template": "early", "tier": 1, "zone": "Europe/Berlin"}',
    "  ],",
    '  "start": "2027-03-07T23:00:00Z",',
    '  "team": "Bank help desk",',
    '  "zone": "Europe/Berlin"',
    "}",
]
GOOD = "\n".join(LINES) + "\n"


def messages(text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        read(text.encode())
    return [f"{fault.line}:{fault.column} {fault.message}" for fault in raised.value.faults]


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_written_reads_as_the_same_roster(
    data: st.DataObject, rosters: SearchStrategy[Roster]
) -> None:
    roster = data.draw(rosters)

    content = write(roster)

    assert read(content) == roster
    assert write(read(content)) == content


def test_the_written_bytes_are_golden(spring: Roster) -> None:
    assert write(spring) == (GOLDEN / "spring.json").read_bytes()


def test_equal_rosters_give_equal_bytes_whatever_their_zone_objects_and_number_types(spring: Roster) -> None:
    elsewhere = timezone(timedelta(hours=5, minutes=30))
    same = replace(
        spring,
        start=spring.start.astimezone(elsewhere),
        proof=replace(spring.proof, seconds=0),
    )
    assert same == replace(spring, proof=replace(spring.proof, seconds=-0.0))
    assert write(same) == write(replace(spring, proof=replace(spring.proof, seconds=-0.0)))


def test_a_written_file_reads_and_writes_as_it_stands() -> None:
    assert write(read(GOOD.encode())).decode() == GOOD


def test_entries_that_were_added_or_moved_by_hand_are_sorted(spring: Roster) -> None:
    document = json.loads(write(spring))
    for name in ("members", "shifts", "assignments"):
        document[name].reverse()
    assert read(json.dumps(document).encode()) == spring


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read(windows) == read(GOOD.encode())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"seed": 1,', '"seed": 1.5,', ["16:13 `proof.seed` should be a whole number"]),
        ('"seed": 1,', '"seed": true,', ["16:13 `proof.seed` should be a whole number"]),
        ('"seed": 1,', '"seed": NaN,', ["16:13 `proof.seed` should be a whole number"]),
        ('    "seed": 1,\n', "", ["11:12 `proof.seed` is missing"]),
        ('"seed": 1,', '"sede": 1,', ["11:12 `proof.seed` is missing", "16:5 `proof.sede` is not known"]),
        ('"seed": 1,', '"seed": 1, "seed": 2,', ["16:16 `proof.seed` is given twice"]),
        ('"seconds": 0.5', '"seconds": NaN', ["15:16 `proof.seconds` should be a finite number"]),
        ('"seconds": 0.5', '"seconds": 1e999', ["15:16 `proof.seconds` should be a finite number"]),
        (
            '"seconds": 0.5',
            '"seconds": -1',
            ["15:16 `proof.seconds` should be greater than or equal to 0"],
        ),
        (
            '"feasible"',
            '"best"',
            ["17:15 `proof.status` should be `optimal`, `feasible` or `unproved`"],
        ),
        ('"inputs": []', '"inputs": {}', ["14:15 `proof.inputs` should be a list"]),
        (
            '"skills": {"german": 2}',
            '"skills": {"german": "2"}',
            ["22:154 `shifts[0].skills.german` should be a whole number"],
        ),
        ('"skills": {"german": 2}', '"skills": []', ["22:143 `shifts[0].skills` should be an object"]),
        ('"team": "Bank help desk"', '"team": null', ["25:11 `team` should be text"]),
        (
            '"made_at": "2027-02-20T09:30:00Z"',
            '"made_at": "2027-02-20T09:30:00"',
            ["7:14 `made_at` should be an instant in UTC like `2027-03-08T05:00:00Z`"],
        ),
        (
            '"made_at": "2027-02-20T09:30:00Z"',
            '"made_at": "2027-02-20T09:30:00+01:00"',
            ["7:14 `made_at` should be an instant in UTC like `2027-03-08T05:00:00Z`"],
        ),
        (
            '"made_at": "2027-02-20T09:30:00Z"',
            '"made_at": "2027-02-30T09:30:00Z"',
            ["7:14 `made_at` should be an instant in UTC like `2027-03-08T05:00:00Z`"],
        ),
        (
            '"day": "2027-03-08"',
            '"day": "8.3.2027"',
            ["22:34 `shifts[0].day` should be a date like `2027-03-08`"],
        ),
        (
            '"day": "2027-03-08"',
            '"day": "2027-02-30"',
            ["22:34 `shifts[0].day` should be a date like `2027-03-08`"],
        ),
        (
            '"Europe/Tirane"',
            '"Europe/Tirana"',
            ["9:47 `members[0].zone` should be an IANA zone like `Europe/Berlin`"],
        ),
        (
            '"end": "2027-03-09T23:00:00Z"',
            '"end": "2027-03-07T23:00:00Z"',
            ["5:10 `2027-03-07T23:00:00Z` is the end, but the start is `2027-03-07T23:00:00Z`"],
        ),
        (
            '"end": "2027-03-08T13:00:00Z"',
            '"end": "2027-03-08T04:00:00Z"',
            ["22:55 `2027-03-08T04:00:00Z` is the end, but the start is `2027-03-08T05:00:00Z`"],
        ),
        ('{"agent": "ana", ', '{"agent": "anna", ', ["3:15 unknown member `anna` in an assignment"]),
        (
            '"shift": "early@2027-03-08"',
            '"shift": "early@2027-03-09"',
            ["3:31 unknown shift `early@2027-03-09` in an assignment"],
        ),
        (
            LINES[2],
            f"{LINES[2]},\n{LINES[2]}",
            ["4:5 assignment of `ana` to `early@2027-03-08` is given twice"],
        ),
        (LINES[8], f"{LINES[8]},\n{LINES[8]}", ["10:5 member `ana` is given twice"]),
        (LINES[21], f"{LINES[21]},\n{LINES[21]}", ["23:5 shift `early@2027-03-08` is given twice"]),
        (
            '"rota-roster-1"',
            '"rota-roster-2"',
            ["6:13 roster format `rota-roster-2` is not known, `rota-roster-1` is"],
        ),
        ('  "format": "rota-roster-1",\n', "", ["1:1 `format` is missing"]),
        ('"cost": 3,', '"cost": 3', ["14:5 broken JSON: expecting `,` delimiter"]),
        ('"Bank help desk"', '"\\ud83d"', ["25:12 `\\ud83d` is half a character"]),
        (GOOD, "", ["1:1 broken JSON: expecting value"]),
        (GOOD, "[]", ["1:1 `roster.json` should be an object"]),
        (GOOD, "[" * 1_000_000, ["0:0 broken JSON: nested too deep"]),
        (GOOD, "1" * 5000, ["0:0 broken JSON: a number has too many digits"]),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, expected: list[str]) -> None:
    assert old in GOOD
    assert messages(GOOD.replace(old, new)) == expected


def test_every_fault_is_told_at_once() -> None:
    text = GOOD.replace('"seed": 1', '"seed": "1"').replace('"Bank help desk"', "5")
    assert messages(text) == ["16:13 `proof.seed` should be a whole number", "25:11 `team` should be text"]


def test_a_byte_that_is_not_utf_8_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as raised:
        read(GOOD.encode().replace(b"Ana Kola", b"Ana K\xf6la"))
    assert render(raised.value.faults[0]) == (
        "error: the byte 0xf6 is not UTF-8 text\n --> roster.json:9:1\nhelp: save the file as UTF-8"
    )


def test_a_misspelt_agent_is_shown_with_what_was_meant() -> None:
    with pytest.raises(InputError) as raised:
        read(GOOD.replace('"agent": "ana"', '"agent": "anna"').encode(), name="out/roster.json")
    assert render(raised.value.faults[0]) == (
        "error: unknown member `anna` in an assignment\n"
        " --> out/roster.json:3:15\n"
        "  |\n"
        '3 |     {"agent": "anna", "shift": "early@2027-03-08"}\n'
        "  |               ^^^^^^\n"
        "help: did you mean `ana`?"
    )


@given(cut=st.integers(0, len(GOOD) - 2), junk=st.text(max_size=3))
@settings(max_examples=200)
def test_a_text_spoilt_at_random_reads_as_a_roster_or_is_an_input_error(cut: int, junk: str) -> None:
    content = (GOOD[:cut] + junk + GOOD[cut + 1 :]).encode()
    try:
        roster = read(content)
    except InputError:
        return  # refused as it should be: any other error would fail
    assert read(write(roster)) == roster


def test_other_tools_read_the_file_as_plain_json(spring: Roster) -> None:
    document = json.loads(write(spring))
    assert sorted(document) == list(document)
    assert document["assignments"][0] == {"agent": "cem", "shift": "lh-night@2027-04-03"}
