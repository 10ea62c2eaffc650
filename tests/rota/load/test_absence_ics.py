"""What calendar programs really write, one test for each way in which it has misled a reader."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from rota.errors import Fault, InputError
from rota.load.absence_ics import read_calendar

if TYPE_CHECKING:
    from rota.load.span import Span

START, END = datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC)
MORNING = ("DTSTART:20270308T090000Z", "DTEND:20270308T100000Z")
BERLIN = ("DTSTART;TZID=Europe/Berlin:20270308T090000", "DTEND;TZID=Europe/Berlin:20270308T100000")


def event(*lines: str, uid: str = "1@example.org") -> tuple[str, ...]:
    return ("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Canary", *lines, "END:VEVENT")


def calendar(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def custom_zone(name: str, offset: str) -> tuple[str, ...]:
    standard = (f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}")
    begin = ("BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", "DTSTART:16010101T000000")
    return (*begin, *standard, "END:STANDARD", "END:VTIMEZONE")


def away(*lines: str, zone: str = "Europe/Berlin") -> list[tuple[str, str]]:
    """The spans of a calendar as `MM-DD HH:MM` in UTC."""
    spans = read_calendar("ana.ics", calendar(*lines), zone=zone, start=START, end=END)
    return [(f"{span.start:%m-%d %H:%M}", f"{span.end:%m-%d %H:%M}") for span in spans]


def faults(content: bytes) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        read_calendar("ana.ics", content, zone="Europe/Berlin", start=START, end=END)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_calendar_without_events_is_no_absence() -> None:
    assert away() == []


def test_a_floating_time_is_the_wall_clock_of_the_agent() -> None:
    floating = event("DTSTART:20270308T090000", "DTEND:20270308T100000")

    assert away(*floating) == [("03-08 08:00", "03-08 09:00")]
    assert away(*floating, zone="America/New_York") == [("03-08 14:00", "03-08 15:00")]


def test_a_floating_series_keeps_its_wall_clock_over_the_spring_change() -> None:
    lines = event("DTSTART:20270327T090000", "DTEND:20270327T100000", "RRULE:FREQ=DAILY;COUNT=2")

    assert away(*lines) == [("03-27 08:00", "03-27 09:00"), ("03-28 07:00", "03-28 08:00")]


def test_an_unknown_zone_is_the_wall_clock_of_the_agent() -> None:
    lines = event("DTSTART;TZID=Mars/Base:20270308T090000", "DTEND;TZID=Mars/Base:20270308T100000")

    assert away(*lines) == [("03-08 08:00", "03-08 09:00")]


def test_a_zone_name_of_windows_is_known() -> None:
    zone = "W. Europe Standard Time"
    lines = event(f"DTSTART;TZID={zone}:20270308T090000", f"DTEND;TZID={zone}:20270308T100000")

    assert away(*lines, zone="America/New_York") == [("03-08 08:00", "03-08 09:00")]


def test_a_zone_that_the_calendar_defines_is_used_wherever_it_stands() -> None:
    lines = event("DTSTART;TZID=Ours:20270308T090000", "DTEND;TZID=Ours:20270308T100000")

    assert away(*custom_zone("Ours", "+0530"), *lines) == [("03-08 03:30", "03-08 04:30")]
    assert away(*lines, *custom_zone("Ours", "+0530")) == [("03-08 03:30", "03-08 04:30")]


def test_a_zone_of_one_calendar_does_not_reach_into_the_next() -> None:
    lines = event("DTSTART;TZID=Ours:20270308T090000", "DTEND;TZID=Ours:20270308T100000")

    assert away(*custom_zone("Ours", "+0530"), *lines) == [("03-08 03:30", "03-08 04:30")]
    assert away(*custom_zone("Ours", "-0300"), *lines) == [("03-08 12:00", "03-08 13:00")]
    assert away(*lines) == [("03-08 08:00", "03-08 09:00")]


@pytest.mark.parametrize("name", ["tzone://Microsoft/Custom", '"(UTC+05:30) Own"'])
def test_a_custom_zone_of_outlook_is_read(name: str) -> None:
    lines = event(f"DTSTART;TZID={name}:20270308T090000", f"DTEND;TZID={name}:20270308T100000")

    assert away(*custom_zone(name.strip('"'), "+0530"), *lines) == [("03-08 03:30", "03-08 04:30")]


def test_the_calendars_own_zone_keeps_a_series_in_utc_on_its_wall_clock() -> None:
    start = ("DTSTART:20270327T080000Z", "DTEND:20270327T090000Z", "RRULE:FREQ=DAILY;COUNT=2")

    google = away("X-WR-TIMEZONE:Europe/Berlin", *event(*start))
    unknown = away("X-WR-TIMEZONE:Mars", *event(*start))

    assert google == [("03-27 08:00", "03-27 09:00"), ("03-28 07:00", "03-28 08:00")]
    assert unknown == [("03-27 08:00", "03-27 09:00"), ("03-28 08:00", "03-28 09:00")]


def test_exdate_takes_an_occurrence_out_and_rdate_adds_one() -> None:
    lines = event(*MORNING, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270309T090000Z", "RDATE:20270320T090000Z")

    assert away(*lines) == [
        ("03-08 09:00", "03-08 10:00"),
        ("03-10 09:00", "03-10 10:00"),
        ("03-20 09:00", "03-20 10:00"),
    ]


def test_an_override_moves_its_occurrence() -> None:
    moved = ("RECURRENCE-ID:20270309T090000Z", "DTSTART:20270319T090000Z", "DTEND:20270319T110000Z")

    lines = (*event(*MORNING, "RRULE:FREQ=DAILY;COUNT=2"), *event(*moved))

    assert away(*lines) == [("03-08 09:00", "03-08 10:00"), ("03-19 09:00", "03-19 11:00")]


def test_a_cancelled_override_cancels_only_its_occurrence() -> None:
    cancelled = ("RECURRENCE-ID:20270309T090000Z", "DTSTART:20270309T090000Z", "STATUS:CANCELLED")

    lines = (*event(*MORNING, "RRULE:FREQ=DAILY;COUNT=3"), *event(*cancelled))

    assert away(*lines) == [("03-08 09:00", "03-08 10:00"), ("03-10 09:00", "03-10 10:00")]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "status:cancelled"]
)
def test_what_does_not_block_is_ignored(line: str) -> None:
    assert away(*event(*MORNING, line)) == []


@pytest.mark.parametrize(
    "line", ["STATUS:TENTATIVE", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE"]
)
def test_what_blocks_is_kept(line: str) -> None:
    assert away(*event(*MORNING, line)) == [("03-08 09:00", "03-08 10:00")]


def test_shifts_that_this_tool_published_are_ignored() -> None:
    assert away(*event(*MORNING, uid="desk-primary-2027-03-08-late@rota")) == []


def test_an_all_day_event_ends_before_its_dtend_and_is_a_local_day_of_23_hours() -> None:
    lines = event("DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329")

    assert away(*lines) == [("03-27 23:00", "03-28 22:00")]
    assert away(*lines, zone="America/New_York") == [("03-28 04:00", "03-29 04:00")]


def test_an_all_day_event_in_autumn_has_25_hours() -> None:
    content = calendar(*event("DTSTART;VALUE=DATE:20271031"))
    start, end = datetime(2027, 10, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)

    (span,) = read_calendar("ana.ics", content, zone="Europe/Berlin", start=start, end=end)

    assert (span.end - span.start).total_seconds() == 25 * 3600


def test_a_duration_in_hours_is_elapsed_time_over_the_spring_change() -> None:
    lines = event("DTSTART;TZID=Europe/Berlin:20270326T220000", "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=3")

    assert away(*lines) == [
        ("03-26 21:00", "03-27 05:00"),
        ("03-27 21:00", "03-28 05:00"),
        ("03-28 20:00", "03-29 04:00"),
    ]


def test_a_duration_in_days_is_nominal() -> None:
    lines = event("DTSTART;TZID=Europe/Berlin:20270327T220000", "DURATION:P1D")

    assert away(*lines) == [("03-27 21:00", "03-28 20:00")]


@pytest.mark.parametrize("until", ["20270309", "20270309T080000Z", "20270309T090000"])
def test_the_last_day_that_until_names_counts(until: str) -> None:
    assert away(*event(*BERLIN, f"RRULE:FREQ=DAILY;UNTIL={until}")) == [
        ("03-08 08:00", "03-08 09:00"),
        ("03-09 08:00", "03-09 09:00"),
    ]


@pytest.mark.parametrize("until", ["20270309", "20270309T080000Z", "20270309T090000"])
def test_the_last_day_of_a_floating_series_counts_too(until: str) -> None:
    floating = ("DTSTART:20270308T090000", "DTEND:20270308T100000", f"RRULE:FREQ=DAILY;UNTIL={until}")

    assert away(*event(*floating)) == [("03-08 08:00", "03-08 09:00"), ("03-09 08:00", "03-09 09:00")]


def test_a_local_until_is_meant_in_the_zone_of_the_event() -> None:
    zone = "TZID=America/New_York"
    start = (f"DTSTART;{zone}:20270308T090000", f"DTEND;{zone}:20270308T100000")

    assert away(*event(*start, "RRULE:FREQ=DAILY;UNTIL=20270309T090000")) == [
        ("03-08 14:00", "03-08 15:00"),
        ("03-09 14:00", "03-09 15:00"),
    ]


def test_an_until_in_utc_ends_an_all_day_series_on_the_agents_day() -> None:
    lines = event("DTSTART;VALUE=DATE:20270308", "RRULE:FREQ=DAILY;UNTIL=20270309T230000Z")

    assert away(*lines) == [("03-07 23:00", "03-10 23:00")]


def test_an_event_that_begins_before_the_window_reaches_in() -> None:
    assert away(*event("DTSTART:20260101T090000Z", "DTEND:20270302T100000Z")) == [
        ("03-01 00:00", "03-02 10:00")
    ]


def test_a_birthday_since_1604_is_expanded() -> None:
    assert away(*event("DTSTART;VALUE=DATE:16040314", "RRULE:FREQ=YEARLY")) == [
        ("03-13 23:00", "03-14 23:00")
    ]


def test_two_events_that_share_a_uid_by_mistake_both_count() -> None:
    other = ("DTSTART:20270309T090000Z", "DTEND:20270309T100000Z")

    assert away(*event(*MORNING), *event(*other)) == [
        ("03-08 09:00", "03-08 10:00"),
        ("03-09 09:00", "03-09 10:00"),
    ]


def test_of_two_revisions_of_an_event_the_newer_counts() -> None:
    newer = ("DTSTART:20270309T090000Z", "DTEND:20270309T100000Z", "SEQUENCE:1")

    assert away(*event(*MORNING), *event(*newer)) == [("03-09 09:00", "03-09 10:00")]


def test_events_without_uid_all_count() -> None:
    nameless = [line for line in event(*MORNING) if not line.startswith("UID")]
    other = [line.replace("0308", "0309") for line in nameless]

    assert away(*nameless, *other) == [("03-08 09:00", "03-08 10:00"), ("03-09 09:00", "03-09 10:00")]


def test_an_alarm_in_an_event_is_not_its_duration() -> None:
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DURATION:PT5M", "REPEAT:1", "END:VALARM")

    assert away(*event(*MORNING, *alarm)) == [("03-08 09:00", "03-08 10:00")]


def test_folded_lines_and_a_byte_order_mark_are_read() -> None:
    folded = calendar(*event("DTSTART:2027030", " 8T090000Z", "DTEND:20270308T100000Z"))

    spans = read_calendar("ana.ics", b"\xef\xbb\xbf" + folded, zone="UTC", start=START, end=END)

    assert [f"{span.start:%m-%d %H:%M}" for span in spans] == ["03-08 09:00"]


def test_one_bad_rule_among_good_events_refuses_the_file_and_names_its_line() -> None:
    content = calendar(*event(*MORNING), *event(*MORNING, "RRULE:FREQ=WEEKLY;BYDAY=XX", uid="2"))

    assert faults(content) == [(14, "`RRULE` cannot be read")]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=1;BYYEARDAY=366",
        "FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))),
    ],
)
def test_a_bomb_is_refused_before_anything_is_expanded(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def expanded(*_: object, **__: object) -> None:
        raise AssertionError("the calendar was expanded")

    monkeypatch.setattr(recurring_ical_events, "of", expanded)

    ((line, _),) = faults(calendar(*event("DTSTART:19700101T000000Z", f"RRULE:{rule}")))

    assert line == 7


def test_a_file_of_more_than_five_megabytes_is_refused() -> None:
    assert faults(b"x" * 6_000_000) == [(0, "the calendar has 6.0 MB, at most 5 MB are read")]


def test_more_than_five_thousand_events_are_refused() -> None:
    assert faults(calendar(*(event(*MORNING) * 5_001))) == [
        (0, "the calendar has 5001 events, at most 5000 are read")
    ]


def test_a_fault_shows_no_line_that_says_what_the_event_is() -> None:
    content = calendar(*event("DTSTART:oops", "DESCRIPTION:Canary"), *event(uid="2"))

    with pytest.raises(InputError) as caught:
        read_calendar("ana.ics", content, zone="Europe/Berlin", start=START, end=END)

    assert [fault.excerpt for fault in caught.value.faults] == ["DTSTART:oops", "BEGIN:VEVENT"]


LINES = st.sampled_from(
    [
        *event(*MORNING, "RRULE:FREQ=DAILY;COUNT=2"),
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "DTSTART:x",
        "DTSTART;VALUE=DATE:20270308",
        "DURATION:P1W",
        "RECURRENCE-ID:20270309T090000Z",
        "RDATE:20270309",
        "EXDATE;TZID=Europe/Berlin:20270309T100000",
        "SEQUENCE:x",
        "STATUS",
        " folded",
        ":",
        "BEGIN:",
    ]
)


def outcome_of(content: bytes) -> tuple[tuple[Span, ...], tuple[Fault, ...]]:
    try:
        return read_calendar("ana.ics", content, zone="Europe/Berlin", start=START, end=END), ()
    except InputError as error:
        return (), error.faults


@given(st.lists(LINES, max_size=12))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    spans, faults = outcome_of(calendar(*event(*lines), *lines))

    assert all(START <= span.start < span.end <= END for span in spans)
    assert {fault.path for fault in faults} <= {"ana.ics"}
