"""Lines added to availability/absences.csv: what stands there stays, byte for byte."""

from __future__ import annotations

from datetime import date

from rota.load.absence_writing import AbsenceLine, with_lines

DAY = date(2027, 3, 9)
WHOLE, LATER = AbsenceLine("ana", DAY, DAY), AbsenceLine("ana", DAY, DAY, "14:00")


def test_an_empty_file_gets_a_header() -> None:
    assert with_lines("a.csv", b"", [WHOLE]) == b"agent,first_day,last_day\nana,2027-03-09,2027-03-09\n"


def test_the_order_of_columns_the_delimiter_and_the_line_ends_are_kept() -> None:
    content = b"last_day;first_day;agent;leave\r\n2027-03-01;2027-03-01;bo;no"
    assert with_lines("a.csv", content, [WHOLE]) == content + b"\r\n2027-03-09;2027-03-09;ana;\r\n"


def test_clock_times_get_columns_where_there_are_none() -> None:
    content = b"agent,first_day,last_day\nbo,2027-03-01,2027-03-01\n"
    assert with_lines("a.csv", content, [LATER]) == (
        b"agent,first_day,last_day,from,to\nbo,2027-03-01,2027-03-01,,\n"
        b"ana,2027-03-09,2027-03-09,14:00,24:00\n"
    )


def test_what_is_no_leave_says_so() -> None:
    assert with_lines("a.csv", b"", [AbsenceLine("ana", DAY, DAY, leave=False)]) == (
        b"agent,first_day,last_day,leave\nana,2027-03-09,2027-03-09,no\n"
    )
