"""What entries of other programs mean on this team's agents and templates, and why some mean nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from rosters import roster
from small import MONDAY, daily
from teams import team_of, team_text

from exports import csv
from rota.errors import InputError
from rota.load.past_entries import read_past
from rota.load.past_roster import PastRoster, map_past, roster_of, span_of
from rota.localtime import midnight

BERLIN = "Europe/Berlin"
NOW = datetime(2027, 3, 15, tzinfo=UTC)
TEAM = team_of(
    team_text(
        agents=(
            "{id: ana, name: Ana, contract: full, email: ana@example.org}",
            '{id: ak, name: "Ana Kola", contract: full}',
            '{id: bo, name: "Bo O\'Neil-Öz", contract: full}',
        ),
        shifts=(
            '{id: early, start: "06:00", end: "14:00"}',
            '{id: night, start: "22:00", end: "06:00"}',
            '{id: standby, start: "08:00", end: "08:00", kind: on_call, role: primary}',
            '{id: backup, start: "08:00", end: "08:00", kind: on_call, role: secondary}',
        ),
    )
)


def table(*rows: str, header: str = "agent,start,end,title") -> PastRoster:
    content = "\n".join([header, *rows]).encode()
    return map_past(read_past("past.csv", content, zone=BERLIN), TEAM, names={"Chef": "bo"}, now=NOW)


def calendar(*events: str) -> PastRoster:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{len(lines)}", *event.split("|"), "END:VEVENT"]
    content = "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
    return map_past(read_past("past.ics", content, zone=BERLIN), TEAM, names={}, now=NOW)


def reasons(past: PastRoster) -> list[str]:
    return [reason for _, reason in past.left_out]


EARLY = "2027-03-08 06:00,2027-03-08 14:00"
EARLY_ICS = "DTSTART:20270308T050000Z|DTEND:20270308T130000Z"


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("ana", "ana"),
        ("ANA", "ana"),
        ("Ana Kola", "ak"),
        ("ana@example.org", "ana"),
        ("Chef", "bo"),
        ("bo", "bo"),
    ],
)
def test_an_agent_is_known_by_id_name_address_or_a_name_given(name: str, agent: str) -> None:
    assert table(f"{name},{EARLY},").cells == {(agent, "early@2027-03-08")}


@pytest.mark.parametrize(
    ("times", "shift"),
    [
        ("2027-03-08T05:00:00Z,2027-03-08T13:00:00Z", "early@2027-03-08"),
        ("2027-03-08T07:00+02:00,2027-03-08T14:00+01:00", "early@2027-03-08"),
        ("2027-03-13 22:00,2027-03-14 06:00", "night@2027-03-13"),
    ],
)
def test_times_are_those_of_a_shift(times: str, shift: str) -> None:
    assert table(f"ana,{times},").cells == {("ana", shift)}


def test_a_shift_and_a_day_need_no_times() -> None:
    found = table("ana,early,2027-03-08", "bo,late,2027-03-08", header="agent,shift,day")
    assert found.cells == {("ana", "early@2027-03-08")}
    assert found.left_out == ((3, "there is no shift template `late`"),)


def test_our_own_csv_is_read() -> None:
    worked = roster("ana early mo", "bo early tu", shifts=daily("early", MONDAY, 7))
    past = map_past(read_past("roster.csv", csv.write(worked), zone=BERLIN), TEAM, names={}, now=NOW)
    assert (past.cells, past.left_out) == (worked.cells, ())


def test_a_title_tells_templates_of_equal_times_apart() -> None:
    times = "2027-03-08 08:00,2027-03-09 08:00"
    found = table(f"ana,{times},Secondary on-call", f"bo,{times},on-call")
    assert found.cells == {("ana", "backup@2027-03-08")}
    assert reasons(found) == ["Mon 08 Mar 08:00 to Tue 09 Mar 08:00 may be any of backup, standby"]


def test_a_week_on_call_told_as_one_event_is_its_days() -> None:
    found = calendar("SUMMARY:Primary: Ana|DTSTART:20270301T070000Z|DTEND:20270308T070000Z")
    assert found.cells == {("ana", f"standby@2027-03-0{day}") for day in range(1, 8)}
    assert found.understood == 1


def test_the_longest_name_in_a_title_is_meant() -> None:
    found = calendar(f"SUMMARY:Early (Ana Kola)|{EARLY_ICS}", f"SUMMARY:Bo O'Neil-Öz|{EARLY_ICS}")
    assert found.cells == {("ak", "early@2027-03-08"), ("bo", "early@2027-03-08")}


def test_an_attendee_is_surer_than_a_title() -> None:
    found = calendar(f"SUMMARY:Bo asked for this|ATTENDEE:mailto:ana@example.org|{EARLY_ICS}")
    assert found.cells == {("ana", "early@2027-03-08")}


def test_a_cancelled_event_is_no_shift() -> None:
    found = calendar(f"SUMMARY:Ana|STATUS:CANCELLED|{EARLY_ICS}")
    assert (found.cells, found.left_out) == (frozenset(), ())


def test_times_without_a_zone_are_the_teams() -> None:
    found = calendar("SUMMARY:Ana|DTSTART:20270308T060000|DTEND:20270308T140000")
    assert found.cells == {("ana", "early@2027-03-08")}


def test_what_is_left_out_is_named_with_its_reason() -> None:
    found = calendar(
        f"SUMMARY:Ana for Ana Kola|{EARLY_ICS}",
        f"SUMMARY:Early|{EARLY_ICS}",
        EARLY_ICS,
        "SUMMARY:Ana|DTSTART:20270308T050000Z|DTEND:20270308T123000Z",
        f"SUMMARY:Ana|{EARLY_ICS}|RRULE:FREQ=DAILY",
        "SUMMARY:Ana|DTSTART:never",
        "SUMMARY:Ana|DTSTART:20270315T050000Z|DTEND:20270315T130000Z",
    )
    assert found.cells == frozenset()
    assert reasons(found) == [
        "`Ana for Ana Kola` names several agents: ak, ana",
        "`Early` names no agent",
        "it names nobody",
        "no shift template has the times Mon 08 Mar 06:00 to Mon 08 Mar 13:30",
        "it repeats: export the events one by one",
        "its times cannot be read",
        "it is not past yet",
    ]


def test_a_row_without_times_is_left_out() -> None:
    found = table("ana,8.3.2027,x,", "ana,2027-03-08 06:00,,", "ana,,,")
    assert found.left_out == (
        (2, "`8.3.2027` is not a timestamp such as 2027-03-08T22:00"),
        (3, "one of its times is missing"),
        (4, "it has no times, nor a shift and a day"),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"who,when\n", "missing column `agent`"),
        (b"agent,title\nana,x\n", "nothing says when the shifts are"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "the calendar"),
        (b"\xff", "byte 0xff is not UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read_past("past", content, zone=BERLIN)
    assert said in error.value.faults[0].message


def test_the_roster_has_every_shift_of_its_days_and_who_was_on_them() -> None:
    past = table(f"ana,{EARLY},", "bo,2027-03-09 06:00,2027-03-09 14:00,")
    first, end = span_of(past, BERLIN)
    assert (first, end) == (midnight(date(2027, 3, 8), BERLIN), midnight(date(2027, 3, 10), BERLIN))
    found = roster_of(past, TEAM, first=first, end=end, now=NOW)
    assert found.cells == past.cells
    assert [member.id for member in found.members] == ["ana", "bo"]
    assert len(found.shifts) == 8


def test_the_roster_ends_with_what_is_past() -> None:
    past = table(f"ana,{EARLY},")
    now = datetime(2027, 3, 8, 20, tzinfo=UTC)
    found = roster_of(past, TEAM, first=span_of(past, BERLIN)[0], end=span_of(past, BERLIN)[1], now=now)
    assert found.end == now
    assert [shift.template for shift in found.shifts] == ["early", "backup", "standby"]
