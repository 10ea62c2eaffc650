from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rota.errors import InputError
from rota.load.contacts import Contacts, read_contacts

BERLIN = "Europe/Berlin"


def read(text: str, *, zone: str = BERLIN, known: tuple[str, ...] = (), **columns: str) -> Contacts:
    return read_contacts("h.csv", text.encode(), zone=zone, queue="all", known=known, **columns)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def faults(text: str, **options: object) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        read(text, **options)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_counts_by_queue_are_read_in_utc() -> None:
    text = "start,queue,contacts\n2027-01-04T08:00,phone,3\n2027-01-04T08:30+01:00,phone,4\n"
    contacts = read(text)
    assert (contacts.minutes, contacts.is_log, contacts.notes) == (30, False, ())
    assert contacts.counts == {"phone": {utc("2027-01-04T07:00"): 3.0, utc("2027-01-04T07:30"): 4.0}}


def test_two_columns_are_one_queue() -> None:
    contacts = read("ds,y\n2027-01-04 08:00:00,3\n2027-01-04 09:00:00,4\n", zone="UTC")
    assert (contacts.minutes, list(contacts.counts)) == (60, ["all"])


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-04T08:10\n2027-01-04T08:29\n2027-01-04T09:31\n",
        "time\n2027-01-04T08:10\n2027-01-04T08:29\n2027-01-04T09:31\n",
        "id,opened_at,group\nA,2027-01-04 08:10:00,x\nB,2027-01-04 08:29:59,y\nC,2027-01-04 09:31,x\n",
        "id,arrival\nA,2027-01-04T08:10Z\nB,2027-01-04T09:29:59.5+01:00\nC,2027-01-04T09:31Z\n",
    ],
)
def test_a_log_is_counted_with_zeros_where_nothing_came(text: str) -> None:
    contacts = read(text, zone="UTC")
    eight = utc("2027-01-04T08:00")
    half = timedelta(minutes=30)
    assert contacts.is_log
    assert contacts.counts == {
        "all": {eight: 2.0, eight + half: 0.0, eight + 2 * half: 0.0, eight + 3 * half: 1.0}
    }


def test_a_log_may_name_queues() -> None:
    contacts = read("2027-01-04T08:10,phone\n2027-01-04T08:29,chat\n", zone="UTC")
    assert contacts.counts == {
        "phone": {utc("2027-01-04T08:00"): 1.0},
        "chat": {utc("2027-01-04T08:00"): 1.0},
    }


def test_columns_of_other_names_can_be_said() -> None:
    text = "when,which,until\n2027-01-04T08:10,a,2027-01-04T09:00\n2027-01-04T08:50,b,2027-01-04T09:10\n"
    contacts = read(text, zone="UTC", time_column="until", queue_column="which")
    assert {queue: list(found.values()) for queue, found in contacts.counts.items()} == {
        "a": [1.0],
        "b": [1.0],
    }


def test_the_hour_that_the_clocks_repeat_written_twice_is_first_the_first() -> None:
    rows = "".join(
        f"2027-10-31T{clock},{y}\n" for clock, y in [("01:00", 1), ("02:00", 2), ("02:00", 3), ("03:00", 4)]
    )
    assert list(read("ds,y\n" + rows).counts["all"].items()) == [
        (utc("2027-10-30T23:00"), 1.0),
        (utc("2027-10-31T00:00"), 2.0),
        (utc("2027-10-31T01:00"), 3.0),
        (utc("2027-10-31T02:00"), 4.0),
    ]


def test_written_once_it_is_both_and_each_gets_half() -> None:
    rows = "ds,y\n2027-10-31T01:00,1\n2027-10-31T02:00,5\n2027-10-31T03:00,4\n"
    assert list(read(rows).counts["all"].values()) == [1.0, 2.5, 2.5, 4.0]


def test_what_the_clocks_skip_is_left_out_and_said() -> None:
    rows = "ds,y\n2027-03-28T01:00,1\n2027-03-28T02:00,5\n2027-03-28T03:00,4\n"
    contacts = read(rows)
    assert list(contacts.counts["all"].values()) == [1.0, 4.0]
    assert contacts.notes == ("h.csv:3: 1 interval that the clocks of Europe/Berlin skip is left out",)


def test_a_line_said_again_is_left_out_and_said() -> None:
    contacts = read("ds,y\n2027-01-04T01:00,1\n2027-01-04T02:00,5\n2027-01-04T02:00,5\n")
    assert list(contacts.counts["all"].values()) == [1.0, 5.0]
    assert contacts.notes == ("h.csv:4: 1 line that says the same again is left out",)


def test_every_row_that_cannot_be_read_is_named() -> None:
    text = (
        "start,queue,contacts\n2027-01-04T08:00,phone,-3\n2027-01-04T08:30,phone,n/a\n8.1.2027,phone,1\n"
        "2027-01-04T09:00,fone,1\n2027-01-04T08:00,phone,7\n2027-01-04T09:10,phone,7\n"
    )
    assert faults(text, known=("phone",)) == [
        (2, "contacts are `-3`, at least 0 is expected"),
        (3, "contacts are `n/a`, a number is expected"),
        (4, "`8.1.2027` is not a timestamp"),
        (5, "unknown queue `fone`"),
        (6, "queue `phone` has this interval twice, with other counts"),
        (7, "`2027-01-04T09:10` is not on the grid of 30 min"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("ds,y\n", "the file has no line but its header"),
        ("a,b\n1,2\n", "no column holds timestamps"),
        ("ds,y\n2027-01-04,1\n", "`2027-01-04` is not a timestamp"),
        ("ds,y\n2027-01-04T00:00,1\n", "a single interval does not show how long intervals are"),
        (
            "ds,y\n2027-01-04T00:00,1\n2027-01-05T00:00,1\n",
            "intervals begin 24 h apart, a part of an hour or an hour is expected",
        ),
    ],
)
def test_a_file_of_no_use_is_refused(text: str, message: str) -> None:
    assert [said for _, said in faults(text)] == [message]


def test_a_column_that_is_not_there_is_named() -> None:
    assert faults("ds,y\n2027-01-04T00:00,1\n", time_column="dss") == [(1, "there is no column `dss`")]
