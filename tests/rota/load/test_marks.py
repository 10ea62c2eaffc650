from __future__ import annotations

from datetime import date

import pytest

from rota.errors import InputError
from rota.forecast.marks import Mark
from rota.load.marks import read_marks


def test_marks_are_read_by_day_and_queue() -> None:
    text = (
        "day,kind,queue,factor,note\n2027-05-01,reduced,,0.3,\n2027-03-02,ignore,phone,,the line was dead\n"
    )
    assert read_marks("marks.csv", text.encode(), queues=["phone"]) == (
        Mark(date(2027, 3, 2), "ignore", "phone", None, "the line was dead"),
        Mark(date(2027, 5, 1), "reduced", "", 0.3, ""),
    )


def test_a_day_and_a_kind_are_enough() -> None:
    assert read_marks("marks.csv", b"day;kind\n2027-05-01;closed\n") == (Mark(date(2027, 5, 1), "closed"),)


def test_everything_wrong_is_named() -> None:
    text = (
        "day,kind,queue,factor\n1.5.2027,closed,,\n2027-05-02,close,,\n2027-05-03,eve,fone,\n"
        "2027-05-04,eve,,-1\n2027-05-05,eve,,\n2027-05-05,eve,,\n"
    )
    with pytest.raises(InputError) as caught:
        read_marks("marks.csv", text.encode(), queues=["phone"])
    assert [(fault.line, fault.message, fault.help) for fault in caught.value.faults] == [
        (2, "`1.5.2027` is not a date", "write the date as 2027-03-07"),
        (3, "unknown kind `close`", "did you mean `closed`?"),
        (4, "unknown queue `fone`", "did you mean `phone`?"),
        (5, "`factor` is `-1`, at least 0 is expected", ""),
        (7, "2027-05-05 is marked twice", ""),
    ]
