"""Calendars for Grafana, read by other libraries, and by Grafana's own rules as its source states them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from paging_plans import AGENTS, at, by_minute, example, minutes, plans, said_by_minute, turn

from exports.grafana import read, write
from rota.errors import InputError

if TYPE_CHECKING:
    from rota.paging.plan import PagingPlan

SYSTEM = "grafana"
PRIMARY, SECONDARY = "primary_076204ee40.ics", "secondary_3a15d377b3.ics"
ODD = ("bob smith", "ana@bank.example", "иван夕海", 'ana, the; \\ "first"', "=cmd", "${x}", "{{ x }}")
IDS = st.sampled_from(ODD) | st.from_regex(r"[a-z][a-z0-9.@+-]{0,20}", fullmatch=True)
OWN_UID = re.compile(r"oncall-|amixr-|(\w+)-(\d+)-(\w+)")
LEVEL = re.compile(r"^\[L(\d+)\]")


def users_named(event: icalendar.Event) -> list[str]:
    """Whom Grafana takes an event to name: in SUMMARY, DESCRIPTION and a single ATTENDEE, after the level."""
    return [
        LEVEL.sub("", str(event[field]).strip()).strip()
        for field in ("SUMMARY", "DESCRIPTION", "ATTENDEE")
        if field in event
    ]


def who_grafana_pages(content: bytes, instant: datetime, known: set[str]) -> set[str]:
    """Of the events of an instant, the known users of the highest level that has any."""
    by_level: dict[int, set[str]] = {}
    for event in recurring_ical_events.of(icalendar.Calendar.from_ical(content)).at(instant):
        level = LEVEL.match(str(event["SUMMARY"]).strip())
        by_level.setdefault(int(level[1]) if level else 0, set()).update(users_named(event))
    for _, users in sorted(by_level.items(), reverse=True):
        if users & known:
            return users & known
    return set()


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def versions(plan: PagingPlan) -> dict[str, int]:
    """What Grafana compares to see that something has changed."""
    return {str(event["UID"]): int(event["SEQUENCE"]) for event in events(write(plan)[PRIMARY])}


@given(plan=plans(SYSTEM, ids=IDS))
@settings(max_examples=60)
def test_every_minute_reaches_whom_the_plan_says(plan: PagingPlan) -> None:
    reading = read(write(plan))

    assert said_by_minute(reading, plan) == by_minute(plan, plan.ids_in(SYSTEM))
    assert all(one.start >= max(plan.start, plan.since) for one in reading.turns)


@given(plan=plans(SYSTEM, ids=IDS))
@settings(max_examples=20, deadline=None)
def test_grafana_pages_whom_the_plan_says_by_its_own_rules(plan: PagingPlan) -> None:
    ids = plan.ids_in(SYSTEM)
    files, wanted = write(plan), by_minute(plan, ids)
    edges = {edge for one in plan.turns for edge in (one.start, one.end, one.end - timedelta(minutes=1))}
    for role, name in (("primary", PRIMARY), ("secondary", SECONDARY)):
        for edge in sorted(edges | {plan.start, plan.since}):
            if (role, edge) in wanted:
                assert who_grafana_pages(files[name], edge, set(ids.values())) == {wanted[role, edge]}


def test_a_turn_over_the_spring_change_loses_no_minute_since_it_is_in_utc() -> None:
    night = turn("primary", "ana", at(27, 19), at(28, 6))
    plan = example(SYSTEM, turns=(night,), start=at(27, 19), end=at(28, 7), since=at(27, 19))
    content = write(plan)[PRIMARY]

    paged = [
        next(iter(who_grafana_pages(content, minute, {"ana@grafana", "dev@grafana"})))
        for minute in minutes(at(27, 19), at(28, 7))
    ]

    assert b"TZID" not in content
    assert b"X-WR-TIMEZONE" not in content
    assert (paged.count("ana@grafana"), paged.count("dev@grafana")) == (11 * 60, 60)


def test_no_event_lasts_whole_days_since_grafana_shows_these_as_gaps() -> None:
    days = turn("primary", "ana", at(27, 0), at(29, 0))
    plan = example(SYSTEM, turns=(days,), start=at(27, 0), end=at(29, 0), since=at(27, 0))

    starts = [event.start for event in events(write(plan)[PRIMARY])]

    assert all(isinstance(start, datetime) for start in starts)
    assert not any(type(start) is date for start in starts)


def test_nobody_is_named_beside_the_summary() -> None:
    plan = example(SYSTEM, names=tuple((agent, f"Name of {agent}") for agent in AGENTS))

    assert [users_named(event) for event in events(write(plan)[PRIMARY])] == [
        ["dev@grafana"],
        ["ana@grafana"],
        ["bo@grafana"],
        ["ana@grafana"],
    ]


@given(plan=plans(SYSTEM, ids=IDS))
@settings(max_examples=60)
def test_no_uid_is_taken_for_one_of_grafanas_own_and_merged(plan: PagingPlan) -> None:
    uids = [str(event["UID"]) for name in (PRIMARY, SECONDARY) for event in events(write(plan)[name])]

    assert len(set(uids)) == len(uids)
    assert not any(OWN_UID.match(uid) for uid in uids)


def test_whatever_changes_of_an_event_changes_its_uid_since_grafana_compares_uid_and_sequence_alone() -> None:
    plan = example(SYSTEM)
    first, *rest = plan.turns
    for changed in (
        replace(first, person="bo"),
        replace(first, end=at(27, 18)),
        replace(first, start=at(27, 8)),
    ):
        before, after = versions(plan), versions(replace(plan, turns=(changed, *rest)))
        assert (len(before.keys() - after.keys()), len(after.keys() - before.keys())) == (1, 1)
    contacts = (("ana", SYSTEM, "ana.kola"), *plan.contacts[1:])
    assert len(versions(replace(plan, contacts=contacts)).keys() - versions(plan).keys()) == 2


def test_a_user_whom_grafana_does_not_know_leaves_the_page_to_the_fallback() -> None:
    content = write(example(SYSTEM))[PRIMARY]

    assert who_grafana_pages(content, at(27, 20), {"ana@grafana", "dev@grafana"}) == {"dev@grafana"}


def test_the_fallback_is_paged_in_a_hole_and_long_after_the_roster() -> None:
    content = write(example(SYSTEM))[PRIMARY]
    known = {f"{agent}@grafana" for agent in AGENTS}

    assert [who_grafana_pages(content, instant, known) for instant in (at(28, 7), at(28, 8), at(400, 3))] == [
        {"dev@grafana"},
        {"ana@grafana"},
        {"dev@grafana"},
    ]


def test_each_role_has_a_calendar_since_levels_replace_each_other() -> None:
    assert set(write(example(SYSTEM))) == {PRIMARY, SECONDARY, "index.json"}


def test_another_library_reads_the_same_events() -> None:
    calendar = IcsCalendarStream.calendar_from_ics(write(example(SYSTEM))[PRIMARY].decode())

    assert [(event.summary, event.dtstart, event.dtend) for event in calendar.events] == [
        ("[L0] dev@grafana", at(27, 7), at(28, 7)),
        ("[L1] ana@grafana", at(27, 7), at(27, 19)),
        ("[L1] bo@grafana", at(27, 19), at(28, 6)),
        ("[L1] ana@grafana", at(28, 8), at(28, 20)),
    ]


@pytest.mark.parametrize("id", ["[L9] ana", " ana", "ana\r\nATTENDEE:mallory", "a\u202eb", "[L1]"])
def test_an_id_that_a_calendar_cannot_say_is_refused(id: str) -> None:
    contacts = (("ana", SYSTEM, id), *((agent, SYSTEM, agent) for agent in AGENTS[1:]))

    with pytest.raises(InputError) as caught:
        write(example(SYSTEM, contacts=contacts))

    (fault,) = caught.value.faults
    assert fault.message.startswith("the id of agent `ana` in grafana, ")
    assert fault.message.endswith(", cannot be said in a calendar")
    assert fault.help == "give the user's name or e-mail address as Grafana shows it"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"SUMMARY:[L1] bo@grafana", b"SUMMARY:bo@grafana", "grafana would misread the event `bo@grafana`"),
        (
            b"SUMMARY:[L1] bo@grafana",
            b"SUMMARY:[L1] bo@grafana\r\nDESCRIPTION:night",
            r"grafana would misread the event `\[L1\] bo@grafana`",
        ),
        (
            b"DTSTART:20270327T190000Z",
            b"DTSTART;VALUE=DATE:20270327",
            "DTSTART and DTEND must be of the same type",
        ),
        (
            b"DTSTART:20270327T190000Z",
            b"DTSTART;TZID=Europe/Berlin:20270327T200000",
            r"`2027-03-27 20:00:00\+01:00` is no instant in UTC",
        ),
    ],
)
def test_what_grafana_would_misread_is_refused_on_reading(old: bytes, new: bytes, message: str) -> None:
    files = write(example(SYSTEM))
    files[PRIMARY] = files[PRIMARY].replace(old, new)

    with pytest.raises(InputError, match=message):
        read(files)


def test_equal_plans_give_equal_bytes_and_a_change_touches_one_event() -> None:
    plan = example(SYSTEM)
    changed = replace(plan, turns=(replace(plan.turns[0], person="bo"), *plan.turns[1:]))
    before, after = ({event.to_ical() for event in events(write(one)[PRIMARY])} for one in (plan, changed))

    assert write(plan) == write(example(SYSTEM))
    assert write(replace(plan, made_at=datetime(2027, 3, 21, tzinfo=UTC))) == write(plan)
    assert (len(before - after), len(after - before)) == (1, 1)
