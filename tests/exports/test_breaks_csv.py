from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from exports import breaks_csv
from rota.breaks.rules import Pause
from rota.errors import InputError

START = datetime(2027, 3, 8, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAUSES = (
    Pause(START, START + timedelta(minutes=30), "ana", "early@2027-03-08", "lunch", paid=False),
    Pause(
        START + timedelta(hours=1),
        START + timedelta(hours=2),
        "bo",
        "early@2027-03-08",
        "=coaching",
        paid=True,
    ),
)


def test_what_is_written_is_read_back() -> None:
    content = breaks_csv.write(reversed(PAUSES))
    assert content.decode().splitlines() == [
        "start,end,agent,shift,about,paid",
        "2027-03-08T10:00:00Z,2027-03-08T10:30:00Z,ana,early@2027-03-08,lunch,no",
        "2027-03-08T11:00:00Z,2027-03-08T12:00:00Z,bo,early@2027-03-08,'=coaching,yes",
    ]
    assert breaks_csv.read(content) == PAUSES


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"\xff", 0, "the file is not UTF-8 text"),
        (b"a,b\n", 1, "the columns are `a,b`"),
        (b"start,end,agent,shift,about,paid\n2027-03-08T10:00:00Z,x,ana,e,l,no\n", 2, ""),
        (
            b"start,end,agent,shift,about,paid\na,b\n",
            2,
            "the line has 2 cells, or something but `yes`",
        ),
        (
            b"start,end,agent,shift,about,paid\n2027-03-08T10:00:00Z,2027-03-08T10:00:00Z,ana,e,l,no\n",
            2,
            "the break ends before it begins",
        ),
    ],
)
def test_what_is_no_list_of_breaks_is_refused(content: bytes, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        breaks_csv.read(content)
    (fault,) = caught.value.faults
    assert (fault.line, fault.message.startswith(message)) == (line, True)
