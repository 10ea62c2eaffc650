from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.ics_lint import lint

GOOD = (Path(__file__).parent / "golden" / "spring.ics").read_bytes()
FIRST_UID = b"UID:fd54e6d9-d0d0-5941-9d3f-09ab083f5be0@rota"
SECOND_UID = b"UID:c9a13aea-aaf6-526e-a3e1-73d67fac8642@rota"
EVENT = b"BEGIN:VEVENT\r\n"
NO_INSTANT = "an instant ends in Z and has no zone, a day says VALUE=DATE"


@pytest.mark.parametrize("name", ["spring.ics", "autumn.ics", "eve.ics"])
def test_our_feeds_are_clean(name: str) -> None:
    assert lint((Path(__file__).parent / "golden" / name).read_bytes()) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"VERSION:2.0\r\n", b"", ["line 1: VCALENDAR has 0 `VERSION`, 1 is required"]),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\n", ["line 2: ends in a bare CR or LF, CR LF is required"]),
        (
            b"END:VCALENDAR\r\n",
            b"END:VCALENDAR",
            ["the last line does not end in CR LF: the file may be cut off"],
        ),
        (
            b"END:VCALENDAR\r\n",
            b"",
            ["line 1: `VCALENDAR` has no end", "0 calendars, 1 is required"],
        ),
        (b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR", ["line 1: begins with a byte order mark"]),
        (
            b"\r\nNAME:Bank help desk",
            b"\r\nNAME:" + b"x" * 71,
            ["line 5: 76 octets, at most 75 are allowed"],
        ),
        (
            "SUMMARY:lh-night · Cem Ö".encode(),
            "SUMMARY:lh-night · Cem ".encode() + b"\xc3\r\n \x96",
            [
                "line 67: is not UTF-8, or is folded within a character",
                "line 68: is not UTF-8, or is folded within a character",
            ],
        ),
        (b"CALSCALE:GREGORIAN", b"CALSCALE", ["line 4: is not `name:value`"]),
        (
            b"CALSCALE:GREGORIAN",
            b"METHOD:PUBLISH",
            ["line 1: VCALENDAR has `METHOD`, which some clients answer by losing events"],
        ),
        (
            b"CALSCALE:GREGORIAN",
            b"UID:feed",
            ["line 1: VCALENDAR has `UID`, which some clients answer by losing events"],
        ),
        (
            b"REFRESH-INTERVAL;VALUE=DURATION",
            b"REFRESH-INTERVAL",
            ["line 7: `REFRESH-INTERVAL` lacks VALUE=DURATION"],
        ),
        (b"CALSCALE:GREGORIAN", b"SOURCE:https://example.org/f", ["line 4: `SOURCE` lacks VALUE=URI"]),
        (
            FIRST_UID,
            SECOND_UID,
            ["2 events have the UID `c9a13aea-aaf6-526e-a3e1-73d67fac8642@rota`: clients show one of them"],
        ),
        (FIRST_UID + b"\r\n", b"", ["line 10: VEVENT has 0 `UID`, 1 is required"]),
        (
            b"DTSTART:20270314T030000Z",
            b"DTSTART:20270314T030000",
            [
                f"line 12: `DTSTART` is `20270314T030000`: {NO_INSTANT}",
                "line 10: DTSTART `20270314T030000` and DTEND `20270314T100000Z` are not of one type",
            ],
        ),
        (
            b"DTSTAMP:20270312T230000Z\r\nUID:fd54",
            b"DTSTAMP;VALUE=DATE:20270312\r\nUID:fd54",
            [
                f"line 14: `DTSTAMP` is `20270312`: {NO_INSTANT}",
            ],
        ),
        (
            b"DTEND:20270314T100000Z",
            b"DTEND:20270314T030000Z",
            ["line 10: DTEND `20270314T030000Z` is not after DTSTART `20270314T030000Z`"],
        ),
        (
            b"night\\, owl",
            b"night, owl",
            [
                "line 11: `SUMMARY` holds an unescaped `;`, `,` or backslash",
                "line 53: `SUMMARY` holds an unescaped `;`, `,` or backslash",
            ],
        ),
        (b"Cem ", b"Cem\x07", ["line 67: `SUMMARY` holds a control character"]),
        (b"Ana Kola", b"Ana K\r\n ola", []),
        (b"Ana Kola", b"ana@example.org", ["line 39: `SUMMARY` tells an e-mail address"]),
        (b"Ana Kola", b"Ana +49 30 1234567", ["line 39: `SUMMARY` tells a phone number"]),
        (b"Ana Kola", b"Bo for Ana (sick)", ["line 39: `SUMMARY` tells a reason of absence"]),
        (
            EVENT + b"SUMMARY:lh",
            EVENT + b"ATTENDEE:Cem\r\nSUMMARY:lh",
            ["line 67: `ATTENDEE` makes a meeting of a shift and tells addresses"],
        ),
        (
            b"END:VEVENT\r\nEND:VCAL",
            b"END:VCAL",
            [
                "line 79: `END` belongs to nothing that is open",
                "line 1: `VCALENDAR` has no end",
                "line 66: `VEVENT` has no end",
                "0 calendars, 1 is required",
            ],
        ),
        (
            b"DTSTART:20270314T030000Z",
            b"DTSTART:20270230T030000Z",
            ["line 12: `DTSTART` is `20270230T030000Z`, which is on no calendar"],
        ),
        (
            b"STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT",
            b"STATUS:MAYBE\r\nTRANSP:TRANSPARENT",
            ["line 34: `STATUS` is `MAYBE`, an event has CANCELLED, CONFIRMED, TENTATIVE"],
        ),
        (
            b"STATUS:CONFIRMED\r\nTRANSP:TRANSPARENT",
            b"STATUS:CONFIRMED\r\nTRANSP:OPAQUE",
            ["line 24: TRANSP `OPAQUE` and X-MICROSOFT-CDO-BUSYSTATUS `FREE` say different things"],
        ),
        (
            b"Bo O'Brien\\; n",
            b"Bo O&#39\\;Brien n",
            [
                "line 11: `SUMMARY` is written as for HTML: clients show `&amp;` as it stands",
                "line 53: `SUMMARY` is written as for HTML: clients show `&amp;` as it stands",
            ],
        ),
        (
            EVENT + b"SUMMARY:lh",
            EVENT + b"DURATION:PT8H\r\nRRULE:FREQ=DAILY\r\nSUMMARY:lh",
            [
                "line 66: VEVENT has `DURATION`: beside DTEND",
                "line 66: VEVENT has `RRULE`: a shift is one event",
            ],
        ),
        (
            EVENT + b"SUMMARY:lh",
            EVENT + b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nSUMMARY:lh",
            [
                "line 67: VALARM has 0 `TRIGGER`, 1 is required",
                "line 67: VALARM has 0 `DESCRIPTION`, 1 is required",
            ],
        ),
        (
            b"SEQUENCE:0\r\nCATEGORIES:training",
            b"SEQUENCE:one\r\nCATEGORIES:training",
            ["line 72: `SEQUENCE` is `one`, a whole number is required"],
        ),
        (
            GOOD[GOOD.index(EVENT) : GOOD.index(b"END:VCALENDAR")],
            b"",
            ["no event: some clients keep the old events then"],
        ),
        (
            EVENT + b"SUMMARY:lh",
            b"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n" + EVENT + b"SUMMARY:lh",
            ["VTIMEZONE: clients disagree about zones' definitions, write instants in UTC"],
        ),
    ],
)
def test_each_defect_is_found_and_nothing_else(old: bytes, new: bytes, expected: list[str]) -> None:
    assert old in GOOD
    assert lint(GOOD.replace(old, new)) == tuple(expected)


@given(st.binary() | st.text().map(str.encode))
def test_whatever_is_no_feed_has_findings(content: bytes) -> None:
    assert lint(content)


@given(st.integers(1, len(GOOD) - 1))
def test_a_feed_that_is_cut_off_has_findings(end: int) -> None:
    assert lint(GOOD[:end])
