from __future__ import annotations

from pathlib import Path

import pytest

from exports.ics_compare import compare

OLD = (Path(__file__).parent / "golden" / "spring.ics").read_bytes()
FIRST = b"SEQUENCE:0\r\nCATEGORIES:work"
MODIFIED = b"LAST-MODIFIED:20270312T230000Z\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT"
LATER = MODIFIED.replace(b"20270312T23", b"20270313T23")


def changed(*changes: tuple[bytes, bytes]) -> bytes:
    content = OLD
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    return content


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OLD, ()),
        (
            changed((FIRST, FIRST.replace(b"0", b"1"))),
            ("line 10: the event shows the same as before, but its stamps have moved",),
        ),
        (
            changed((b"SUMMARY:primary", b"SUMMARY:secondary")),
            (
                "line 24: the event has changed, but SEQUENCE was 0 and is 0",
                "line 24: the event has changed, but LAST-MODIFIED is still 20270312T230000Z",
            ),
        ),
        (
            changed(
                (b"SUMMARY:primary", b"SUMMARY:secondary"),
                (b"SEQUENCE:0\r\nCATEGORIES:on_call", b"SEQUENCE:1\r\nCATEGORIES:on_call"),
                (MODIFIED, LATER),
            ),
            (),
        ),
        (OLD[: OLD.index(b"BEGIN:VEVENT")] + b"END:VCALENDAR\r\n", ()),
    ],
)
def test_stamps_move_with_the_content_and_never_otherwise(new: bytes, expected: tuple[str, ...]) -> None:
    assert compare(OLD, new) == expected
