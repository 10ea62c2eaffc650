"""Demand to CSV and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.demand_csv import read, write
from rota.errors import Fault, InputError
from rota.queue import Demand

START = datetime(2027, 3, 28, tzinfo=UTC)
HELP = "expected `start,end,queue,agents`, say `2027-03-08T07:00:00Z,2027-03-08T07:30:00Z,phone,3`"
QUEUES = st.text("abü-=',;\"\n é", min_size=1, max_size=6)


def half_hour(place: int, queue: str, agents: int) -> Demand:
    start = START + timedelta(minutes=30 * place)
    return Demand(start, start + timedelta(minutes=30), queue, agents)


def test_a_demand_is_a_line_with_instants_in_utc() -> None:
    assert write([half_hour(1, "phone", 0), half_hour(0, "phone", 12)]) == (
        b"start,end,queue,agents\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:30:00Z,phone,12\n"
        b"2027-03-28T00:30:00Z,2027-03-28T01:00:00Z,phone,0\n"
    )


@given(st.dictionaries(st.tuples(st.integers(0, 99), QUEUES), st.integers(0, 500), max_size=9))
def test_what_is_written_is_read_back_sorted(agents: dict[tuple[int, str], int]) -> None:
    demand = [half_hour(place, queue, count) for (place, queue), count in agents.items()]
    assert read(write(demand)) == tuple(sorted(demand, key=lambda entry: (entry.start, entry.queue)))


def test_any_offset_a_byte_order_mark_and_other_line_ends_are_read() -> None:
    content = "start,end,queue,agents\r\n2027-03-28T01:00:00+01:00,2027-03-28T03:30:00+02:00,phone,2\r\n"
    expected = Demand(START, START + timedelta(minutes=90), "phone", 2)
    assert read(content.encode("utf-8-sig")) == (expected,)


def test_every_faulty_line_is_told_with_its_place() -> None:
    content = (
        b"start,end,queue,agents\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:30:00Z,phone\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:30:00Z,phone,-1\n"
        b"noon,2027-03-28T00:30:00Z,phone,1\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:30:00,phone,1\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:00:00Z,phone,1\n"
        b"2027-03-28T00:00:00Z,2027-03-28T00:30:00Z,phone,1\n"
    )
    with pytest.raises(InputError) as caught:
        read(content, name="mine.csv")
    assert caught.value.faults == (
        Fault("mine.csv", 2, 1, "the line has 3 fields, 4 are expected", HELP),
        Fault("mine.csv", 3, 1, "`-1` is not a number of agents", HELP),
        Fault("mine.csv", 4, 1, "`noon` is not an instant", HELP),
        Fault("mine.csv", 5, 1, "`2027-03-28T00:30:00` has no UTC offset", HELP),
        Fault("mine.csv", 6, 1, "`2027-03-28T00:00:00Z` is not after `2027-03-28T00:00:00Z`", HELP),
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault("demand.csv", 1, 1, "the columns are ``", HELP)),
        (b"start,agents\n", Fault("demand.csv", 1, 1, "the columns are `start,agents`", HELP)),
        (b"\xff\xfe", Fault("demand.csv", 0, 0, "the file is not UTF-8 text")),
    ],
)
def test_a_file_that_is_no_demand_is_refused(content: bytes, fault: Fault) -> None:
    with pytest.raises(InputError) as caught:
        read(content)
    assert caught.value.faults == (fault,)
