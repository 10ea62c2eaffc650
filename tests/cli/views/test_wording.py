from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rota.cli.views.wording import amount, clock_change, counted, flow, hours, place_text, shown, span_text

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2027-03-08T13:00", "2027-03-08T21:00", "14:00-22:00"),
        ("2027-03-08T21:00", "2027-03-09T05:00", "22:00-06:00"),
        ("2027-03-27T21:00", "2027-03-28T04:00", "22:00-06:00"),
        ("2027-03-08T08:00", "2027-03-09T08:00", "09:00-Tue 09:00"),
        ("2027-03-12T17:00", "2027-03-15T07:00", "18:00-Mon 08:00"),
    ],
)
def test_a_span_names_the_day_of_its_end_only_where_it_could_be_mistaken(
    start: str, end: str, text: str
) -> None:
    begins, ends = (datetime.fromisoformat(instant).replace(tzinfo=UTC) for instant in (start, end))
    assert span_text(begins, ends, BERLIN) == text


@pytest.mark.parametrize(
    ("day", "zone", "change"),
    [
        ("2027-03-27", BERLIN, "clocks go forward"),
        ("2027-10-30", BERLIN, "clocks go back"),
        ("2027-03-26", BERLIN, ""),
        ("2027-03-27", "Asia/Manila", ""),
    ],
)
def test_a_night_over_a_change_of_clocks_says_so(day: str, zone: str, change: str) -> None:
    start = datetime.fromisoformat(f"{day}T20:00").replace(tzinfo=UTC)
    assert clock_change(start, start.replace(hour=21), zone) == ""
    assert clock_change(start, datetime.fromtimestamp(start.timestamp() + 8 * 3600, UTC), zone) == change


def test_numbers_have_no_needless_digits() -> None:
    assert [hours(9120), hours(9150), hours(60 * 1234), hours(20)] == ["152", "152.5", "1,234", "0.3"]
    assert [amount(3.0), amount(3.5)] == ["3", "3.5"]
    assert [counted(1, "night"), counted(0, "night")] == ["1 night", "0 nights"]


def test_a_zone_is_called_by_its_place() -> None:
    assert [place_text(zone) for zone in ("America/Argentina/Buenos_Aires", "UTC")] == ["Buenos Aires", "UTC"]


def test_what_would_steer_the_terminal_is_not_shown() -> None:
    assert shown("a\x1b[2Jb\nc\u202ed\u2028e 👩‍💻") == "a�[2Jb�c�d�e 👩‍💻"


def test_lines_break_between_entries_only() -> None:
    assert flow(["E early", "L late", "夜 night"], width=18).plain == "E early   L late\n夜 night"
    assert flow([], width=10).plain == ""
