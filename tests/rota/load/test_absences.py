from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rota.errors import InputError
from rota.load.absences import read_absences
from rota.problem import Absence

AGENTS = {"ana": "Europe/Berlin", "bo": "America/New_York"}
START, END = datetime(2027, 3, 8, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC)

CALENDAR = b"""BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:1@example.org\r
SUMMARY:Canary\r
DTSTART;VALUE=DATE:20270310\r
END:VEVENT\r
END:VCALENDAR\r
"""


def read(*files: tuple[str, str | bytes]) -> tuple[Absence, ...]:
    contents = [(name, text if isinstance(text, bytes) else text.encode()) for name, text in files]
    return read_absences(contents, agents=AGENTS, start=START, end=END)


def away(agent: str, start: str, end: str) -> Absence:
    begins, ends = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    return Absence(agent, begins, ends)


def test_no_file_is_no_absence() -> None:
    assert read() == ()


def test_the_last_day_of_a_leave_list_is_included() -> None:
    text = "first_day,last_day\n2027-03-15,2027-03-16\n"

    assert read(("availability/bo.csv", text)) == (away("bo", "2027-03-15T04:00", "2027-03-17T04:00"),)


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2027-03-28", "2027-03-27T23:00", "2027-03-28T22:00"),
        ("2027-03-29", "2027-03-28T22:00", "2027-03-29T22:00"),
    ],
)
def test_a_day_of_leave_is_a_local_day_of_its_true_length(day: str, start: str, end: str) -> None:
    assert read(("ana.csv", f"first_day,last_day\n{day},{day}\n")) == (away("ana", start, end),)


def test_part_days_are_the_wall_clock_of_each_day() -> None:
    text = (
        "first_day,last_day,from,to\n2027-03-27,2027-03-28,08:00,12:00\n2027-03-30,2027-03-30,20:00,24:00\n"
    )

    assert read(("ana.csv", text)) == (
        away("ana", "2027-03-27T07:00", "2027-03-27T11:00"),
        away("ana", "2027-03-28T06:00", "2027-03-28T10:00"),
        away("ana", "2027-03-30T18:00", "2027-03-30T22:00"),
    )


def test_rows_files_and_kinds_of_files_are_merged_for_each_agent() -> None:
    shared = (
        "agent;first_day;last_day;reason\r\nbo;2027-03-20;2027-03-20;Canary\r\nana;2027-03-11;2027-03-11;\r\n"
    )
    own = "first_day,last_day\n2027-03-11,2027-03-12\n2027-03-11,2027-03-12\n"

    absences = read(("absences.csv", shared), ("ana.csv", own), ("ana.ics", CALENDAR))

    assert absences == (
        away("ana", "2027-03-09T23:00", "2027-03-12T23:00"),
        away("bo", "2027-03-20T04:00", "2027-03-21T04:00"),
    )
    assert "Canary" not in repr(absences)


def test_absences_are_clipped_to_the_window() -> None:
    assert read(("ana.csv", "first_day,last_day\n2027-01-01,2027-12-31\n")) == (Absence("ana", START, END),)


def test_the_faults_of_all_files_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read(("anna.csv", ""), ("ana.csv", ""), ("bo.ics", ""), ("bo.txt", ""))

    assert [(fault.path, fault.message) for fault in caught.value.faults] == [
        ("ana.csv", "the file is empty"),
        ("anna.csv", "file `anna.csv` is named for no agent"),
        ("bo.ics", "the file is empty"),
        ("bo.txt", "`bo.txt` is neither .ics nor .csv"),
    ]


def test_days_off_that_are_no_leave_say_so() -> None:
    text = "agent,first_day,last_day,leave\nana,2027-03-15,2027-03-15,no\nana,2027-03-16,2027-03-16,yes\n"
    leave = away("ana", "2027-03-15T23:00", "2027-03-16T23:00")
    day_off = away("ana", "2027-03-14T23:00", "2027-03-15T23:00")

    assert read(("absences.csv", text)) == (replace(day_off, leave=False), leave)


def test_a_day_that_is_both_off_and_leave_is_kept_as_both() -> None:
    text = "first_day,last_day,leave\n2027-03-15,2027-03-16,no\n2027-03-15,2027-03-15,\n"

    assert read(("ana.csv", text)) == (
        replace(away("ana", "2027-03-14T23:00", "2027-03-16T23:00"), leave=False),
        away("ana", "2027-03-14T23:00", "2027-03-15T23:00"),
    )
