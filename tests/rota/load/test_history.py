from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from small import at
from teams import team_of, team_text

from rota.errors import InputError, render
from rota.load.history import Past, read_history

TEAM = team_of(
    team_text(
        shifts=[
            '{id: early, start: "06:00", end: "14:00", break_minutes: 30}',
            '{id: night, start: "22:00", end: "06:00"}',
            '{id: tokyo, zone: Asia/Tokyo, start: "08:00", end: "17:00"}',
        ]
    )
)


def past(*rows: str, start: str = "2027-03-08") -> Past:
    text = "\n".join(["agent,shift,day", *rows, ""])
    begins = at(date.fromisoformat(start), "00:00")
    return read_history("history.csv", text.encode(), team=TEAM, start=begins)


def message(*rows: str) -> str:
    with pytest.raises(InputError) as caught:
        past(*rows)
    return "\n".join(render(fault) for fault in caught.value.faults)


def test_what_was_worked_before_the_horizon_carries_over() -> None:
    found = past("bo,night,2027-03-07", "ana,early,2027-03-06", "ana,night,2027-03-07", "bo,early,2027-03-06")
    assert [(shift.id, shift.start, shift.end) for shift in found.shifts] == [
        (
            "early@2027-03-06",
            datetime(2027, 3, 6, 5, tzinfo=UTC),
            datetime(2027, 3, 6, 13, tzinfo=UTC),
        ),
        (
            "night@2027-03-07",
            datetime(2027, 3, 7, 21, tzinfo=UTC),
            datetime(2027, 3, 8, 5, tzinfo=UTC),
        ),
    ]
    assert found.cells == {
        ("ana", "early@2027-03-06"),
        ("bo", "early@2027-03-06"),
        ("ana", "night@2027-03-07"),
        ("bo", "night@2027-03-07"),
    }


def test_a_past_night_of_a_clock_change_is_as_long_as_it_was() -> None:
    spring = past("ana,night,2027-03-27", start="2027-03-29")
    autumn = past("ana,night,2027-10-30", start="2027-11-01")
    assert [shift.minutes for shift in (*spring.shifts, *autumn.shifts)] == [420, 540]


def test_what_begins_in_the_horizon_is_no_history() -> None:
    assert past("ana,early,2027-03-08", "bo,night,2027-03-10") == Past()


def test_what_begins_before_is_told_by_instants_not_by_dates() -> None:
    # 08:00 in Tokyo on the 8th is midnight in Berlin, the very first moment of the horizon.
    assert [shift.id for shift in past("ana,tokyo,2027-03-07", "ana,tokyo,2027-03-08").shifts] == [
        "tokyo@2027-03-07"
    ]


def test_a_row_given_twice_is_worked_once() -> None:
    assert past("ana,early,2027-03-06", "ana,early,2027-03-06") == past("ana,early,2027-03-06")


def test_a_history_without_rows_is_none() -> None:
    assert past() == Past()


def test_every_wrong_row_is_named() -> None:
    assert message("anna,early,2027-03-06", "ana,erly,2027-03-06", "bo,early,06.03.2027") == (
        "error: unknown agent `anna`\n"
        " --> history.csv:2:1\n"
        "  |\n"
        "2 | anna,early,2027-03-06\n"
        "  | ^^^^\n"
        "help: did you mean `ana`?\n"
        "error: unknown shift `erly`\n"
        " --> history.csv:3:5\n"
        "  |\n"
        "3 | ana,erly,2027-03-06\n"
        "  |     ^^^^\n"
        "help: did you mean `early`?\n"
        "error: `06.03.2027` is not a date\n"
        " --> history.csv:4:10\n"
        "  |\n"
        "4 | bo,early,06.03.2027\n"
        "  |          ^^^^^^^^^^\n"
        "help: write the date as 2027-03-07"
    )


@pytest.mark.parametrize("day", ["", "2027-02-29", "20270306", "2027-W10-1", "1800-01-01", "9999-12-31"])
def test_what_is_no_day_is_refused(day: str) -> None:
    assert message(f"ana,early,{day}").startswith(f"error: `{day}` is not a date\n")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read_history(
            "history.csv", b"agent,day\nana,2027-03-06\n", team=TEAM, start=at(date(2027, 3, 8), "00:00")
        )
    assert [(fault.message, fault.line) for fault in caught.value.faults] == [("missing column `shift`", 1)]
