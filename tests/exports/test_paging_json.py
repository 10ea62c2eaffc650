from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from paging_plans import OWN_IDS, at, business_hours, by_minute, example, plans, said_by_minute

from exports.paging_json import FILE, read, who_is_on, write
from rota.errors import InputError
from rota.paging.escalation import Route
from rota.paging.proof import prove
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

CHAINS = (
    ReadChain(
        "light", (ReadStep((("role", "primary"), ("person", "cem")), 30), ReadStep((("person", "dev"),), 15))
    ),
    ReadChain(
        "standard",
        (
            ReadStep((("role", "primary"),), 5),
            ReadStep((("role", "secondary"),), 10),
            ReadStep((("person", "dev"),), 15),
        ),
        repeat=2,
    ),
)


def lines_with(text: str, plan: PagingPlan) -> list[str]:
    return [line for line in write(plan)[FILE].decode().splitlines() if text in line]


@given(plan=plans("paging-json"))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, OWN_IDS)
    assert reading.turns == tuple(turn for role in plan.roles for turn in plan.turns_of(role))
    assert reading.chains == CHAINS


def test_the_export_is_proved_to_page_whom_the_roster_says() -> None:
    plan = example(contacts=())

    assert prove(read(write(plan)), plan) == ()


def test_a_turn_is_one_line() -> None:
    (line,) = [
        line for line in write(example())[FILE].decode().splitlines() if "primary.20270327T1900Z" in line
    ]

    assert line.strip() == (
        '{"email": "", "end": "2027-03-28T06:00:00Z", "end_local": "2027-03-28T08:00:00+02:00", '
        '"id": "primary.20270327T1900Z.bo", "name": "Bo O\'Brien", "person": "bo", "role": "primary", '
        '"shift": "primary-shift@2027-03-27", "start": "2027-03-27T19:00:00Z", '
        '"start_local": "2027-03-27T20:00:00+01:00"},'
    )


def test_a_turn_under_way_keeps_its_id_and_is_not_written_before_since() -> None:
    line = next(
        line for line in write(example(since=at(27, 9)))[FILE].decode().splitlines() if ".ana" in line
    )

    assert '"id": "primary.20270327T0700Z.ana"' in line
    assert '"start": "2027-03-27T09:00:00Z"' in line


def test_what_is_past_is_left_out() -> None:
    assert min(turn.start for turn in read(write(example(since=at(28, 7)))).turns) == at(28, 7)


def test_routes_and_their_hours_are_written() -> None:
    plan = example(routes=(Route("light", ("mail",), ("low",), (business_hours(),)), Route("standard")))

    text = write(plan)[FILE].decode()

    assert (
        '{"escalation": "light", "hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "begins": "09:00", '
        '"ends": "17:00", "zone": "Europe/Berlin"}], "queues": ["mail"], "severities": ["low"]}'
    ) in text


@pytest.mark.parametrize(
    ("instant", "on"),
    [
        (at(27, 18, 59), {"primary": ("ana",), "secondary": ("cem",)}),
        (at(27, 19), {"primary": ("bo",), "secondary": ("cem",)}),
        (at(28, 6), {"primary": ("dev",), "secondary": ("cem",)}),
        (at(28, 8), {"primary": ("ana",), "secondary": ("bo",)}),
        (at(29, 0), {"primary": ("dev",), "secondary": ("dev",)}),
    ],
)
def test_who_is_on_changes_at_the_edge_and_falls_to_the_fallback_in_a_hole(instant, on) -> None:  # type: ignore[no-untyped-def]
    assert who_is_on(read(write(example())), instant) == on


def test_equal_plans_give_equal_bytes_and_a_change_is_one_line() -> None:
    plan = example()
    changed = replace(plan, turns=(replace(plan.turns[0], person="bo"), *plan.turns[1:]))
    before, after = (write(one)[FILE].decode().splitlines() for one in (plan, changed))

    assert write(plan) == write(example())
    assert len(set(after) - set(before)) == 1


def test_a_broken_file_is_told_with_its_place() -> None:
    broken = write(example())[FILE].replace(
        b'"2027-03-27T19:00:00Z", "start_local"', b'"noon", "start_local"'
    )

    with pytest.raises(InputError) as caught:
        read({FILE: broken})

    (fault,) = caught.value.faults
    assert (fault.path, fault.line, fault.message) == (
        FILE,
        23,
        "`turns[1].start` should be an instant in UTC like `2027-03-08T05:00:00Z`",
    )


def test_a_missing_file_is_told() -> None:
    with pytest.raises(InputError, match="this file of the export is missing"):
        read({})
