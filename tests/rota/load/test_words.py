from __future__ import annotations

from datetime import date, time

import pytest
from pydantic import TypeAdapter, ValidationError
from teams import team_of, team_text

from rota.load.model_faults import HelpedError
from rota.load.words import Clock, Day, EndClock, Identifier, Line, Zone


def said(kind: object, value: object) -> tuple[str, str]:
    """What a wrong value is told, and what to do about it."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    raised = caught.value.errors()[0]["ctx"]["error"]
    return str(raised), raised.help if isinstance(raised, HelpedError) else ""


@pytest.mark.parametrize(
    ("text", "clock"), [("00:00", time(0)), ("06:30", time(6, 30)), ("23:59", time(23, 59))]
)
def test_a_clock_is_hours_and_minutes(text: str, clock: time) -> None:
    assert TypeAdapter(Clock).validate_python(text) == clock
    assert TypeAdapter(EndClock).validate_python(text) == clock


@pytest.mark.parametrize("text", ["24:00", "6:30", "06:60", "06:30:00", "6 am", "", "٠٦:٣٠"])
def test_what_is_no_clock_is_shown(text: str) -> None:
    assert said(Clock, text) == (f'`{text}` is not a time of day such as "06:30"', "")


@pytest.mark.parametrize("number", [600, 1400, 6.30, 22])
def test_a_number_is_no_clock_and_the_quotes_are_named(number: float) -> None:
    assert said(Clock, number) == ("a number is not a time of day", 'write it in quotes, as in "22:00"')
    assert said(EndClock, number) == ("a number is not a time of day", 'write it in quotes, as in "22:00"')


def test_the_end_of_the_day_is_midnight() -> None:
    assert TypeAdapter(EndClock).validate_python("24:00") == time(0)


def test_yaml_needs_no_quotes_around_a_time() -> None:
    quoted = team_of(team_text(shifts=['{id: night, start: "22:00", end: "06:30"}']))
    bare = team_of(team_text(shifts=["{id: night, start: 22:00, end: 06:30}"]))
    assert bare == quoted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-08", date(2027, 3, 8)),
        ("2028-02-29", date(2028, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2999-12-31", date(2999, 12, 31)),
    ],
)
def test_a_day_is_an_iso_date(text: str, day: date) -> None:
    assert TypeAdapter(Day).validate_python(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-29",
        "08.03.2027",
        "03/08/2027",
        "2027-W10-1",
        "20270308",
        "2027-03-08T00:00",
        "1899-12-31",
        "3000-01-01",
    ],
)
def test_what_is_no_day_is_shown(text: str) -> None:
    assert said(Day, text) == (f"`{text}` is not a date such as `2027-03-08`", "")


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("Europe/Berln", "did you mean `Europe/Berlin`?"),
        ("europe/tirane", "did you mean `Europe/Tirane`?"),
        ("manila", "did you mean `Asia/Manila`?"),
        ("Pyongyong time", "zones are named as in `Europe/Berlin`"),
        ("", "zones are named as in `Europe/Berlin`"),
        ("../../etc/passwd", "zones are named as in `Europe/Berlin`"),
    ],
)
def test_an_unknown_zone_is_told_the_likeliest(name: str, help_text: str) -> None:
    assert said(Zone, name) == (f"unknown zone `{name}`", help_text)


@pytest.mark.parametrize("text", ["a", "7", "phone-de", "anna_2.b", "x" * 64])
def test_an_identifier_can_name_a_file(text: str) -> None:
    assert TypeAdapter(Identifier).validate_python(text) == text


@pytest.mark.parametrize("text", ["", "bo lind", "-a", ".a", "ä", "a/b", "a\n", "früh"])
def test_what_cannot_name_a_file_is_no_identifier(text: str) -> None:
    assert said(Identifier, text) == (
        f"`{text}` cannot be an identifier",
        "letters from A to Z, digits, `-`, `_` and `.` only, a letter or a digit first",
    )


@pytest.mark.parametrize("text", ["", "Inès Roy", "山田太郎", "O'Neil, Jr."])
def test_a_line_is_any_text_that_can_be_shown(text: str) -> None:
    assert TypeAdapter(Line).validate_python(text) == text


@pytest.mark.parametrize("text", ["Bo\nLind", "\x1b[31mBo", "Bo\x00", "a\u2028b", "\u202eBo"])
def test_a_line_break_or_an_escape_is_no_line(text: str) -> None:
    assert said(Line, text) == ("the text holds a line break or another character that cannot be shown", "")
