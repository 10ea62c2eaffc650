from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.csv import COLUMNS, Row, read, write
from exports.inert import bare, inert
from rota.errors import InputError

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from rota.roster import Roster

GOLDEN = Path(__file__).parent / "golden"
MINUTE = timedelta(minutes=1)
STARTS_A_FORMULA = tuple("=+-@\t\r\n")


def minutes_on(start: datetime, end: datetime) -> list[datetime]:
    return [start + at * MINUTE for at in range((end - start) // MINUTE)]


@given(data=st.data())
@settings(max_examples=60)
def test_each_agent_is_on_duty_in_the_same_minutes_as_in_the_roster(
    data: st.DataObject, rosters: SearchStrategy[Roster]
) -> None:
    roster = data.draw(rosters)
    expected = {
        (one.agent, one.shift, minute)
        for one in roster.assignments
        for minute in minutes_on(roster.shift_of[one.shift].start, roster.shift_of[one.shift].end)
    }

    rows = read(write(roster))

    assert {(row.agent, row.shift, at) for row in rows for at in minutes_on(row.start, row.end)} == expected
    assert [
        (row.name, row.template, row.role, row.kind, row.minutes, row.paid_minutes, row.zone) for row in rows
    ] == [
        (
            roster.member_of[row.agent].name,
            roster.shift_of[row.shift].template,
            roster.shift_of[row.shift].role,
            roster.shift_of[row.shift].kind,
            roster.shift_of[row.shift].minutes,
            roster.shift_of[row.shift].paid_minutes,
            roster.member_of[row.agent].zone,
        )
        for row in rows
    ]


@given(data=st.data())
@settings(max_examples=60)
def test_no_cell_begins_as_a_formula(data: st.DataObject, rosters: SearchStrategy[Roster]) -> None:
    content = write(data.draw(rosters)).decode()
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(STARTS_A_FORMULA)] == []


@given(text=st.text() | st.from_regex(r"\A'*[=+\-@\t\r\n].?", fullmatch=True))
def test_an_inert_cell_gives_its_text_back(text: str) -> None:
    assert bare(inert(text)) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd", "'=cmd"),
        ("-1", "'-1"),
        ("\tx", "'\tx"),
        ("'=cmd", "''=cmd"),
        ("'t Hooft", "'t Hooft"),
        ("Ana = Bo", "Ana = Bo"),
        ("＝1", "'＝1"),  # noqa: RUF001 - the full-width sign is what is tested
        ("", ""),
    ],
)
def test_only_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert inert(text) == cell


def test_the_written_bytes_are_golden(spring: Roster) -> None:
    assert write(spring) == (GOLDEN / "spring.csv").read_bytes()


def test_the_night_on_which_clocks_go_back_has_nine_hours(autumn: Roster) -> None:
    row = next(row for row in read(write(autumn)) if row.agent == "ana")
    assert row == Row(
        shift="night@2027-10-30",
        template="night",
        kind="work",
        role="",
        agent="ana",
        name="Ana Kola",
        start=datetime(2027, 10, 30, 20, tzinfo=UTC),
        end=datetime(2027, 10, 31, 5, tzinfo=UTC),
        start_local="2027-10-30T22:00:00+02:00",
        end_local="2027-10-31T06:00:00+01:00",
        zone="Europe/Berlin",
        minutes=540,
        paid_minutes=520,
    )


def test_hours_are_written_to_four_places(autumn: Roster) -> None:
    assert b"Europe/Berlin,9,8.6667\r\n" in write(autumn)


def test_a_shift_that_ends_where_it_begins_is_refused() -> None:
    instant, shown = "2027-03-28T00:30:00Z", "2027-03-28T06:00:00+05:30"
    row = f"x@2027-03-28,x,work,,dev,Dev,{instant},{instant},{shown},{shown},Asia/Kolkata,0,0"
    with pytest.raises(InputError) as raised:
        read(f"{','.join(COLUMNS)}\r\n{row}\r\n".encode())
    assert [fault.message for fault in raised.value.faults] == [
        f"`{instant}` is the end, but the start is `{instant}`"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "2027-03-28T00:30:00Z",
            "2027-03-28T00:30:00",
            (3, "`end_utc` should be an instant in UTC like `2027-03-08T05:00:00Z`"),
        ),
        (
            "2027-03-28T06:00:00+02:00",
            "2027-03-28T07:00:00+02:00",
            (4, "`2027-03-28T07:00:00+02:00` is not `2027-03-28T04:00:00Z` on the wall of `Europe/Berlin`"),
        ),
        ("Asia/Kolkata,8,8", "Asia/Kolkata,9,8", (3, "9 h are given, 8 h pass from start to end")),
        ("Asia/Kolkata,8,8", "Asia/Kolkata,8,many", (3, "`many` is not a number of hours")),
        ("Asia/Kolkata,8,8", "Asia/Kolkata,8,NaN", (3, "`NaN` is not a number of hours")),
        ("Asia/Kolkata,8,8", "Asia/Kolkata,8,1e999999", (3, "`1e999999` is not a number of hours")),
        ("Asia/Kolkata,8,8", "Asia/Mumbai,8,8", (3, "unknown zone `Asia/Mumbai`")),
        ("Asia/Kolkata,8,8", "Asia/Kolkata,8", (3, "12 cells, 13 are required")),
        (",hours,paid_hours", ",hours,paid", (1, "unknown columns")),
        (
            "us-night@2027-03-13,us-night",
            '"us-night',
            (2, "broken row: ',' expected after '\"'"),
        ),
    ],
)
def test_a_table_that_is_not_ours_is_refused_with_the_line(
    old: str, new: str, expected: tuple[int, str]
) -> None:
    text = (GOLDEN / "spring.csv").read_bytes().decode()
    assert old in text
    with pytest.raises(InputError) as raised:
        read(text.replace(old, new, 1).encode())
    assert [(fault.line, fault.message) for fault in raised.value.faults] == [expected]


def test_a_roster_without_assignments_is_a_header() -> None:
    assert read((",".join(COLUMNS) + "\r\n").encode()) == ()


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(InputError) as raised:
        read(b"shift_id,\xff")
    assert [(fault.message, fault.help) for fault in raised.value.faults] == [
        ("not UTF-8 text", "save the file as CSV UTF-8")
    ]
